"""The form that creates a user (B4, B6, B7)."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import open_to
from fuldmagt.onboarding.creation.rules import AT_CREATION, WITHOUT_NUMBER
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.languages import EMPLOYEES
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.forms import Form, Radios
from fuldmagt.web.users.forms import BirthDate, PhoneField, offer_departments

YES, NO = "yes", "no"
NATIONAL_NUMBER: Final = re.compile(r"[0-9]{6}-?[0-9]{4}|[0-9]{9}")
HELPS: Final = {
    Means.APP: _("On the employee’s phone, with a PIN. Without a national number it is the only choice."),
    Means.PASSKEY: _(
        "On the employee’s phone or computer, opened by PIN, finger or face. Only with a national number; "
        "without one it is added after activation."
    ),
    Means.CODE_DISPLAY: _(
        "A small device or an app that shows a new code every 30 seconds. Only with a national number; "
        "without one it is assigned after activation."
    ),
    Means.CODE_READER: _(
        "A device that says its codes, or an app with a voice. Only with a national number. Choose the "
        "device under Orders before the employee activates."
    ),
    Means.CHIP: _(
        "A security key with a PIN. Only with a national number. The employee needs it at the activation."
    ),
}


class NewUserForm(Form):
    name = forms.CharField(
        label=_("Full name, as in the passport"),
        help_text=_("Letters such as ø, å, ł and ş often cause trouble at the activation. Write the name "
                    "letter by letter as the passport has it, with all given names."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "fm-full", "autocomplete": "off"}),
        error_messages={"required": _("Write the name as it stands in the passport.")},
    )  # fmt: skip
    birth_date = BirthDate(
        label=_("Birth date"),
        help_text=_("May be left out if you write the national number."),
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The activation link is sent here."),
        max_length=254,
        error_messages={"required": _("Write the e-mail address that the link is sent to.")},
    )
    phone = PhoneField(label=_("Phone"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    employee_group = forms.CharField(label=_("Staff category"), max_length=100, required=False)
    language = forms.ChoiceField(
        label=_("Language of mails and letters"), choices=EMPLOYEES, help_text=_("That the employee reads.")
    )
    has_national_number = forms.ChoiceField(
        label=_("Has the employee a national number?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=Radios,
        error_messages={"required": _("Say whether the employee has a national number.")},
    )
    national_number = forms.CharField(
        label=_("National number"),
        help_text=_(
            "May be left out if you write the birth date. It makes sure that the right person activates the "
            "user, and is kept sealed and never shown."
        ),
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "data-width": "s"}),
    )
    means = forms.ChoiceField(
        label=_("Means of login"),
        choices=[(means.value, MEANS[means]) for means in (*AT_CREATION, Means.PRIVATE_EID)],
        widget=Radios,
        error_messages={"required": _("Choose a means of login.")},
    )
    right = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, organisation: Organisation, may_give_rights: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self, organisation.ref)
        self.fields["phone"].country = organisation.country  # type: ignore[attr-defined]  # it is a PhoneField
        self.rights = rights_for(organisation) if may_give_rights else []
        offered = [(right.ref, right.name) for right in self.rights]
        self.fields["right"].choices = offered  # type: ignore[attr-defined]  # it is a MultipleChoiceField
        widget = self.fields["means"].widget
        widget.helps = {means.value: help for means, help in HELPS.items()}
        widget.disabled_why = {
            Means.PRIVATE_EID.value: _(
                "The private eID confirms who the employee is, once. Without a national number it can never "
                "be the login. With one, the organisation and the employee must both have agreed, and that "
                "has not happened here."
            )
        }

    def clean_means(self) -> str:
        """What is shown as closed is closed."""
        chosen = str(self.cleaned_data["means"])
        if chosen not in AT_CREATION:
            raise forms.ValidationError(_("This cannot be the login. Choose one of the others."))
        return chosen

    def clean_national_number(self) -> str:
        written = str(self.cleaned_data["national_number"]).replace(" ", "")
        if written and not NATIONAL_NUMBER.fullmatch(written):
            raise forms.ValidationError(_("This is not a national number. Write all its digits."))
        return written.replace("-", "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        without = given.get("has_national_number") == NO
        if without and given.get("national_number"):
            self.add_error("national_number", _("You say that the employee has none. Leave the field empty."))
        if without and given.get("means") and given["means"] not in WITHOUT_NUMBER:
            self.add_error(
                "means",
                _("Without a national number the app is the only choice. Other means come after activation."),
            )
        if not given.get("birth_date") and not given.get("national_number") and not self.errors:
            self.add_error("birth_date", _("Write the birth date or the national number."))
        return given

    def new_user(self) -> NewUser:
        given = self.cleaned_data
        return NewUser(
            name=given["name"],
            email=given["email"],
            birth_date=given["birth_date"],
            has_national_number=given["has_national_number"] == YES,
            national_number=given["national_number"],
            department=given["department"],
            employee_group=given["employee_group"],
            phone=given["phone"],
            language=given["language"],
        )


def rights_for(organisation: Organisation) -> list[Right]:
    """The rights on offer that are open to the organisation, or to a department of it."""
    own = {Category(organisation.category)}
    own |= {Category(one.category) for one in departments.open_ones(organisation.ref) if one.category}
    offered = catalogue.offered()
    return [right for right in offered if any(open_to(right.categories, category) for category in own)]
