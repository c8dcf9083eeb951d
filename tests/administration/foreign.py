"""What belongs to Sydby, and what a person in Nordby could write instead that belongs to nobody."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote_plus

from django.urls import get_resolver

from fuldmagt.authenticators.models import Authenticator, Device, MeansOrder, StockFile
from fuldmagt.catalogue.models import Acceptance, ExclusiveSet, Package, Proposal, Provider, Right, Service
from fuldmagt.clients.models import Client, System
from fuldmagt.config.checks import views
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.recertification.models import Campaign, Entry, Review
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.organisations.models import (
    Branch,
    BusinessUser,
    Department,
    Employment,
    Organisation,
    OrganisationIdentifier,
)
from fuldmagt.organisations.rules import Deed
from fuldmagt.secrets import dice
from fuldmagt.web.permission import VISITORS
from fuldmagt.web.users.passport import spelling_of
from tests.cast import NEW_YEAR, Sydby, an_organisation
from tests.effort import has_turn
from tests.recertification.foreign import review

MARKER = "Sydby"
"""Stands in everything that belongs to the neighbour, but for its services: the catalogue is everybody's."""

REFERENCE = re.compile(r"[2-9a-hjkmnp-tv-z]{20}")
TABLES: tuple[Any, ...] = (
    Acceptance, Authenticator, Branch, BusinessUser, Campaign, Client, Department, Device, Employment, Entry,
    ExclusiveSet, Group, Mandate, MeansOrder, Member, Organisation, OrganisationIdentifier, Package,
    Plan, Proposal, Provider, Review, Right, RightRequest, Service, Source, StockFile, System, Wish,
)  # fmt: skip


def furnish(sydby: Sydby) -> dict[str, str]:
    """Give the neighbour one of everything; what a person could write in an address or a form to name it."""
    user, organisation = sydby.soren, sydby.organisation
    employment = Employment.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        name="Sydby Employee",
        department=sydby.department,
        start=date(2020, 1, 1),
    )
    order = MeansOrder.objects.create(
        ref=dice.reference(),
        user=user,
        kind="code_display",
        ordered_by=sydby.sigrid.ref,
        ordered_at=datetime(2026, 1, 5, tzinfo=UTC),
        changed_at=datetime(2026, 1, 5, tzinfo=UTC),
    )
    number = OrganisationIdentifier.objects.create(organisation=organisation, written="nl:kvk:90000009")
    means = Authenticator.objects.get(person=user.person)
    return {
        "user": user.ref,
        "department": sydby.department.ref,
        "employment": employment.ref,
        "order": order.ref,
        "means": means.ref,
        "organisation": organisation.ref,
        "number": number.written,
        "stock": stock(organisation, sydby.sigrid),
        "email": user.email,
        "user_id": str(user.user_id),
        "name": user.name,
        **(offered := offer(organisation)),
        "request": request(user, offered["right"]),
        "system": system(organisation),
        **group(user, offered["right"]),
        **mandate(organisation, offered["right"]),
        **review(user, offered["right"]),
    }


def request(user: BusinessUser, right: str) -> str:
    """A request for a right that waits; its reference."""
    row = RightRequest.objects.create(
        ref=dice.reference(),
        organisation=user.organisation,
        user=user,
        right=Right.objects.get(ref=right),
        asked_by=user.ref,
        why="Sydby",
        asked_at=datetime(2026, 1, 5, tzinfo=UTC),
        expires_at=datetime(2036, 1, 5, tzinfo=UTC),
    )
    return row.ref


def mandate(organisation: Organisation, right: str) -> dict[str, str]:
    """A chain mandate that waits, between the neighbour and an adviser of its own, and one asked for."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    adviser = an_organisation("Sydby Adviser", ref="nl:kvk:90000039", country="NL")
    given = Mandate.objects.create(ref=dice.reference(), giver=organisation, receiver=adviser, starts_at=at)
    asked = Wish.objects.create(
        ref=dice.reference(),
        asker=adviser,
        client=organisation.ref,
        note="Sydby",
        asked_by="Sydby Adviser",
        asked_at=at,
        last_sent_at=at,
    )
    for record in (given, asked):
        record.rights.set(Right.objects.filter(ref=right))
    return {"mandate": given.ref, "mandates/ask": asked.ref}


def system(organisation: Organisation) -> str:
    """A program of the neighbour's; its reference."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    user = BusinessUser.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        kind="system",
        state="active",
        name="Sydby Program",
        created_at=at,
        changed_at=at,
    )
    client = Client.objects.create(ref=f"system-{user.ref}", name="Sydby Program", jwks={"keys": []})
    System.objects.create(user=user, client=client, registered_at=at, registered_by="joining")
    return user.ref


