"""The demonstration's organisations and people, from demo/world.yaml, with a past that can be believed."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import Branch, BusinessUser, Department, Organisation, RoleHeld
from fuldmagt.organisations.rules import UserState
from fuldmagt.people.models import Person
from fuldmagt.secrets import dice, fields, persons

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i", "ß": "ss"})
PLATFORM = "demonstration"


@dataclass(frozen=True, slots=True)
class Made:
    """A user of the world with what its line in the file said."""

    user: BusinessUser
    told: dict[str, Any]
    at: datetime


def make(told: dict[str, Any], *, at: datetime) -> list[Made]:
    """Everything the file tells of, in one go; the users come back for their means and rights."""
    made = []
    for line in told["organisations"]:
        organisation = _organisation(line, at)
        departments = {each["name"]: _department(organisation, each) for each in line["departments"]}
        for name, users in told["users"].get(organisation.ref, {}).items():
            for each in users:
                made.append(_user(organisation, departments.get(name), each, line["domain"], len(made), at))
        for each in line["departments"]:
            _appoint(departments[each["name"]], each.get("leader"))
    return made


def _organisation(line: dict[str, Any], at: datetime) -> Organisation:
    joined = at - timedelta(days=line["joined_days_ago"]) if "joined_days_ago" in line else None
    kept = (
        "ref",
        "name",
        "category",
        "state",
        "address",
        "postcode",
        "city",
        "country",
        "phone",
        "email",
        "joined_by",
    )
    with deed(Event.ORGANISATION_JOINED, by=PLATFORM, at=joined or at, organisation=line["ref"]) as entry:
        entry.about(line["ref"])
        organisation = Organisation.objects.create(
            joined_at=joined, **{name: line[name] for name in kept if name in line}
        )
        for branch in line.get("branches", []):
            Branch.objects.create(organisation=organisation, **branch)
    return organisation


def _department(organisation: Organisation, line: dict[str, Any]) -> Department:
    return Department.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        name=line["name"],
        category=line.get("category", ""),
        mailbox=line.get("mailbox", ""),
    )


def _appoint(department: Department, leader: str | None) -> None:
    department.leader = department.users.filter(name=leader).first()
    department.save()


def _user(
    organisation: Organisation,
    department: Department | None,
    line: dict[str, Any],
    domain: str,
    index: int,
    at: datetime,
) -> Made:
    """A user created some time after the organisation joined; those invited lately are invited later on."""
    joined = organisation.joined_at or at
    created = joined + (at - joined) * ((index * 37) % 80) / 100
    state = UserState(line.get("state", "active"))
    invited = state is UserState.INVITED
    if invited:
        created = at - timedelta(days=line["sent_days_ago"])
    with deed(Event.USER_CREATED, by=PLATFORM, at=created, organisation=organisation.ref) as entry:
        person = None if invited else _person(line, created)
        user = BusinessUser.objects.create(
            ref=dice.reference(),
            organisation=organisation,
            department=department,
            person=person,
            state=state,
            user_id=None if invited else _user_id(line["name"], domain),
            name=line["name"],
            birth_date=line["born"],
            has_national_number=line.get("national_number", True),
            email=f"{_plain(line['name'])}@{domain}",
            phone=line.get("phone", ""),
            language=line.get("language", "da"),
            created_at=created,
            changed_at=created,
        )
        entry.about(user.ref)
    if not invited:
        _activated(user, line, created + timedelta(days=2, hours=index % 7))
    return Made(user, line, created)


def _activated(user: BusinessUser, line: dict[str, Any], at: datetime) -> None:
    with deed(Event.USER_ACTIVATED, by=user.ref, at=at, organisation=user.organisation.ref) as entry:
        entry.about(user.ref)
        for role in line.get("roles", []):
            RoleHeld.objects.create(user=user, role=role, given_at=at, given_by=PLATFORM)
    for right in line.get("rights", []):
        with deed(Event.RIGHT_GIVEN, by=PLATFORM, at=at, organisation=user.organisation.ref) as entry:
            entry.about(user.ref)
            entry.facts(right=right)
            Assignment.objects.create(
                ref=dice.reference(),
                user=user,
                right=Right.objects.get(ref=right),
                organisation=user.organisation,
                starts_at=at,
                given_by=PLATFORM,
            )


def _person(line: dict[str, Any], at: datetime) -> Person:
    """One person, however many users the file gives it."""
    number = national_number(line["name"], line["born"])
    index = fields.blind_index(number, purpose="national number")
    found = Person.objects.filter(national_number_index=index).first()
    if found:
        return found
    ref = dice.reference()
    return Person.objects.create(
        ref=ref,
        name=line["name"],
        birth_date=line["born"],
        language=line.get("language", "da"),
        national_number=persons.encrypt(number, person=ref, place=f"people_person.national_number.{ref}"),
        national_number_index=index,
    )


def national_number(name: str, born: date) -> str:
    """A number that nobody has: a real birth date with a serial that begins with two noughts."""
    return f"{born:%d%m%y}00{sum(name.encode()) % 100:02}"


def _user_id(name: str, domain: str) -> str:
    wanted = f"{_plain(name)}.{domain.split('.')[0]}"
    taken = BusinessUser.objects.filter(user_id=wanted).exists()
    return f"{wanted}.{dice.digits(3)}" if taken else wanted


def _plain(name: str) -> str:
    """A name as an address is made of it: `Øyvind Fjeldskov` -> `oeyvind.fjeldskov`."""
    spelt = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    letters = "".join(
        c if c.isascii() and c.isalnum() else " " for c in spelt if not unicodedata.combining(c)
    )
    words = letters.split()
    return f"{words[0]}.{words[-1]}" if len(words) > 1 else words[0]
