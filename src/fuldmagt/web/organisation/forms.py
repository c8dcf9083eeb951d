from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.organisations.particulars.actions import Particulars
from fuldmagt.organisations.particulars.rules import SELF_DECLARED
from fuldmagt.vocabulary import identifiers
from fuldmagt.vocabulary.categories import Category
from fuldmagt.web.frame.words import CATEGORIES, SCHEMES
from fuldmagt.web.look.forms import Form


class ParticularsForm(Form):
    """What the organisation says of itself. The category only where the company register gives none."""

    category = forms.ChoiceField(
        label=_("Category"),
        help_text=_("Decides which rights its employees can hold. A department may have its own."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)

    def __init__(self, *args: Any, now: Category, registered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registered:
            del self.fields["category"]
            return
        offered = [now, *(each for each in SELF_DECLARED if each is not now)]
        choices = [(each.value, CATEGORIES[each]) for each in offered]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def particulars(self) -> Particulars:
        given = self.cleaned_data
        chosen = given.get("category")
        return Particulars(**given | {"category": Category(chosen) if chosen else None})


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
