"""Putting a whole world into an empty database, for the demonstration, tests and benchmarks.

The ids of the file become the references that the interfaces use.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.authenticators.models import UserMeans
from fuldmagt.catalogue.models import CatalogueRevision, ExclusiveSet, Provider, Right, Service
from fuldmagt.catalogue.queries import ONLY
from fuldmagt.clients.models import Client
from fuldmagt.decisions import world_file as file
from fuldmagt.decisions.world import BEGINNING
from fuldmagt.decisions.world_file import World
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.organisations.models import Branch, BusinessUser, Department, Organisation
from fuldmagt.organisations.revisions.queries import tell
from fuldmagt.people.models import Person
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import BUSINESS
from fuldmagt.vocabulary.refusals import Reason, Refusal

BATCH: Final = 1000
ROOTS: Final = (Organisation, Person, Provider, Client)
COUNTRIES: Final = {"dk": "DK", "nl": "NL"}
Row = TypeVar("Row", bound=Model)


def load(world: World, *, replace: bool, by: str, at: datetime) -> dict[str, int] | Refusal:
    """Load the world and say how many records of each section there are now.

    Only into an empty database, unless it is to be emptied first: of everything, the log included.
    The catalogue's revision goes on counting, so that an answer from the old world is seen to be old.
    """
    with deed(Event.WORLD_LOADED, by=by, at=at) as entry:
        if not replace and any(root.objects.exists() for root in ROOTS):
            return entry.refused(Refusal(Reason.ALREADY_EXISTS, about="world"))
        before = CatalogueRevision.objects.first() or CatalogueRevision(number=0)
        if replace:
            empty()
        counted = {"number": before.number + 1, "world": before.world + 1}
        CatalogueRevision.objects.update_or_create(pk=ONLY, defaults=counted)
        tell()
        Loading(world, at).run()
        counts = {section: len(getattr(world, section)) for section in world.__struct_fields__}
        entry.facts(**counts)
    return counts


def empty() -> None:
    """Take away every row of every room, and every session; the constraints are checked at the end."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(("fuldmagt.", "django.contrib.sessions.")):
            model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)


