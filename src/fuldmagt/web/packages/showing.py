"""Packages, who has them and whom they reach, in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuldmagt.catalogue.models import Package, Right
from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.groups.queries import people
from fuldmagt.mandates.sources.actions import Followed
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Share
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.web.groups.showing import limits, without
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.rights.tree import name_of, package_name
from fuldmagt.web.visitor import VisitorRequest

MOST_NAMES = 8


def crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Packages"), reverse("packages:list")), *last]


def crumbs_of(package: Package, *last: Crumb) -> list[Crumb]:
    return crumbs(Crumb(package_name(package), reverse("packages:show", args=[package.ref])), *last)


def text_of(package: Package) -> str:
    """What it is for: an own package's is in the words of whoever made it."""
    return package.texts.get("") or in_language(package.texts, get_language() or "")


def by_service(rights: Iterable[Right]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for right in rights:
        place = found.setdefault(right.service.ref, {"service": right.service, "rights": []})
        place["rights"].append(name_of(right))
    return list(found.values())


def holder(source: Source) -> dict[str, str]:
    """Who has it, and where that is looked after."""
    if source.group is not None:
        return {
            "name": source.group.name,
            "kind": _("group"),
            "url": reverse("groups:show", args=[source.group.ref]),
        }
    if source.department is not None:
        where = reverse("departments:show", args=[source.department.ref])
        return {"name": source.department.name, "kind": _("department"), "url": where}
    assert source.user is not None  # a constraint of the table
    return {
        "name": source.user.name,
        "kind": _("person"),
        "url": reverse("rights:user", args=[source.user.ref]),
    }


def having(sources: Iterable[Source], request: VisitorRequest) -> list[dict[str, Any]]:
    return [
        {"source": each, "holder": holder(each), "limits": limits(each, at=request.at)} for each in sources
    ]


def outcome(done: Followed, rights: dict[str, Right], request: VisitorRequest) -> dict[str, Any]:
    """Who would get and lose something, by name as far as there is room, and who cannot have it."""
    organisation = request.visitor.actor.organisation
    users = people({each.user for each in (*done.given, *done.ended)}, organisation=organisation)
    return {
        "gets": _people(done.given, users),
        "loses": _people(done.ended, users),
        "without": without(
            [each for each in done.left_out if each.share.right in rights], organisation=organisation
        ),
    }


def _people(found: Iterable[Share], users: dict[str, BusinessUser]) -> dict[str, Any]:
    named = sorted({users[each.user].name for each in found if each.user in users}, key=str.casefold)
    return {
        "count": len(named),
        "names": ", ".join(named[:MOST_NAMES]),
        "more": max(0, len(named) - MOST_NAMES),
    }