def group(user: BusinessUser, right: str) -> dict[str, str]:
    """A group with somebody in it that has a right, and their department, which has it too."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    group = Group.objects.create(
        ref=dice.reference(), organisation=user.organisation, name="Sydby Group", created_at=at
    )
    Member.objects.create(group=group, user=user, since=at)
    has = {
        "organisation": user.organisation, "acted_for": user.organisation,
        "right": Right.objects.get(ref=right), "starts_at": at,
    }  # fmt: skip
    source = Source.objects.create(ref=dice.reference(), group=group, **has)
    of_department = Source.objects.create(ref=dice.reference(), department=user.department, **has)
    package = Package.objects.create(
        ref=dice.reference(), organisation=user.organisation, name="Sydby Package"
    )
    package.rights.set([has.pop("right")])
    given = Source.objects.create(ref=dice.reference(), group=group, package=package, **has)
    return {
        "group": group.ref,
        "source": source.ref,
        "rights": of_department.ref,
        "package": package.ref,
        "packages/given": given.ref,
    }


def stock(organisation: Organisation, by: BusinessUser) -> str:
    """A device, and a supplier's file that waits; its reference."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    Device.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        kind="code_reader",
        serial="Sydby-1",
        added_at=at,
        changed_at=at,
    )
    file = StockFile.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        kind="code_reader",
        state="ready",
        file_name="Sydby.xml",
        total=0,
        devices=b"",
        read_by=by.ref,
        read_at=at,
    )
    return file.ref


def offer(organisation: Organisation) -> dict[str, str]:
    """A branch, and a service of its own with a right."""
    branch = Branch.objects.create(ref="dk:pnr:1000000009", organisation=organisation, name="Sydby Havn")
    provider = Provider.objects.create(
        ref="sydby-provider", name="Harbour", sector="public", organisation=organisation, state="admitted"
    )
    service = Service.objects.create(
        ref="sydby-service", provider=provider, name="Moorings", data_class="ordinary"
    )
    right = Right.objects.create(
        ref="sydby-service:see", service=service, name="See moorings", assurance="low"
    )
    other = Right.objects.create(ref="sydby-service:moor", service=service, name="Moor", assurance="low")
    exclusive = ExclusiveSet.objects.create(ref="sydby-set")
    exclusive.rights.set([right, other])
    proposal = Proposal.objects.create(
        ref=dice.reference(), provider=provider, kind="set", subject=exclusive.ref, seen="", why="Because.",
        proposed_by="nobody", proposed_at=NEW_YEAR,
    )  # fmt: skip
    client = Client.objects.create(ref="sydby-provider-app", name="Sydby app", provider=provider)
    return {
        "branch": branch.ref,
        "clients": client.ref,
        "set": exclusive.ref,
        "proposal": proposal.ref,
        "provider": provider.ref,
        "service": service.ref,
        "right": right.ref,
    }


def nobodys(word: str) -> str:
    """The same in shape, and nobody's."""
    turned = word.translate(
        str.maketrans("0123456789abcdefghjkmnpqrstvwxyz", "1234567892bcdefghjkmnpqrstvwxyza")
    )
    return turned.replace(MARKER, "Nowhere")


def holdings() -> dict[str, list[tuple[Any, ...]]]:
    """Everything in those tables, to see that nothing of it changed."""
    return {table.__name__: sorted(table.objects.values_list(), key=str) for table in TABLES}


def paths() -> Iterator[str]:
    """Every path behind a login that names something."""
    behind = {deed.value for deed in Deed} | {VISITORS}
    for path, view in views(get_resolver().url_patterns):
        if "<" in path and getattr(view, "permission", "") in behind:
            yield path


def holes(path: str) -> list[str]:
    """The names of what a path leaves open."""
    return re.findall(r"<(?:\w+:)?(\w+)>", path)


def meant(path: str, theirs: dict[str, str]) -> list[str]:
    """The neighbour's words of the kinds that a path names; of the others those whose turn it is."""
    return [
        word
        for place, (kind, word) in enumerate(theirs.items())
        if kind in path or has_turn(place + len(path), of=4)
    ]


def each_word(path: str, words: list[str]) -> list[str]:
    """Every word for a path that leaves one open; for another, any one stands for all."""
    return words if "word" in holes(path) else words[:1]


def filled(path: str, values: dict[str, str]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: values[hole[1]], path)


def alike(answer: Any, *words: str) -> tuple[int, str, str]:
    """An answer without what has to differ: the words asked for, tokens, what has just been made."""
    location, page = unquote_plus(answer.headers.get("Location", "")), unquote_plus(answer.content.decode())
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    spelled = [spelling_of(word) for word in words]  # as the page that creates a user offers it
    for word in sorted(filter(None, [*words, *spelled]), key=len, reverse=True):
        location, page = location.replace(word, "···"), page.replace(word, "···")
    return answer.status_code, re.sub(REFERENCE, "~", location), page
