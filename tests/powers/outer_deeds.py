"""The deeds of departments, grants, the lives of users, recognitions, programs and the catalogue."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from fuldmagt.catalogue.changing import actions as changing
from fuldmagt.catalogue.changing import queries as catalogue
from fuldmagt.catalogue.changing.rules import Change, Kind, law
from fuldmagt.catalogue.models import Package, Proposal, Provider, Right
from fuldmagt.clients.systems import actions as systems
from fuldmagt.clients.systems.models import System
from fuldmagt.decisions import ask
from fuldmagt.decisions.question import Context
from fuldmagt.mandates.advisers import actions as advisers
from fuldmagt.mandates.advisers.rules import Recognition
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.belonging import actions as belonging
from fuldmagt.mandates.grants import actions as grants
from fuldmagt.mandates.grants import links
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.packages import accepting
from fuldmagt.mandates.packages import actions as packages
from fuldmagt.mandates.packages import giving as giving_packages
from fuldmagt.mandates.packages import queries as news
from fuldmagt.mandates.sources import giving
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Kind as Holder
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Actor, Role
from fuldmagt.organisations.users import actions as users
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Refusal

if TYPE_CHECKING:
    from tests.powers.deeds import Story

Deed = Callable[["Story", Actor, BusinessUser, str], object]


def moves(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    fresh = BusinessUser.objects.select_related("department").get(pk=whom.pk)
    there = "" if fresh.department else story.department.ref
    said = replace(users.particulars_of(fresh), department=there)
    belonging.change(fresh.ref, said, version=fresh.version, by=by, at=story.at)


def gives_the_department(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    wish = Wish(right, Period(story.at))
    giving.give(story.department.ref, wish, kind=Holder.DEPARTMENT, by=by, at=story.at)


def admits(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    seen = belonging.stamps({whom.ref}, by=by, at=story.at)
    belonging.accept(seen, by=by, at=story.at)


def grants_access(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    other = story.street.korrel if by.organisation == story.home.ref else story.home
    held = frozenset(ask.rights(by.ref, by.organisation, Context(story.at, story.at)))
    grants.give(grants.Wanted(other.ref, right), held=held, by=by, at=story.at)


def widens_access(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for grant in Grant.objects.filter(state="active").select_related("right", "awaiting"):
        grants.change(grant.ref, right, None, seen=grants.stamp(grant), by=by, at=story.at)


def mail_of(by: Actor) -> Iterator[str]:
    """What somebody reads: their own mail, and that of the organisation for which they answer."""
    theirs = {BusinessUser.objects.get(ref=by.ref).email}
    if Role.ORGANISATION_ADMINISTRATOR in by.roles:
        theirs.add(Organisation.objects.get(ref=by.organisation).email)
    yield from (each.body for each in Notice.objects.filter(to__in=theirs - {""}))


def presses_the_links(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for body in mail_of(by):
        for token in re.findall(r"/grants/confirm/([^/\s]+)/", body):
            links.confirm(token, at=story.at)


def ends_access(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for grant in Grant.objects.filter(state="active"):
        grants.end(grant.ref, by=by, at=story.at)


def recognises(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    said = Recognition("12001", "Marit", story.at + timedelta(300))
    provider = Provider.objects.get()
    for each in Organisation.objects.all():
        advisers.recognise(provider.ref, each.ref, said, by=by, at=story.at)


def ends_recognitions(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for each in Adviser.objects.filter(state="active")[:1]:
        advisers.end(each.ref, by=by, at=story.at)


def wakes(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for each in (whom, story.lotte):
        users.unlock(each.ref, reason="Back.", by=by, at=story.at)
        users.resume(each.ref, reason="Back.", by=by, at=story.at)


def starts_programs(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for each in System.objects.select_related("user"):
        systems.start(each.user.ref, by=by, at=story.at)


def stops_programs(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for each in System.objects.select_related("user"):
        systems.stop(each.user.ref, by=by, at=story.at)


def makes_a_package(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    """An own one; or the right comes into those that there are."""
    own = Package.objects.filter(organisation__ref=by.organisation, retired_at=None)
    said = packages.Described(name="Work", rights=frozenset({right}))
    if not own.exists():
        packages.create(said, by=by, at=story.at)
    for each in own:
        both = replace(said, rights=frozenset({right, *each.rights.values_list("ref", flat=True)}))
        foreseen = packages.change(each.ref, both, by=by, at=story.at, write=False)
        if not isinstance(foreseen, Refusal):
            packages.change(each.ref, both, seen=foreseen.stamp, by=by, at=story.at)


def gives_packages(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    holders = ((Holder.USER, whom.ref), (Holder.GROUP, story.group.ref))
    for package in Package.objects.all():
        for kind, ref in holders:
            wish = Wish("", Period(story.at))
            foreseen = giving_packages.give(package.ref, ref, kind, wish, by=by, at=story.at, write=False)
            if not isinstance(foreseen, Refusal):
                seen = foreseen.stamp
                giving_packages.give(package.ref, ref, kind, wish, seen=seen, by=by, at=story.at)


def fills_the_package_on_offer(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    """As a file of the operator's does, whoever is at work meanwhile."""
    story.on_offer.rights.add(Right.objects.get(ref=right))


