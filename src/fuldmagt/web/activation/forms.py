"""What is typed on the way to a login. Forms check shape; whether it is right, the deeds judge."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.onboarding.activation import rules
from fuldmagt.web.look.forms import Form

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "data-width": "s"}
PIN = {"inputmode": "numeric", "autocomplete": "new-password", "data-width": "s"}


class DigitsField(forms.CharField):
    """A code of so many digits; spaces and dashes in it do not matter."""

    def __init__(self, count: int, **kwargs: Any) -> None:
        self.count = count
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        digits = rules.digits_of(str(super().clean(value)))
        if not digits and not self.required:
            return ""
        if not re.fullmatch(rf"[0-9]{{{self.count}}}", digits):
            raise forms.ValidationError(_("The code has %(count)d digits.") % {"count": self.count})
        return digits


class TemporaryCodeForm(Form):
    code = DigitsField(
        8,
        label=_("Temporary code"),
        help_text=_("Eight digits, from your employer. It is never in an e-mail."),
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": _("Type the eight digits.")},
    )


class UserIdForm(Form):
    user_id = forms.CharField(
        label=_("User id"),
        max_length=rules.LONGEST_USER_ID,
        help_text=_(
            "5 to 40 letters and digits, with dots or hyphens in between. You cannot change it later."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Choose a user id.")},
    )

    def clean_user_id(self) -> str:
        user_id = rules.user_id_of(self.cleaned_data["user_id"])
        if rules.unusable_user_id(user_id):
            raise forms.ValidationError(
                _("Use 5 to 40 letters from a to z and digits, with dots or hyphens between them.")
            )
        return user_id


class PhoneForm(Form):
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        help_text=_(
            "A phone that gets text messages. From another country: begin with + and the country code."
        ),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "data-width": "m"}),
        error_messages={"required": _("Write the number of your phone.")},
    )


class PhoneCodeForm(Form):
    code = DigitsField(
        6,
        label=_("Code from the text message"),
        help_text=_("Six digits. It can take a minute before it comes."),
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": _("Type the six digits.")},
    )


class PinForm(Form):
    """A PIN twice and the code that the display shows now."""

    pin = forms.CharField(
        label=_("Choose a PIN"),
        max_length=40,
        help_text=_(
            "6 to 12 digits. Not your birth date, no row such as 123456. You need it at every login."
        ),
        widget=forms.PasswordInput(attrs=PIN),
        error_messages={"required": _("Choose a PIN.")},
    )
    pin_again = forms.CharField(
        label=_("The PIN once more"),
        max_length=40,
        widget=forms.PasswordInput(attrs=PIN),
        error_messages={"required": _("Type the PIN once more.")},
    )
    code = DigitsField(
        6,
        label=_("The code that is shown now"),
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": _("Type the digits that the display shows.")},
    )

    def __init__(self, *args: Any, count: int = 6, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DigitsField):
                field.count = count


class NewPinForm(PinForm):
    """As the first time; and the next code too where the device has gone astray."""

    next_code = DigitsField(
        6,
        label=_("The next code"),
        required=False,
        help_text=_(
            "Only when the first code alone did not work: let it show or say another, and write that too."
        ),
        widget=forms.TextInput(attrs={**CODE, "autocomplete": "off"}),
    )


class ThingForm(NewPinForm):
    """The number of a thing that was handed out, a PIN twice, and what the thing shows or says."""

    serial = forms.CharField(
        label=_("Serial number"),
        max_length=40,
        help_text=_("It stands on the thing itself, often on its back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-width": "m"}),
        error_messages={"required": _("Write the serial number.")},
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, count=count, **kwargs)
        code = self.fields["code"]
        code.label = _("The code that it shows or says now")
        code.error_messages["required"] = _("Write the digits that it shows or says.")


class PasskeyForm(Form):
    """What the browser fills in when the device has made the passkey."""

    ceremony = forms.CharField(max_length=64, widget=forms.HiddenInput)
    response = forms.CharField(max_length=20000, widget=forms.HiddenInput)
