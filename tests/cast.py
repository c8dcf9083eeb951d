"""The cast of the stories: people and organisations that everybody knows.

Nordby Kommune, a municipality with a job centre and an insurance department under one number:
Birthe answers for the organisation, Mette administers users and rights, Anna works in the job
centre, Bodil in the insurance department. Sydby Kommune is the neighbour whose data nobody in
Nordby may see.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client

from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.catalogue.models import ExclusiveSet, Provider, Right, Service
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser, Department, Organisation, RoleHeld
from fuldmagt.organisations.queries import actor
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Role, UserState
from fuldmagt.people.models import Person
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import Means
from fuldmagt.web import visitor

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
"""Since when everything in the cast is so."""


def an_organisation(
    name: str = "Nordby Kommune",
    *,
    ref: str = "dk:cvr:20000015",
    category: Category = Category.MUNICIPALITY,
    **more: object,
) -> Organisation:
    return Organisation.objects.create(
        ref=ref, name=name, category=category, **{"joined_at": NEW_YEAR} | more
    )


def a_department(organisation: Organisation, name: str, category: Category | None = None) -> Department:
    return Department.objects.create(
        ref=dice.reference(), organisation=organisation, name=name, category=category or ""
    )


def a_person(name: str, birth_date: date = date(1985, 5, 17)) -> Person:
    return Person.objects.create(ref=dice.reference(), name=name, birth_date=birth_date)


def a_user(
    organisation: Organisation,
    name: str,
    *roles: Role,
    department: Department | None = None,
    state: UserState = UserState.ACTIVE,
    means: Means | None = Means.PASSKEY,
    person: Person | None = None,
    **more: object,
) -> BusinessUser:
    """A user; one that has been activated has a person, a user id and a means (None: no means)."""
    activated = state in {UserState.ACTIVE, UserState.SUSPENDED, UserState.LOCKED, UserState.CLOSED}
    handle = name.lower().replace(" ", ".").replace("ø", "oe").replace("å", "aa").replace("æ", "ae")
    domain = organisation.name.split()[0].lower()
    if activated and person is None:
        person = a_person(name)
    particulars = {
        "ref": dice.reference(),
        "birth_date": person.birth_date if person else date(1985, 5, 17),
        "email": f"{handle}@{domain}.example",
        "user_id": f"{handle}.{domain}" if activated else None,
        "created_at": NEW_YEAR,
        "changed_at": NEW_YEAR,
    }
    user = BusinessUser.objects.create(
        organisation=organisation,
        name=name,
        department=department,
        state=state,
        person=person,
        **particulars | more,
    )
    for role in roles:
        RoleHeld.objects.create(user=user, role=role, given_at=NEW_YEAR, given_by="joining")
    if activated and means is not None and person is not None:
        a_means(user, means)
    return user


def a_means(user: BusinessUser, kind: Means = Means.PASSKEY) -> UserMeans:
    """Say that the user logs in by a kind of means. Its secrets are made by whoever tests them."""
    held = None
    if kind is not Means.PRIVATE_EID:
        assert user.person is not None
        held = Authenticator.objects.create(
            ref=dice.reference(), person=user.person, kind=kind, created_at=NEW_YEAR
        )
    return UserMeans.objects.create(user=user, kind=kind, authenticator=held, since=NEW_YEAR)


@dataclass(frozen=True, slots=True)
class Nordby:
    organisation: Organisation
    jobcenter: Department
    insurance: Department
    birthe: BusinessUser
    mette: BusinessUser
    anna: BusinessUser
    bodil: BusinessUser


def nordby() -> Nordby:
    """The municipality of the stories. Its insurance department has a category of its own (C3)."""
    organisation = an_organisation(
        address="Rådhustorvet 1",
        postcode="9999",
        city="Nordby",
        phone="70 20 00 40",
        joined_by="Birthe Nordahl",
    )
    jobcenter = a_department(organisation, "Jobcenter Nordby")
    insurance = a_department(organisation, "Forsikringsafdelingen", Category.INSURANCE_DEPARTMENT)
    user_and_rights = (Role.USER_ADMINISTRATOR, Role.RIGHTS_ADMINISTRATOR)
    return Nordby(
        organisation=organisation,
        jobcenter=jobcenter,
        insurance=insurance,
        birthe=a_user(organisation, "Birthe Nordahl", Role.ORGANISATION_ADMINISTRATOR),
        mette=a_user(organisation, "Mette Lundager", *user_and_rights, phone="70 20 00 41"),
        anna=a_user(organisation, "Anna Holmstrup", department=jobcenter),
        bodil=a_user(organisation, "Bodil Ravnsø", department=insurance),
    )


@dataclass(frozen=True, slots=True)
class Sydby:
    organisation: Organisation
    department: Department
    sigrid: BusinessUser
    soren: BusinessUser


def sydby() -> Sydby:
    """The neighbour: Sigrid holds every administrator role there, Søren none."""
    organisation = an_organisation("Sydby Kommune", ref="dk:cvr:20000023")
    department = a_department(organisation, "Sydby Jobcenter")
    every = set(Role) - {Role.PLATFORM_OPERATOR, Role.PROVIDER_ADMINISTRATOR}
    return Sydby(
        organisation=organisation,
        department=department,
        sigrid=a_user(organisation, "Sigrid Sydby", *sorted(every)),
        soren=a_user(organisation, "Søren Sydby", department=department),
    )


@dataclass(frozen=True, slots=True)
class SeSag:
    provider: Provider
    service: Service
    sagsbehandler: Right
    kommunal: Right


def se_sag() -> SeSag:
    """Se Sag with its two rights, of which one person has at most one (C2, C3)."""
    provider = Provider.objects.create(
        ref="aes",
        name="Arbejdsmarkedets Erhvervssikring",
        sector="public",
        state=Provider.State.ADMITTED,
        contact_name="Kontakt AES",
    )
    service = Service.objects.create(
        ref="se-sag",
        provider=provider,
        name="Se Sag",
        data_class=DataClass.SENSITIVE,
        means=[means.value for means in Means if means not in {Means.PRIVATE_EID, Means.USER_PASSWORD}],
    )
    sagsbehandler = _right(
        service,
        "Sagsbehandler",
        Category.TRADE_UNION,
        Category.LAW_FIRM,
        Category.INSURER,
        Category.INSURANCE_DEPARTMENT,
    )
    kommunal = _right(service, "Kommunal sagsbehandler", Category.MUNICIPALITY)
    exclusive = ExclusiveSet.objects.create(ref="se-sag")
    exclusive.rights.set([sagsbehandler, kommunal])
    return SeSag(provider, service, sagsbehandler, kommunal)


def _right(service: Service, name: str, *categories: Category) -> Right:
    return Right.objects.create(
        ref=f"{service.ref}:{name.lower().replace(' ', '-')}",
        service=service,
        name=name,
        assurance=Level.SUBSTANTIAL.word,
        categories=[category.value for category in categories],
    )


def gives(user: BusinessUser, right: Right, *, since: datetime = NEW_YEAR) -> Assignment:
    """The user has had the right at home since then."""
    raise_revision(user.organisation.ref)
    return Assignment.objects.create(
        ref=dice.reference(), user=user, right=right, organisation=user.organisation, starts_at=since
    )


def log_in(
    client: Client,
    user: BusinessUser,
    *,
    level: Level = Level.SUBSTANTIAL,
    means: Means = Means.PASSKEY,
    at: datetime | None = None,
) -> Client:
    """Give the client the session that a finished login would have given it."""
    request = HttpRequest()
    request.session = SessionStore()
    visitor.remember(request, user, level=level, means=means, at=at or clock.now())
    request.session.save()
    assert request.session.session_key is not None
    client.cookies["fuldmagt_session"] = request.session.session_key
    return client


def acting(user: BusinessUser) -> Actor:
    """The user as the one who does a deed."""
    return actor(BusinessUser.objects.get(pk=user.pk))
