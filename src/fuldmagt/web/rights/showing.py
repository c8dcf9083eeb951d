"""Why the box of each right is as it is, in sentences an administrator can act on (C3, C4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fuldmagt.authenticators.queries import means_of
from fuldmagt.authenticators.rules import level_reached
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Package, Right
from fuldmagt.mandates.assignments import queries, rules
from fuldmagt.mandates.assignments.rules import Holding, Tick
from fuldmagt.mandates.requests.queries import branches_of
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.people.queries import level_of
from fuldmagt.vocabulary.assurance import BY_WORD, Level
from fuldmagt.vocabulary.categories import Category
from fuldmagt.web.frame.words import LEVELS as LEVEL_WORDS
from fuldmagt.web.rights.tree import Leaf, leaf_of, name_of, package_name, quoted
from fuldmagt.web.rights.words import first_name, listed, plural


@dataclass(frozen=True, slots=True)
class Shown:
    """A user's rights as a page shows them, and the stamp of what was seen."""

    leaves: list[Leaf]
    stamp: str
    direct: frozenset[str]  # held directly, each with a tick that may be taken away


def shown(
    user: BusinessUser, *, at: datetime, may_change: bool, ticked: Collection[str] | None = None
) -> Shown:
    """Every right on offer and every right held. `ticked` is what was posted and not saved."""
    organisation = user.organisation.ref
    held = queries.held_by_person(user, organisation=organisation, at=at)
    rights = {right.ref: right for right in catalogue.offered()}
    rights |= catalogue.rights_called({each.right for each in held} - rights.keys())
    law, category = catalogue.rights_law(), Category(user.category)
    ticks = [
        rules.tick(right.ref, right.categories, category, user.ref, held, law, at)
        for right in rights.values()
    ]
    asleep = {tick.right for tick in ticks if tick.sleeps}
    through = sources.called({each.source for each in held if each.source}, organisation=organisation)
    teller = Teller(user, rights, asleep, reach(user), at, through)
    leaves = [teller.leaf(tick) for tick in ticks]
    for leaf, tick in zip(leaves, ticks, strict=True):
        if ticked is not None and not leaf.closed and (leaf.ref in ticked) != (tick.direct is not None):
            leaf.ticked, leaf.changed = leaf.ref in ticked, True
        leaf.closed = leaf.closed or not may_change
    direct = frozenset(tick.right for tick in ticks if tick.direct)
    return Shown(leaves, queries.stamp_of(held, user=user.ref), direct)


def reach(user: BusinessUser) -> Level | None:
    """The highest level that a login of the user reaches; None where there is no means yet."""
    identity = level_of(user.person) if user.person else Level.HIGH
    return max((level_reached(each, identity=identity) for each in means_of(user)), default=None)