class Loading:
    """One loading: rows by their reference, so that later ones can name them."""

    def __init__(self, world: World, at: datetime) -> None:
        self.world, self.at = world, at

    def run(self) -> None:
        self.organisations = saved(map(self.organisation, self.world.organisations))
        self.people = saved(map(self.person, self.world.people))
        self.providers = saved(map(self.provider, self.world.providers))
        self.services = saved(map(self.service, self.world.services))
        self.rights = saved(map(self.right, enumerate(self.world.rights)))
        self.save_links_of_catalogue()
        self.departments = self.departments_with_a_category()
        self.users = saved(map(self.user, self.world.users))
        self.save_branches_and_means()
        self.mandates = saved(map(self.mandate, self.world.mandates))
        self.save_rights_of_mandates()
        saved(map(self.assignment, self.world.assignments))
        saved(map(self.grant, self.world.grants))
        saved(map(self.adviser, self.world.advisers))
        saved(map(self.client, self.world.clients))

    def organisation(self, each: file.Organisation) -> Organisation:
        return Organisation(
            ref=each.id,
            name=each.name,
            category=each.category,
            state=each.state,
            suspend_on_lapsed_right_to_work=each.suspend_on_lapsed_right_to_work,
            country=COUNTRIES.get(each.id.partition(":")[0], ""),
            joined_at=self.at,
        )

    def person(self, each: file.Person) -> Person:
        return Person(ref=each.id, name=each.name, birth_date=each.birth_date)

    def provider(self, each: file.Provider) -> Provider:
        return Provider(ref=each.id, name=each.name, sector=each.sector, state=Provider.State.ADMITTED)

    def service(self, each: file.Service) -> Service:
        return Service(
            ref=each.id,
            provider=self.providers[each.provider],
            name=each.name,
            data_class=each.data_class,
            accepts_chains=each.accepts_chains,
            accepts_grants=each.accepts_grants,
            means=[means.value for means in each.means],
            means_ended={means.value: at.isoformat() for means, at in each.means_ended.items()},
            keeps_customers=each.customers is not None,
        )

    def right(self, numbered: tuple[int, file.Right]) -> Right:
        place, each = numbered
        return Right(
            ref=each.id,
            service=self.services[each.service],
            name=each.name,
            assurance=each.assurance,
            categories=list(each.categories),
            place=place,
        )

    def save_links_of_catalogue(self) -> None:
        """Customers, implications, exclusive sets."""
        _link(
            Service.customers.through,
            ("service", "organisation"),
            (
                (self.services[each.id], self.organisations[customer])
                for each in self.world.services
                for customer in dict.fromkeys(each.customers or ())
            ),
        )
        _link(
            Right.implies.through,
            ("from_right", "to_right"),
            (
                (self.rights[each.id], self.rights[implied])
                for each in self.world.rights
                for implied in dict.fromkeys(each.implies)
            ),
        )
        sets = saved(ExclusiveSet(ref=f"set-{n}") for n, _ in enumerate(self.world.exclusive_sets))
        _link(
            ExclusiveSet.rights.through,
            ("exclusiveset", "right"),
            (
                (sets[f"set-{n}"], self.rights[member])
                for n, members in enumerate(self.world.exclusive_sets)
                for member in dict.fromkeys(members)
            ),
        )

    def departments_with_a_category(self) -> Mapping[tuple[str, Category], Department]:
        """A department for each category that users of an organisation have of their own."""
        wanted = dict.fromkeys((u.organisation, u.category) for u in self.world.users if u.category)
        rows = {
            (organisation, category): Department(
                ref=dice.reference(),
                organisation=self.organisations[organisation],
                name=category.replace("_", " ").capitalize(),
                category=category,
            )
            for organisation, category in wanted
        }
        Department.objects.bulk_create(rows.values(), BATCH)
        return rows

    def user(self, each: file.User) -> BusinessUser:
        person = self.people[each.person] if each.person else None
        return BusinessUser(
            ref=each.id,
            organisation=self.organisations[each.organisation],
            person=person,
            kind=each.kind,
            state=each.state,
            name=person.name if person else each.id,
            birth_date=person.birth_date if person else None,
            department=self.departments[each.organisation, each.category] if each.category else None,
            right_to_work_until=each.right_to_work_until,
            created_at=self.at,
            changed_at=self.at,
        )

    def save_branches_and_means(self) -> None:
        Branch.objects.bulk_create(
            (
                Branch(ref=branch, organisation=self.organisations[each.id])
                for each in self.world.organisations
                for branch in each.branches
            ),
            BATCH,
        )
        UserMeans.objects.bulk_create(
            (
                UserMeans(user=self.users[each.id], kind=kind, since=self.at)
                for each in self.world.users
                for kind in sorted(BUSINESS if each.means is None else set(each.means))
            ),
            BATCH,
        )

    def mandate(self, each: file.Mandate) -> Mandate:
        return Mandate(**self.record(each), **self.ends(each), accepted=each.accepted)

    def save_rights_of_mandates(self) -> None:
        _link(
            Mandate.rights.through,
            ("mandate", "right"),
            (
                (self.mandates[each.id], self.rights[right])
                for each in self.world.mandates
                for right in dict.fromkeys(each.rights)
            ),
        )

    def assignment(self, each: file.Assignment) -> Assignment:
        return Assignment(
            **self.record(each),
            user=self.users[each.user],
            right=self.rights[each.right],
            organisation=self.organisations[each.organisation],
            mandate=self.mandates[each.mandate] if each.mandate else None,
            branches=list(each.branches),
        )

    def grant(self, each: file.Grant) -> Grant:
        ends = self.ends(each)
        return Grant(**self.record(each), **ends, right=self.rights[each.right], confirmed=each.confirmed)

    def adviser(self, each: file.Adviser) -> Adviser:
        return Adviser(
            **self.record(each),
            provider=self.providers[each.provider],
            organisation=self.organisations[each.organisation],
        )

    def client(self, each: file.Client) -> Client:
        return Client(
            ref=each.id,
            name=each.id,
            provider=self.providers[each.provider] if each.provider else None,
            secret_hash=hashes.of_token(each.secret),
            scopes=list(each.scopes),
        )

    def ends(self, each: file.Mandate | file.Grant) -> dict[str, Organisation]:
        return {"giver": self.organisations[each.giver], "receiver": self.organisations[each.receiver]}

    @staticmethod
    def record(each: file.Record) -> dict[str, Any]:
        return {
            "ref": each.id,
            "state": each.state,
            "starts_at": each.start or BEGINNING,
            "ends_at": each.end,
        }


def saved(rows: Iterable[Row]) -> dict[str, Row]:
    """The rows, now in the database, by their reference."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, BATCH)
    return {row.ref: row for row in made}  # type: ignore[attr-defined]  # every row loaded here has one


def _link(through: Any, ends: tuple[str, str], pairs: Iterable[tuple[Model, Model]]) -> None:
    """Rows of a table between two others."""
    through.objects.bulk_create((through(**dict(zip(ends, pair, strict=True))) for pair in pairs), BATCH)
