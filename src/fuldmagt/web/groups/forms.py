"""What is written about a group: what it is called, who comes into it, what it gets."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.groups.actions import Particulars
from fuldmagt.web.look.forms import Form
from fuldmagt.web.rights.forms import LimitsForm
from fuldmagt.web.rights.tree import name_of

MOST_ADDRESSES = 5000
APART = re.compile(r"[\s,;<>]+")


class GroupForm(Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, error_messages={"required": _("Write the group’s name.")}
    )
    description = forms.CharField(
        label=_("Who belongs in it?"),
        help_text=_("A sentence for other administrators."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "fm-full"}),
    )

    def particulars(self) -> Particulars:
        return Particulars(**self.cleaned_data)


class AddressesForm(Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One a line, or with commas between, as they come from a mail or a spreadsheet."),
        required=False,
        max_length=MOST_ADDRESSES * 100,
        widget=forms.Textarea({"rows": 4, "class": "fm-full"}),
    )

    def written(self) -> list[str]:
        """What looks like an address, each once; names beside them fall away."""
        said = APART.split(self.cleaned_data.get("addresses", ""))
        return list(dict.fromkeys(each for each in said if "@" in each))


class GivingForm(LimitsForm):
    right = forms.ChoiceField(label=_("Right"), error_messages={"required": _("Choose a right.")})
    field_order = ("right", "since", "until", "branches", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["right"].choices = [("", _("Choose a right")), *_offered()]  # type: ignore[attr-defined]  # it is a ChoiceField

    def wish(self) -> Wish:
        return self.wish_for(self.cleaned_data["right"])


def _offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every right on offer, under its service."""
    services: dict[str, list[tuple[str, str]]] = {}
    found = sorted(catalogue.offered(), key=lambda each: (each.service.name.casefold(), each.place))
    for right in found:
        services.setdefault(right.service.name, []).append((right.ref, name_of(right)))
    return list(services.items())
