from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.organisations.departments.actions import Particulars
from fuldmagt.organisations.departments.rules import possible
from fuldmagt.organisations.employments.actions import Particulars as EmploymentParticulars
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.categories import Category
from fuldmagt.web.frame.words import CATEGORIES
from fuldmagt.web.look.forms import Form, PickedDate
from fuldmagt.web.users.finding import UserField
from fuldmagt.web.users.forms import offer_departments

PRESENT = frozenset(UserState) - {UserState.CLOSED}


class DepartmentForm(Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the department’s name.")}
    )
    category = forms.ChoiceField(
        label=_("Category of its own"),
        help_text=_("Some rights are open to certain categories only. Choose one where the department is "
                    "something else than the organisation, as an insurance department is."),
        required=False,
    )  # fmt: skip
    mailbox = forms.EmailField(
        label=_("Department mailbox"),
        help_text=_("Warnings about the department’s employees are sent here."),
        required=False,
        max_length=254,
    )
    leader = UserField(states=PRESENT, label=_("Leader"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].organisation = organisation.ref  # type: ignore[attr-defined]  # it is a UserField
        own = Category(organisation.category)
        now = self.initial.get("category")
        offered = [each for each in possible(own) if each is not own or each.value == now]
        choices = [("", _("As the organisation")), *((each.value, CATEGORIES[each]) for each in offered)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        if not offered and not now:
            self.fields["category"].help_text = _(
                "An organisation of this kind has no departments that are something else."
            )

    def particulars(self) -> Particulars:
        given = self.cleaned_data
        return Particulars(
            name=given["name"],
            category=Category(given["category"]) if given["category"] else None,
            mailbox=given["mailbox"],
            leader=given["leader"].ref if given["leader"] else "",
        )


class EmploymentForm(Form):
    """An employment: with or without a business user (A6)."""

    name = forms.CharField(
        label=_("Employee"),
        help_text=_("Full name."),
        max_length=200,
        error_messages={"required": _("Write the employee’s name.")},
    )
    department = forms.ChoiceField(
        label=_("Department"), error_messages={"required": _("Choose a department.")}
    )
    start = forms.DateField(
        label=_("First day"), widget=PickedDate(), error_messages={"required": _("Choose the first day.")}
    )
    end = forms.DateField(label=_("Last day"), widget=PickedDate(), required=False)
    payroll_number = forms.CharField(label=_("Payroll number"), max_length=40, required=False)

    def __init__(self, *args: Any, organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self, organisation)

    def particulars(self) -> EmploymentParticulars:
        return EmploymentParticulars(**self.cleaned_data)


class EndForm(Form):
    end = forms.DateField(
        label=_("Last day"), widget=PickedDate(), error_messages={"required": _("Choose the last day.")}
    )
