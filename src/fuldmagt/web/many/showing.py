"""What a change comes to, in words: for each person and right what becomes of it, or why it stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.rules import Holding, Wish
from fuldmagt.mandates.many.actions import Plan
from fuldmagt.mandates.many.rules import Change, Line, What, Why
from fuldmagt.mandates.requests.queries import branches_of
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.web.rights.showing import day, period_words
from fuldmagt.web.rights.tree import name_of, package_name
from fuldmagt.web.rights.words import listed, plural

STAYS: Final[Mapping[Why, Promise]] = {
    Why.HAS_IT: gettext_lazy("Has it already."),
    Why.HAS_IT_OTHERWISE: gettext_lazy(
        "Has it already, with other days, branches or another note. Change those instead."
    ),
    Why.HAS_NOT: gettext_lazy("Does not have it."),
    Why.IS_SO: gettext_lazy("It is so already."),
    Why.OVER_BEFORE: gettext_lazy("It begins only after that day."),
    Why.LOCKED: gettext_lazy(
        "The user is locked or suspended. If you mean it all the same, change it on the user’s own page."
    ),
    Why.OWN: gettext_lazy("That is you: a colleague has to do it."),
    Why.NOT_OFFERED: gettext_lazy("The provider has taken this right out of its catalogue."),
}


@dataclass(frozen=True, slots=True)
class Told:
    user: BusinessUser
    right: str
    said: str
    changes: bool


def told(plan: Plan, change: Change, *, lines: Iterable[Line], organisation: Organisation) -> list[Told]:
    """These lines of a plan as rows of a table."""
    lines = list(lines)
    through = sources.called(
        {each.by for each in lines if each.why is Why.THROUGH}, organisation=organisation.ref
    )
    others = catalogue.rights_called({each.by for each in lines if each.why is Why.EXCLUDED})
    names = _branches(organisation)
    return [
        Told(
            plan.users[each.user],
            name_of(plan.rights[each.right]),
            _becomes(change, each, names) if each.changes else _stays(each, plan, through, others),
            each.changes,
        )
        for each in lines
        if each.right in plan.rights
    ]


def _stays(line: Line, plan: Plan, through: Mapping[str, Source], others: Mapping[str, Right]) -> str:
    if line.why is Why.THROUGH:
        source = through.get(line.by)
        if source is not None and source.package is not None:
            named = package_name(source.package)
            return _("Comes with the package {package} and is changed there.").format(package=named)
        if source is not None and source.group is not None:
            return _("Comes with the group {group} and is changed there.").format(group=source.group)
        if source is not None and source.department is not None:
            said = _("Comes with the department {department} and is changed there.")
            return said.format(department=source.department)
        return _("Comes with something else and is changed there.")
    if line.why is Why.EXCLUDED:
        other = name_of(others[line.by]) if line.by in others else line.by
        return _("One person can have only one of them, and has “{right}”.").format(right=other)
    if line.why is Why.NOT_FOR:
        user, right = plan.users[line.user], plan.rights[line.right]
        said = _("Counts among {mine}. The right is for {others}.")
        return said.format(mine=plural([user.category]), others=plural(right.categories))
    return str(STAYS[line.why]) if line.why else ""


def _becomes(change: Change, line: Line, names: Mapping[str, str]) -> str:
    if change.what is What.GIVE:
        return _("Gets it.")
    if line.ends is None or line.wish is None:
        return _("Loses it.")
    before, now = (_said(change.what, each, names) for each in (line.ends, line.wish))
    return _("Now: {before}. Then: {after}.").format(before=before, after=now)


def _said(what: What, of: Holding | Wish, names: Mapping[str, str]) -> str:
    if what is What.LAST_DAY:
        end = of.period.end
        return day(end - timedelta(microseconds=1)) if end else _("without an end")
    if what is What.BRANCHES:
        named = [names.get(each, each) for each in sorted(of.branches)]
        return listed(named) if named else _("the whole organisation")
    return f"“{of.note}”" if of.note else _("no note")


def limits(change: Change, *, organisation: Organisation, at: datetime) -> list[str]:
    """What holds for all that is given or changed."""
    if change.what is What.TAKE:
        return [_("Whoever loses a right loses it at once, also where they are logged in.")]
    said = period_words(Holding("", "", "", change.wish("", at).period), at)
    if change.what is What.LAST_DAY and change.until is None:
        said.append(_("Without an end."))
    if change.branches:
        names = _branches(organisation)
        named = (names.get(each, each) for each in sorted(change.branches))
        said.append(_("Only for {branches}.").format(branches=", ".join(named)))
    elif change.what is What.BRANCHES:
        said.append(_("For the whole organisation."))
    return [*said, change.note] if change.note else said


def _branches(organisation: Organisation) -> dict[str, str]:
    return {each.ref: each.name or each.ref for each in branches_of(organisation)}


def sent(change: Change | None, people: str) -> list[tuple[str, str]]:
    """A change as the fields that ask for it: what the button of the way back sends. None: no such button."""
    days = [("since", change.since), ("until", change.until)] if change else []
    if change is None or any(each and localtime(each).time() != time.min for _name, each in days):
        return []  # a form knows whole days only
    since = localtime(change.since).date().isoformat() if change.since else ""
    until = localtime(change.until - timedelta(days=1)).date().isoformat() if change.until else ""
    fields = [("people", people), ("what", change.what.value), ("since", since), ("until", until)]
    fields += [("note", change.note), *(("right", each) for each in change.rights)]
    fields += [("branches", each) for each in sorted(change.branches)]
    return [(name, value) for name, value in fields if value]
