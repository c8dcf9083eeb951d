"""What is to become of many people's rights, and within which limits."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.many.rules import Change, What
from fuldmagt.web.rights.forms import LimitsForm

WHATS: Final[Mapping[What, Promise]] = {
    What.GIVE: _("Give rights"),
    What.TAKE: _("Take rights away"),
    What.LAST_DAY: _("Change the last day of rights"),
    What.BRANCHES: _("Choose for which branches rights hold"),
    What.NOTE: _("Change the case number or note of rights"),
}
WRITTEN: Final[Mapping[What, tuple[str, ...]]] = {
    What.GIVE: ("since", "until", "branches", "note"),
    What.TAKE: (),
    What.LAST_DAY: ("until",),
    What.BRANCHES: ("branches",),
    What.NOTE: ("note",),
}


class ChangeForm(LimitsForm):
    """As much of the limits as the kind of change is about."""

    def __init__(self, *args: Any, what: What, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.what = what
        for name in set(self.fields) - set(WRITTEN[what]):
            del self.fields[name]

    def change(self, rights: Sequence[str]) -> Change:
        said = self.cleaned_data
        period = self.period()
        return Change(
            what=self.what,
            rights=tuple(rights),
            since=period.start if said.get("since") else None,
            until=period.end,
            branches=frozenset(said.get("branches", ())),
            note=" ".join(said.get("note", "").split()),
        )
