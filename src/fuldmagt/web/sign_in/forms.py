"""The forms of a login. They check shape; whether it is right is judged by those who know."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.web.look.forms import Form


class NotWrittenBack(forms.PasswordInput):
    """A text that can be read while it is typed, and that no page repeats: it was good for one try."""

    input_type = "text"


class UserIdForm(Form):
    user_id = forms.CharField(
        label=_("User id"),
        max_length=64,
        error_messages={"required": _("Write your user id.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class CodeForm(Form):
    """PIN and digits; and the next digits too where the device has gone astray."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=40,
        error_messages={"required": _("Write your PIN.")},
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "current-password", "data-width": "s"}
        ),
    )
    code = forms.CharField(
        label=_("The digits"),
        max_length=40,
        error_messages={"required": _("Write the digits that the device shows or says.")},
        widget=NotWrittenBack(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-width": "s"}
        ),
    )
    next_code = forms.CharField(
        label=_("The next digits"),
        max_length=40,
        required=False,
        help_text=_("Only when the first digits alone did not work: write those that come next as well."),
        widget=NotWrittenBack(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "s"}),
    )


class PasskeyForm(Form):
    ceremony = forms.CharField(max_length=64, widget=forms.HiddenInput)
    response = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)


class OrganisationForm(Form):
    organisation = forms.CharField(max_length=128)


class MissingForm(Form):
    number = forms.CharField(
        label=_("The organisation’s number"),
        help_text=_("For example its CVR or KvK number"),
        max_length=128,
        error_messages={"required": _("Write the number of the organisation.")},
    )


class EmailForm(Form):
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ReferenceForm(Form):
    reference = forms.CharField(
        label=_("Reference"),
        max_length=20,
        error_messages={"required": _("Write the reference.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "m", "spellcheck": "false"}),
    )