def accepts_news(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for each in news.news(by.organisation, at=story.at):
        seen = accepting.foreseen(each.package, each.right, by=by, at=story.at).stamp
        accepting.accept(each.package.ref, each.right.ref, seen=seen, by=by, at=story.at)


def ends_packages(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for source in Source.objects.filter(state="active", package__isnull=False)[:1]:
        giving_packages.end(source.ref, by=by, at=story.at)


def changes_the_level(level: str) -> Deed:
    def deed(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
        provider = Provider.objects.get()
        entry = next(each for each in catalogue.standing(provider).rights() if each.ref == right)
        wanted = Change(Kind.RIGHT, right, law(entry) | {"assurance": level})
        seen = catalogue.seen(provider, Kind.RIGHT, right)
        changing.change(provider.ref, wanted, seen=seen, why="Needed.", by=by, at=story.at)

    return deed


def lets_both_be_held(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    provider = Provider.objects.get()
    seen = catalogue.seen(provider, Kind.SET, "apart")
    changing.change(
        provider.ref, Change(Kind.SET, "apart", None), seen=seen, why="Why not.", by=by, at=story.at
    )


def retires(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    tax = Right.objects.get(ref="portal:tax")
    provider = Provider.objects.get()
    seen = catalogue.seen(provider, Kind.RIGHT, tax.ref)
    changing.change(provider.ref, Change(Kind.RIGHT, tax.ref, None), seen=seen, by=by, at=story.at)


def accepts_changes(story: "Story", by: Actor, whom: BusinessUser, right: str) -> None:
    for each in Proposal.objects.filter(state="waits").select_related("provider"):
        examined = catalogue.examined(each.provider, catalogue.change_of(each))
        changing.accept(each.ref, seen=examined.stamp, by=by, at=story.at)


GIVING: Final[Mapping[str, Deed]] = {
    "move": moves,
    "make a package": makes_a_package,
    "give packages": gives_packages,
    "fill the package on offer": fills_the_package_on_offer,
    "accept news": accepts_news,
    "give the department": gives_the_department,
    "admit": admits,
    "grant access": grants_access,
    "widen access": widens_access,
    "press the links": presses_the_links,
    "recognise": recognises,
    "wake": wakes,
    "start programs": starts_programs,
    "lower the level": changes_the_level("low"),
    "let both be held": lets_both_be_held,
    "accept changes": accepts_changes,
}
ENDING: Final[Mapping[str, Deed]] = {
    "lock": lambda s, by, whom, right: users.lock(whom.ref, reason="Lost.", by=by, at=s.at),
    "suspend": lambda s, by, whom, right: users.suspend(whom.ref, reason="Leave.", by=by, at=s.at),
    "end access": ends_access,
    "end packages": ends_packages,
    "end recognitions": ends_recognitions,
    "stop programs": stops_programs,
    "raise the level": changes_the_level("high"),
    "retire": retires,
}
