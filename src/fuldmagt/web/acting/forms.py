"""What the lists of who may act for whom can be narrowed to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.assignments.finding import Ground, WantedRights, rights_of
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.web.acting.words import GROUND_WORDS
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.forms import Form, PickedDate

CHAIN, GRANT = "chain", "grant"


class Narrowing(Form):
    """One box, and behind it the rest."""

    NARROWING: tuple[str, ...] = ()

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def is_narrowed(self) -> bool:
        """Whether anything but the one box has been used, so that it has to be in view."""
        return any(self.data.get(name) for name in self.NARROWING)

    def given(self) -> dict[str, Any]:
        """What can be understood; the rest is left out and stands corrected in the form."""
        self.is_valid()
        return dict(self.cleaned_data)


class PeopleForm(Narrowing):
    q = forms.CharField(label=_("Name, e-mail or user id"), required=False, max_length=200)
    department = forms.ChoiceField(label=_("Department"), required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)
    right = forms.ChoiceField(label=_("Right"), required=False)
    ground = forms.ChoiceField(
        label=_("Why"),
        required=False,
        choices=[("", _("Whyever")), *((ground.value, word) for ground, word in GROUND_WORDS.items())],
    )
    ends = forms.DateField(label=_("Ends no later than"), required=False, widget=PickedDate())

    NARROWING = ("department", "service", "right", "ground", "ends")

    def __init__(self, *args: Any, organisation: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = [(one.ref, one.name) for one in departments.open_ones(organisation)]
        held = rights_of(organisation, at=at)
        services = dict.fromkeys((service, called) for service, called, _right, _name in held)
        rights = [(right, f"{called}: {name}") for _service, called, right, name in held]
        self._offer("department", [("", _("All departments")), *everywhere])
        self._offer("service", [("", _("All services")), *services])
        self._offer("right", [("", _("All rights")), *rights])

    def wanted(self) -> WantedRights:
        given = self.given()
        return WantedRights(
            text=given.get("q", ""),
            department=given.get("department", ""),
            service=given.get("service", ""),
            right=given.get("right", ""),
            ground=Ground(given["ground"]) if given.get("ground") else None,
            ends_before=midnight(given.get("ends"), days=1),
        )


class AgreementsForm(Narrowing):
    q = forms.CharField(label=_("Name or number of the organisation"), required=False, max_length=200)
    service = forms.ChoiceField(label=_("Service"), required=False)
    way = forms.ChoiceField(
        label=_("Way"),
        required=False,
        choices=[
            ("", _("Both ways")),
            (CHAIN, _("Chain mandate")),
            (GRANT, _("Access in the service’s portal")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Whatever the state")),
            ("holds", _("Holds")),
            ("waits", _("Waits, or ends soon")),
            ("broken", _("Does not hold")),
        ],
    )
    ends = forms.DateField(label=_("Ends no later than"), required=False, widget=PickedDate())

    NARROWING = ("service", "way", "state", "ends")

    def __init__(self, *args: Any, services: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("service", [("", _("All services")), *services])

    def ends_before(self) -> datetime | None:
        return midnight(self.given().get("ends"), days=1)