@dataclass(frozen=True, slots=True)
class Teller:
    """Says of each right what it is to the user."""

    user: BusinessUser
    rights: Mapping[str, Right]
    asleep: Collection[str]
    reach: Level | None
    at: datetime
    sources: Mapping[str, Source]

    @property
    def who(self) -> str:
        return first_name(self.user.name)

    def leaf(self, tick: Tick) -> Leaf:
        leaf = leaf_of(self.rights[tick.right])
        awake = tick.implied_by - set(self.asleep)
        leaf.has = bool(tick.direct or tick.through or awake)
        leaf.ticked = leaf.has
        self._hint(leaf, tick)
        if tick.direct is None and tick.through is not None:
            leaf.closed = True
            self._tell_source(leaf, tick.through)
        elif tick.direct is None and awake:
            leaf.closed = True
            with_ = listed(quoted(name_of(self.rights[ref]) for ref in sorted(awake)))
            leaf.why.append(_("Comes with {rights} and cannot be taken away alone.").format(rights=with_))
        elif not tick.can_be_given:
            self._forbid(leaf, tick)
        return leaf

    def _tell_source(self, leaf: Leaf, held: Holding) -> None:
        """What it comes from, and where it is changed."""
        source = self.sources.get(held.source)
        leaf.hints.extend(self._limits(held))
        if source is not None and source.package is not None:
            self._tell_package(leaf, source.package)
        elif source is not None and source.group is not None:
            group = source.group
            leaf.why.append(_("Comes with the group {group} and is changed there.").format(group=group))
            if group.closed_at is None:
                leaf.way_title = _("Open the group {group}").format(group=group)
                leaf.way = reverse("groups:show", args=[group.ref])
        elif source is not None and source.department is not None:
            department = source.department
            leaf.why.append(
                _("Comes with the department {department} and is changed there.").format(
                    department=department
                )
            )
            leaf.way_title = _("Open the department {department}").format(department=department)
            leaf.way = reverse("departments:show", args=[department.ref])
        else:
            leaf.why.append(_("Comes with something else and is changed there."))

    def _tell_package(self, leaf: Leaf, package: Package) -> None:
        named = package_name(package)
        leaf.why.append(_("Comes with the package {package} and is changed there.").format(package=named))
        leaf.way_title = _("Open the package {package}").format(package=named)
        leaf.way = reverse("packages:show", args=[package.ref])

    def _limits(self, held: Holding) -> list[str]:
        """From when, until when and for what it holds, as far as it is limited; and the note."""
        said = period_words(held, self.at)
        if held.branches:
            names = {each.ref: each.name or each.ref for each in branches_of(self.user.organisation)}
            listed_names = ", ".join(names.get(ref, ref) for ref in sorted(held.branches))
            said.append(_("Only for {branches}.").format(branches=listed_names))
        return [*said, held.note] if held.note else said

    def _forbid(self, leaf: Leaf, tick: Tick) -> None:
        """It cannot be chosen; or it is held and does not work, and can only be taken away."""
        leaf.closed = tick.direct is None
        if leaf.closed:
            leaf.cannot = _("Cannot be chosen for {who}.").format(who=self.who)
        else:
            leaf.cannot = _("Does not work for {who}.").format(who=self.who)
        if not tick.is_open:
            leaf.why.append(self._not_open(leaf.right))
        if tick.excluded_by:
            leaf.why.append(self._excluded(tick.excluded_by, alone=tick.is_open))
        leaf.responsible = not tick.is_open

    def _not_open(self, right: Right) -> str:
        department = self.user.department
        where = {
            "who": self.who,
            "mine": plural([self.user.category]),
            "others": plural(right.categories),
        }
        if department is None:
            where["organisation"] = self.user.organisation.name
            return _(
                "{who} has no department, so {organisation} decides, which counts among {mine}. "
                "The right is for {others}."
            ).format(**where)
        where["department"] = department.name
        return _("{who} works in {department}, which counts among {mine}. The right is for {others}.").format(
            **where
        )

    def _excluded(self, excluding: Collection[Holding], *, alone: bool) -> str:
        """`alone`: whether nothing else stands in the way, so that taking the other away is enough."""
        names = listed(quoted(sorted({name_of(self.rights[each.right]) for each in excluding})))
        elsewhere = any(each.user != self.user.ref for each in excluding)
        if elsewhere:
            return _("One person can have only one of them, and {who} has {others} as another user.").format(
                who=self.who, others=names
            )
        if not alone:
            return _(
                "Besides, one person can have only one of them, and {who} has {others}. To take that away "
                "is not enough: the right would still not be for {who}."
            ).format(who=self.who, others=names)
        return _(
            "One person can have only one of them, and {who} has {others}. Take that away first."
        ).format(who=self.who, others=names)

    def _hint(self, leaf: Leaf, tick: Tick) -> None:
        """What is worth knowing before it is chosen: the level it needs, and for how long it is held."""
        needed = BY_WORD[leaf.right.assurance]
        if self.reach is not None and needed > self.reach:
            leaf.hints.append(
                _("Needs the assurance level {level}. {who} has no means that reaches it yet.").format(
                    level=LEVEL_WORDS[needed], who=self.who
                )
            )
        elif needed is Level.HIGH:
            leaf.hints.append(_("Needs the assurance level {level}.").format(level=LEVEL_WORDS[needed]))
        if tick.direct is not None:
            leaf.hints.extend(self._limits(tick.direct))
        if leaf.right.retired_at is not None:
            leaf.hints.append(_("The provider has taken this right out of its catalogue."))


def period_words(held: Holding, at: datetime) -> list[str]:
    """From when and until when, as far as it is limited."""
    said = []
    if held.period.start > at:
        said.append(_("Holds from {date}.").format(date=day(held.period.start)))
    if held.period.end is not None:
        said.append(until(held.period.end))
    return said


def until(end: datetime) -> str:
    """The last day on which it holds: an end at midnight is the end of the day before."""
    return _("Holds until {date}, that day included.").format(date=day(end - timedelta(microseconds=1)))


def day(moment: datetime) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")
