from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.stock.rules import KINDS, LARGEST, Misfit
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.forms import Form, Radios
from fuldmagt.web.stock.words import MISFITS


class StockForm(Form):
    """A supplier's file, what its devices are, and what opens it."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("PSKC (RFC 6030) from the supplier, at most 2,000 devices and 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".xml,.pskc,.pskcxml,application/xml,text/xml"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What are the devices?"),
        choices=[(kind.value, MEANS[kind]) for kind in KINDS],
        widget=Radios,
        error_messages={"required": _("Say what the devices are.")},
    )
    key = forms.CharField(
        label=_("Key or password"),
        help_text=_("Only for a sealed file. The supplier sends it apart from the file."),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(str(MISFITS[Misfit.TOO_LARGE]))
        return file

    def devices(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "data": given["file"].read(),
            "file_name": given["file"].name or "",
            "kind": Means(given["kind"]),
            "key": given["key"].strip(),
        }
