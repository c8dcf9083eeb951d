"""What a group has and whom it cannot reach, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fuldmagt import explanations
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.explanations.names import InLanguages
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.groups.queries import people
from fuldmagt.mandates.requests.queries import branches_of
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import LeftOut
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.period import Period
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.requests.words import known
from fuldmagt.web.rights.showing import day, until
from fuldmagt.web.rights.tree import name_of, package_name


@dataclass(frozen=True, slots=True)
class Without:
    """Somebody who does not get what the group has, and why."""

    user: BusinessUser
    right: str
    why: str


def crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Groups"), reverse("groups:list")), *last]


def crumbs_of(group: Group, *last: Crumb) -> list[Crumb]:
    return crumbs(Crumb(group.name, reverse("groups:show", args=[group.ref])), *last)


def without(left_out: Iterable[LeftOut], *, organisation: str) -> list[Without]:
    """By name of the person, then in the order of giving."""
    left_out = list(left_out)
    users = people({each.share.user for each in left_out}, organisation=organisation)
    rights = catalogue.rights_called({each.share.right for each in left_out})
    named = {ref: InLanguages(right.names, right.name) for ref, right in rights.items()}
    said = [
        Without(
            user := users[each.share.user],
            name_of(rights[each.share.right]),
            explanations.sentence(each.refusal, names=known(user, each.refusal, named)),
        )
        for each in left_out
        if each.share.user in users
    ]
    return sorted(said, key=lambda each: each.user.name.casefold())


def line(source: Source, *, at: datetime) -> dict[str, object]:
    """What a holder has, a right or a package, as a line of a list."""
    right, package = source.right, source.package
    return {
        "source": source,
        "right": name_of(right) if right else package_name(package) if package else "",
        "service": right.service.name if right else _("Package"),
        "package": package,
        "limits": limits(source, at=at),
    }


def limits(source: Source, *, at: datetime) -> list[str]:
    """From when, until when and for what it holds, as far as it is limited; and the note."""
    period, said = Period(source.starts_at, source.ends_at), []
    if period.start > at:
        said.append(_("Holds from {date}.").format(date=day(period.start)))
    if period.end is not None:
        said.append(until(period.end))
    if source.branches:
        names = {each.ref: each.name or each.ref for each in branches_of(source.organisation)}
        listed = ", ".join(names.get(ref, ref) for ref in source.branches)
        said.append(_("Only for {branches}.").format(branches=listed))
    if source.note:
        said.append(source.note)
    return said


def all_that(group: Group, *, at: datetime) -> list[str]:
    """All rights that come with the group, those for clients with the client's name."""
    home = [str(line(each, at=at)["right"]) for each in sources.of_group(group, at=at)]
    return home + [name_for_client(each) for each in sources.for_clients(group, at=at)]


def name_for_client(source: Source) -> str:
    right = name_of(source.right) if source.right else ""
    return _("{right} for {client}").format(right=right, client=source.acted_for.name)
