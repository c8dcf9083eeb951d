"""Putting a whole world into an empty database, for the demonstration, tests and benchmarks.

The ids of the file become the references that the interfaces use.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

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
from fuldmagt.decisions.copying import Row, put
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

ROOTS: Final = (Organisation, Person, Provider, Client)
COUNTRIES: Final = {"dk": "DK", "nl": "NL"}


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
    """One loading: the keys of rows by their reference, so that later ones can name them."""

    def __init__(self, world: World, at: datetime) -> None:
        self.world, self.at = world, at

    def run(self) -> None:
        world = self.world
        self.organisations = saved(Organisation, world.organisations, self.organisation)
        self.people = saved(Person, world.people, person)
        self.providers = saved(Provider, world.providers, provider)
        self.services = saved(Service, world.services, self.service)
        places = {each.id: place for place, each in enumerate(world.rights)}
        self.rights = saved(Right, world.rights, lambda each: self.right(each, places[each.id]))
        self.save_links_of_catalogue()
        self.departments = self.departments_with_a_category()
        self.named = {each.id: each for each in world.people}
        self.users = saved(BusinessUser, world.users, self.user)
        self.save_branches_and_means()
        self.mandates = saved(Mandate, world.mandates, self.mandate)
        self.save_rights_of_mandates()
        saved(Assignment, world.assignments, self.assignment)
        saved(Grant, world.grants, self.grant)
        saved(Adviser, world.advisers, self.adviser)
        saved(Client, world.clients, self.client)

    def organisation(self, each: file.Organisation) -> Row:
        return {
            "ref": each.id,
            "name": each.name,
            "category": each.category.value,
            "state": each.state.value,
            "suspend_on_lapsed_right_to_work": each.suspend_on_lapsed_right_to_work,
            "country": COUNTRIES.get(each.id.partition(":")[0], ""),
            "joined_at": self.at,
        }

    def service(self, each: file.Service) -> Row:
        return {
            "ref": each.id,
            "provider_id": self.providers[each.provider],
            "name": each.name,
            "data_class": each.data_class.value,
            "accepts_chains": each.accepts_chains,
            "accepts_grants": each.accepts_grants,
            "means": [means.value for means in each.means],
            "means_ended": {means.value: at.isoformat() for means, at in each.means_ended.items()},
            "keeps_customers": each.customers is not None,
        }

    def right(self, each: file.Right, place: int) -> Row:
        return {
            "ref": each.id,
            "service_id": self.services[each.service],
            "name": each.name,
            "assurance": each.assurance,
            "categories": [category.value for category in each.categories],
            "place": place,
        }

    def save_links_of_catalogue(self) -> None:
        """Customers, implications, exclusive sets."""
        world = self.world
        linked(
            Service.customers.through,
            ("service_id", "organisation_id"),
            [
                (self.services[each.id], self.organisations[customer])
                for each in world.services
                for customer in dict.fromkeys(each.customers or ())
            ],
        )
        linked(
            Right.implies.through,
            ("from_right_id", "to_right_id"),
            [
                (self.rights[each.id], self.rights[implied])
                for each in world.rights
                for implied in dict.fromkeys(each.implies)
            ],
        )
        sets = put(
            ExclusiveSet,
            len(world.exclusive_sets),
            ({"ref": f"set-{n}"} for n, _ in enumerate(world.exclusive_sets)),
        )
        linked(
            ExclusiveSet.rights.through,
            ("exclusiveset_id", "right_id"),
            [
                (key, self.rights[member])
                for key, members in zip(sets, world.exclusive_sets, strict=True)
                for member in dict.fromkeys(members)
            ],
        )

    def departments_with_a_category(self) -> Mapping[tuple[str, Category], int]:
        """A department for each category that users of an organisation have of their own."""
        wanted = list(dict.fromkeys((u.organisation, u.category) for u in self.world.users if u.category))
        rows = (
            {
                "ref": dice.reference(),
                "organisation_id": self.organisations[organisation],
                "name": category.replace("_", " ").capitalize(),
                "category": category.value,
            }
            for organisation, category in wanted
        )
        return dict(zip(wanted, put(Department, len(wanted), rows), strict=True))

    def user(self, each: file.User) -> Row:
        person = self.named[each.person] if each.person else None
        return {
            "ref": each.id,
            "organisation_id": self.organisations[each.organisation],
            "person_id": self.people[person.id] if person else None,
            "kind": each.kind.value,
            "state": each.state,
            "name": person.name if person else each.id,
            "birth_date": person.birth_date if person else None,
            "department_id": self.departments[each.organisation, each.category] if each.category else None,
            "right_to_work_until": each.right_to_work_until,
            "created_at": self.at,
            "changed_at": self.at,
        }

    def save_branches_and_means(self) -> None:
        organisations, users = self.world.organisations, self.world.users
        branches = (
            {"ref": branch, "organisation_id": self.organisations[each.id]}
            for each in organisations
            for branch in each.branches
        )
        put(Branch, sum(len(each.branches) for each in organisations), branches)
        usual = tuple(sorted(kind.value for kind in BUSINESS))
        own = [
            (
                self.users[each.id],
                usual if each.means is None else sorted({kind.value for kind in each.means}),
            )
            for each in users
        ]
        means = ({"user_id": user, "kind": kind, "since": self.at} for user, kinds in own for kind in kinds)
        put(UserMeans, sum(len(kinds) for _, kinds in own), means)

    def mandate(self, each: file.Mandate) -> Row:
        return {**record(each), **self.ends(each), "accepted": each.accepted}

    def save_rights_of_mandates(self) -> None:
        linked(
            Mandate.rights.through,
            ("mandate_id", "right_id"),
            [
                (self.mandates[each.id], self.rights[right])
                for each in self.world.mandates
                for right in dict.fromkeys(each.rights)
            ],
        )

    def assignment(self, each: file.Assignment) -> Row:
        return {
            **record(each),
            "user_id": self.users[each.user],
            "right_id": self.rights[each.right],
            "organisation_id": self.organisations[each.organisation],
            "mandate_id": self.mandates[each.mandate] if each.mandate else None,
            "branches": list(each.branches),
        }

    def grant(self, each: file.Grant) -> Row:
        given = {"right_id": self.rights[each.right], "confirmed": each.confirmed}
        return {**record(each), **self.ends(each), **given}

    def adviser(self, each: file.Adviser) -> Row:
        ends = {
            "provider_id": self.providers[each.provider],
            "organisation_id": self.organisations[each.organisation],
        }
        return {**record(each), **ends}

    def client(self, each: file.Client) -> Row:
        return {
            "ref": each.id,
            "name": each.id,
            "provider_id": self.providers[each.provider] if each.provider else None,
            "secret_hash": hashes.of_token(each.secret),
            "scopes": list(each.scopes),
        }

    def ends(self, each: file.Mandate | file.Grant) -> dict[str, int]:
        return {
            "giver_id": self.organisations[each.giver],
            "receiver_id": self.organisations[each.receiver],
        }


def person(each: file.Person) -> Row:
    return {"ref": each.id, "name": each.name, "birth_date": each.birth_date}


def provider(each: file.Provider) -> Row:
    state = Provider.State.ADMITTED.value
    return {"ref": each.id, "name": each.name, "sector": each.sector, "state": state}


def record(each: file.Record) -> dict[str, Any]:
    return {
        "ref": each.id,
        "state": each.state.value,
        "starts_at": each.start or BEGINNING,
        "ends_at": each.end,
    }


def saved(model: type[Model], things: Sequence[Any], row: Callable[[Any], Row]) -> dict[str, int]:
    """The keys of the rows that now stand for these things of the file, by their ids."""
    keys = put(model, len(things), map(row, things))
    return dict(zip((each.id for each in things), keys, strict=True))


def linked(through: type[Model], ends: tuple[str, str], pairs: Sequence[tuple[int, int]]) -> None:
    """Rows of a table between two others."""
    put(through, len(pairs), (dict(zip(ends, pair, strict=True)) for pair in pairs))
