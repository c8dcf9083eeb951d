"""The search above the list of users: one box, and behind it everything that the list can be narrowed to."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.groups.queries import groups_of
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.rules import BEFORE_ACTIVE, Role, UserState
from fuldmagt.organisations.users import queries as users
from fuldmagt.organisations.users.queries import Search
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.words import MEANS, ROLES, STATES
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.forms import Form, PickedDate
from fuldmagt.web.users.queries import Wanted, rights_held

ON_THE_WAY: Final = "on_the_way"
EVERY: Final = "every"


class SearchForm(Form):
    q = forms.CharField(label=_("Name, e-mail, user id or phone"), required=False, max_length=200)
    department = forms.ChoiceField(label=_("Department"), required=False)
    group = forms.ChoiceField(label=_("Staff category"), required=False)
    in_group = forms.ChoiceField(label=_("In the group"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All but closed")),
            (ON_THE_WAY, _("On the way")),
            *((state.value, word) for state, (_kind, word) in STATES.items()),
            (EVERY, _("All, closed ones too")),
        ],
    )
    means = forms.ChoiceField(
        label=_("Means of login"),
        required=False,
        choices=[("", _("Any or none")), *((means.value, word) for means, word in MEANS.items())],
    )
    role = forms.ChoiceField(
        label=_("Administrator role"),
        required=False,
        choices=[("", _("Any or none")), *((role.value, word) for role, word in ROLES.items())],
    )
    right = forms.ChoiceField(label=_("Has the right"), required=False)
    created_from = forms.DateField(label=_("Created from"), required=False, widget=PickedDate())
    created_to = forms.DateField(label=_("Created until"), required=False, widget=PickedDate())

    NARROWING: Final = (
        "department", "group", "in_group", "state", "means", "role", "right", "created_from", "created_to",
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = [(one.ref, one.name) for one in departments.open_ones(organisation)]
        groups = [(group, group) for group in users.employee_groups(organisation)]
        self._offer("department", [("", _("All departments")), *everywhere])
        self._offer("group", [("", _("All categories")), *groups])
        teams = [(one.ref, one.name) for one in groups_of(organisation)]
        self._offer("in_group", [("", _("All groups")), *teams])
        self._offer("right", [("", _("Whatever rights")), *rights_held(organisation, at=at)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def is_narrowed(self) -> bool:
        """Whether anything but the one box has been used, so that it has to be in view."""
        return any(self.data.get(name) for name in self.NARROWING)

    def wanted(self) -> Wanted:
        """The search; a part that cannot be understood is left out and stands corrected in the form."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return Wanted(
            search=Search(
                text=given.get("q", ""),
                states=_states(given.get("state", "")),
                department=given.get("department", ""),
                employee_group=given.get("group", ""),
                role=Role(given["role"]) if given.get("role") else None,
                created_from=midnight(given.get("created_from")),
                created_before=midnight(given.get("created_to"), days=1),
            ),
            means=Means(given["means"]) if given.get("means") else None,
            right=given.get("right", ""),
            in_group=given.get("in_group", ""),
        )


def _states(chosen: str) -> frozenset[UserState]:
    if chosen == EVERY:
        return frozenset(UserState)
    if chosen == ON_THE_WAY:
        return BEFORE_ACTIVE - {UserState.IMPORTED}  # who wait under their own menu entry
    return frozenset({UserState(chosen)}) if chosen else frozenset(UserState) - {UserState.CLOSED}
