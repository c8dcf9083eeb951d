"""The change of a participant, as it is typed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from examples.employer_portal.participants.changing import FIELDS
from examples.employer_portal.participants.models import Participant

POSTCODE: Final = r"^[1-9][0-9]{3} ?[A-Za-z]{2}$"


class Digits(forms.TextInput):
    """A number as text: what is typed wrong comes back as it was typed."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric"})


class ChangeForm(forms.Form):
    """`version` is what the person read, and each field sends along what stood in it.

    A quicker one's change is not overwritten, not even by saving once more.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = name in FIELDS
            field.widget.attrs["class"] = "form-input"
            if name in self.errors:  # nothing for a form that has not been sent
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}

    version = forms.IntegerField(widget=forms.HiddenInput)
    effective_on = forms.DateField(
        label=_("From which day it holds"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say from which day it holds."),
            "invalid": _("Write the day as year-month-day."),
        },
    )
    salary = forms.IntegerField(
        label=_("Salary a year, full-time"),
        widget=Digits,
        min_value=1,
        max_value=999_999,
        error_messages={
            "required": _("Write the salary."),
            "invalid": _("Write the salary in whole euros, with digits alone."),
            "min_value": _("A salary is more than nothing."),
            "max_value": _("Write at most 999999 euros."),
        },
    )
    part_time = forms.IntegerField(
        label=_("Part-time percentage"),
        widget=Digits,
        min_value=1,
        max_value=100,
        error_messages={
            "required": _("Write the percentage."),
            "invalid": _("Write a whole number from 1 to 100."),
            "min_value": _("Write a whole number from 1 to 100."),
            "max_value": _("Write a whole number from 1 to 100."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("This is no e-mail address. It looks like name@example.nl."),
        },
    )
    street = forms.CharField(
        label=_("Street and number"),
        max_length=200,
        error_messages={"required": _("Write the street and the number.")},
    )
    postcode = forms.RegexField(
        POSTCODE,
        label=_("Postcode"),
        error_messages={
            "required": _("Write the postcode."),
            "invalid": _("Write four digits and two letters, such as 1017 ZZ."),
        },
    )
    city = forms.CharField(label=_("Town"), max_length=100, error_messages={"required": _("Write the town.")})

    def clean_postcode(self) -> str:
        plain = str(self.cleaned_data["postcode"]).replace(" ", "").upper()
        return f"{plain[:4]} {plain[4:]}"


def over_what_is_new(form: ChangeForm, fresh: Participant) -> ChangeForm:
    """The form once more over what stands there now: what the person changed, and the rest as it is."""
    now = as_it_is(fresh)
    typed = {name: form.data[name] for name in form.changed_data if name in form.data and name != "version"}
    read = {form.add_initial_prefix(name): now[name] for name in FIELDS}
    return ChangeForm({"effective_on": form.data["effective_on"]} | now | typed | read)


def as_it_is(participant: Participant) -> dict[str, Any]:
    return {"version": participant.version} | {name: getattr(participant, name) for name in FIELDS}
