"""A person's own means: its name, and what the device answers when a passkey is made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.own.actions import LONGEST_NAME
from fuldmagt.web.look.forms import Form


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
