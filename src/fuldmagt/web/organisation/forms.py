from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.organisations.particulars.actions import Particulars
from fuldmagt.vocabulary import identifiers
from fuldmagt.vocabulary.categories import Category
from fuldmagt.web.frame.words import CATEGORIES, SCHEMES
from fuldmagt.web.look.forms import Form


class ParticularsForm(Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the organisation’s name.")}
    )
    category = forms.ChoiceField(
        label=_("Category"),
        help_text=_("Decides which rights its employees can hold. A department may have its own."),
        choices=[(each.value, word) for each, word in CATEGORIES.items()],
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)

    def particulars(self) -> Particulars:
        given = self.cleaned_data
        return Particulars(**given | {"category": Category(given["category"])})


class NumberForm(Form):
    """A further number, of the organisation or of a branch of it."""

    scheme = forms.ChoiceField(label=_("Kind of number"), choices=list(SCHEMES.items()))
    number = forms.CharField(
        label=_("Number"), max_length=100, error_messages={"required": _("Write the number.")}
    )
    name = forms.CharField(
        label=_("Name of the branch"),
        help_text=_("For a P-number, an SE number or a vestigingsnummer."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("number") and identifiers.parse(self.written()) is None:
            self.add_error("number", _("This number does not exist. Check each digit against the register."))
        return given

    def written(self) -> str:
        """The number as the platform writes it: without the spaces that people put in."""
        bare = "".join(str(self.cleaned_data.get("number", "")).split())
        scheme = self.cleaned_data.get("scheme", "")
        return f"{scheme}:{bare.upper() if scheme == 'lei' else bare}"
