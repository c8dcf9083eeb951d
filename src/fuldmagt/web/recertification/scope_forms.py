"""What a review is about, and who goes through it: for one that begins now, and for one that repeats."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.models import Service
from fuldmagt.mandates.recertification.rules import By, Scope
from fuldmagt.organisations.models import Department
from fuldmagt.web.look.forms import Radios, Ticks
from fuldmagt.web.recertification.lasting import LastingForm

WAYS: Final = [
    (By.DEPARTMENT.value, _("Each leader, for their own people")),
    (By.SERVICE.value, _("The rights administrators, service by service")),
]
HELPS: Final = {
    By.DEPARTMENT.value: _("One list for each department. Leaders know who still needs what."),
    By.SERVICE.value: _("One list for each service, with everybody who holds a right of it."),
}


class ScopeForm(LastingForm):
    by = forms.ChoiceField(
        label=_("Who goes through them?"),
        choices=WAYS,
        initial=By.DEPARTMENT,
        widget=Radios(),
        error_messages={"required": _("Choose who goes through the rights.")},
    )
    services = forms.MultipleChoiceField(
        label=_("Only these services"),
        required=False,
        widget=Ticks(),
        help_text=_("None chosen: the rights of every service are in it"),
    )
    left_out = forms.MultipleChoiceField(
        label=_("Leave out these departments"),
        required=False,
        widget=Ticks(),
        help_text=_("None chosen: everybody who holds a right is in it"),
    )

    def __init__(
        self, *args: Any, departments: Iterable[Department], services: Iterable[Service], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].widget.helps = HELPS
        for field, things in (("services", services), ("left_out", departments)):
            choices = [(each.ref, each.name) for each in things]
            self.fields[field].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
            if not choices:
                del self.fields[field]

    def scope(self) -> Scope:
        return Scope(
            by=By(self.cleaned_data["by"]),
            services=frozenset(self.cleaned_data.get("services", ())),
            left_out=frozenset(self.cleaned_data.get("left_out", ())),
        )
