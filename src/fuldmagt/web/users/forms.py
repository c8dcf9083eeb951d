"""What administrators type about users. Forms check shape; the rooms check right."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, is_possible_number, parse

from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.users.actions import Particulars
from fuldmagt.vocabulary.languages import EMPLOYEES
from fuldmagt.web.look.forms import Form, WrittenDate

OLDEST = date(1900, 1, 1)


class PhoneField(forms.CharField):
    """A phone number as people write it; of the organisation's country where it has no country code."""

    def __init__(self, **kwargs: Any) -> None:
        self.country = "DK"
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        written = str(super().clean(value) or "").strip()
        if not written:
            return ""
        try:
            possible = is_possible_number(parse(written, self.country))
        except NumberParseException:
            possible = False
        if not possible:
            raise forms.ValidationError(
                _("This is not a phone number. Write it like 20 12 34 56 or +31 6 1234 5678.")
            )
        return written


class BirthDate(WrittenDate):
    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < OLDEST:
            raise forms.ValidationError(_("Nobody who works was born that long ago. Check the year."))
        return day


class ParticularsForm(Form):
    """The particulars of a user who exists. `version` is what the administrator saw (two people at once)."""

    name = forms.CharField(
        label=_("Full name, as in the passport"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "fm-full"}),
        error_messages={"required": _("Write the name.")},
    )
    birth_date = BirthDate(
        label=_("Birth date"),
        error_messages={"required": _("Write the birth date. It must agree with the eID.")},
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, error_messages={"required": _("Write the e-mail address.")}
    )
    phone = PhoneField(label=_("Phone"), required=False)
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "fm-full"}),
    )
    department = forms.ChoiceField(label=_("Department"), required=False)
    employee_group = forms.CharField(label=_("Staff category"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language of mails and letters"), choices=EMPLOYEES)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: BusinessUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offer_departments(self, user.organisation.ref)
        self.fields["phone"].country = user.organisation.country  # type: ignore[attr-defined]  # it is a PhoneField
        self.fields["birth_date"].required = user.person_id is None and not user.national_number_index
        if user.person_id is not None:
            self.fields["birth_date"].disabled = True
            self.fields["birth_date"].help_text = _("Confirmed with the private eID.")

    def particulars(self) -> Particulars:
        wanted = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Particulars(**wanted)


class ReasonForm(Form):
    """Why a user is suspended, closed and so on; stays with the event."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stays with the event, for those who look it up later."),
        max_length=300,
        required=False,
    )


class DisplayForm(Form):
    """A code display that lies ready: what stands on it and in the supplier's list."""

    serial = forms.CharField(
        label=_("Serial number"),
        help_text=_("On the back of the display."),
        max_length=40,
        error_messages={"required": _("Write the serial number.")},
    )
    secret = forms.CharField(
        label=_("Secret"),
        help_text=_("From the supplier’s list, letters and the digits 2 to 7."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the secret of the display.")},
    )


def offer_departments(form: forms.BaseForm, organisation: str) -> None:
    """The organisation's open departments, and none, in the form's field `department`."""
    offered = [(one.ref, one.name) for one in departments.open_ones(organisation)]
    form.fields["department"].choices = [("", _("No department")), *offered]  # type: ignore[attr-defined]  # it is a ChoiceField
