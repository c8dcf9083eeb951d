"""Why somebody holds a right, and how it stands with it now, in words (C5, X2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fuldmagt import explanations
from fuldmagt.mandates.assignments.finding import Ground
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.users.queries import names
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.rights.showing import day
from fuldmagt.web.why.thread import SHORT, WAITING

SOON: Final = timedelta(days=30)
Hold = Literal["holds", "waits", "broken"]
BADGES: Final[Mapping[Hold, str]] = {"holds": "done", "waits": "waits", "broken": "stopped"}

GROUND_WORDS: Final[Mapping[Ground, Promise]] = {
    Ground.DIRECT: gettext_lazy("Given directly"),
    Ground.GROUP: gettext_lazy("By a group"),
    Ground.DEPARTMENT: gettext_lazy("By the department"),
    Ground.PACKAGE: gettext_lazy("By a package"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a power: whether it holds, in a word or two, and in a sentence where it does not."""

    hold: Hold
    word: str
    sentence: str = ""

    @property
    def badge(self) -> str:
        return BADGES[self.hold]


def standing(against: Iterable[Refusal], until: datetime | None, at: datetime) -> Standing:
    """What is against it; what ends soon waits for somebody to renew it."""
    against = list(against)
    if not against:
        if until is not None and until - at <= SOON:
            return Standing("waits", ends_in(until, at))
        return Standing("holds", _("Holds"))
    waits = all(each.reason in WAITING for each in against)
    first = next((each for each in against if waits or each.reason not in WAITING), against[0])
    return Standing("waits" if waits else "broken", short(first.reason), explanations.sentence(first))


def short(reason: Reason) -> str:
    return _(SHORT[reason]) if reason in SHORT else _("not in the catalogue")


def ends_in(until: datetime, at: datetime) -> str:
    """The days that are left, the last one included."""
    last = localtime(until - timedelta(microseconds=1)).date()
    days = (last - localtime(at).date()).days
    if days <= 0:
        return _("Ends today")
    return ngettext("Ends in %(days)s day", "Ends in %(days)s days", days) % {"days": days}


def last_day(until: datetime | None) -> str:
    """An end at midnight is the end of the day before."""
    return day(until - timedelta(microseconds=1)) if until else ""


def written_day(moment: datetime | None, *, last: bool = False) -> str:
    """For spreadsheets: the day as they sort it."""
    if moment is None:
        return ""
    return date_format(localtime(moment - timedelta(microseconds=1) if last else moment), "Y-m-d")


def grounds(rows: Iterable[Assignment], *, organisation: str) -> dict[str, str]:
    """Why each is held, by its reference. Who gave it is named where it is one of the organisation's own."""
    rows = list(rows)
    givers = names({each.given_by for each in rows}, organisation=organisation)
    return {each.ref: _ground(each, givers.get(each.given_by, "")) for each in rows}


def _ground(row: Assignment, giver: str) -> str:
    said = {"giver": giver, "date": day(row.starts_at)}
    source = row.source
    if source is None:
        if giver:
            return _("Given by %(giver)s, from %(date)s") % said
        return _("Given directly, from %(date)s") % said
    if source.package is not None:
        said["package"] = source.package.name
    if source.group is not None:
        said["group"] = source.group.name
        if source.package is not None:
            return _("By the group %(group)s, in the package %(package)s") % said
        return _("By the group %(group)s") % said
    if source.department is not None:
        said["department"] = source.department.name
        if source.package is not None:
            return _("By the department %(department)s, in the package %(package)s") % said
        return _("By the department %(department)s") % said
    if source.package is not None:
        return _("In the package %(package)s, from %(date)s") % said
    return _("Given directly, from %(date)s") % said
