"""A person's own means: its name, and what the device answers when a passkey is made."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.own.actions import LONGEST_NAME
from fuldmagt.web.look.forms import Form

Choices = Iterable[tuple[str, str]]


class NameForm(Form):
    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=LONGEST_NAME,
        help_text=_("Such as “My phone” or “The computer at work”. Only you and your administrators see it."),
        error_messages={"required": _("Write a name.")},
    )


class PasskeyForm(Form):
    """`ceremony` and `response` are filled in by the page when the device has made the passkey."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Such as “My phone”. It can be changed later."),
    )
    ceremony = forms.CharField(max_length=64, widget=forms.HiddenInput)
    response = forms.CharField(max_length=20000, widget=forms.HiddenInput)


class PowersForm(Form):
    """What the list of one's own powers can be narrowed to."""

    q = forms.CharField(label=_("Organisation, service or right"), required=False, max_length=200)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)

    def __init__(self, *args: Any, organisations: Choices, services: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, every, choices in (
            ("organisation", _("All organisations"), organisations),
            ("service", _("All services"), services),
        ):
            offered = [("", every), *choices]
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # it is a ChoiceField

    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("organisation", "service"))

    def given(self) -> dict[str, Any]:
        """What can be understood; the rest is left out and stands corrected in the form."""
        self.is_valid()
        return dict(self.cleaned_data)
