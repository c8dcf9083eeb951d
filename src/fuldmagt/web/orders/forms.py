from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.web.look.forms import Form


class SerialForm(Form):
    serial = forms.CharField(
        label=_("Serial number"),
        help_text=_("It stands on the thing itself."),
        max_length=40,
        error_messages={"required": _("Write the serial number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-width": "m"}),
    )
