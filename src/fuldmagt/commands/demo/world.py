"""The demonstration's organisations and people, from demo/world.yaml, with a past that can be believed."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.onboarding.creation.actions import create
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import Branch, BusinessUser, Department, Organisation, RoleHeld
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Actor, Role, UserState
from fuldmagt.people.models import Person
from fuldmagt.people.queries import by_national_number, index_of
from fuldmagt.secrets import dice, persons
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i", "ß": "ss"})
PLATFORM = "demonstration"

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A user of the world with what its line in the file said."""

    user: BusinessUser
    told: Line
    at: datetime
    code: str = ""  # the temporary code of one who is still on the way


def make(told: Line, *, at: datetime) -> list[Made]:
    """Everything the file tells of, in one go; the users come back for their means and rights."""
    made = []
    for line in told["organisations"]:
        organisation = _organisation(line, at)
        departments = {each["name"]: _department(organisation, each) for each in line["departments"]}
        for name, users in told["users"].get(organisation.ref, {}).items():
            for each in users:
                if each.get("state") != "invited":
                    made.append(_user(organisation, departments.get(name), each, line["domain"], at))
        for each in line["departments"]:
            _appoint(departments[each["name"]], each.get("leader"))
    return made


def _organisation(line: Line, at: datetime) -> Organisation:
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


def _department(organisation: Organisation, line: Line) -> Department:
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
    organisation: Organisation, department: Department | None, line: Line, domain: str, at: datetime
) -> Made:
    """A user who has been activated some time after the organisation joined."""
    joined = organisation.joined_at or at
    # Spread over the time since, the same in every run.
    created = joined + (at - joined) * (sum(line["name"].encode()) % 80) / 100
    state = UserState(line.get("state", "active"))
    with deed(Event.USER_CREATED, by=PLATFORM, at=created, organisation=organisation.ref) as entry:
        user = BusinessUser.objects.create(
            ref=dice.reference(),
            organisation=organisation,
            department=department,
            person=_person(line),
            state=state,
            user_id=_user_id(line["name"], domain),
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
    _activated(user, line, created + timedelta(days=2))
    return Made(user, line, created)


def invited(told: Line, *, at: datetime) -> list[Made]:
    """Those who have been invited lately and are still on their way, by the real deed: a code and a mail."""
    made = []
    for organisation in Organisation.objects.filter(ref__in=told["users"]).order_by("ref"):
        by = next(
            (actor(user) for user in holders_of(Role.USER_ADMINISTRATOR, organisation=organisation.ref)), None
        )
        domain = _line_of(organisation.ref, told)["domain"]
        for department, lines in told["users"][organisation.ref].items():
            for line in lines:
                if line.get("state") == "invited" and by is not None:
                    made.append(_invited(line, by, department, domain, at))
    return made


def _invited(line: Line, by: Actor, department: str, domain: str, at: datetime) -> Made:
    when = at - timedelta(days=line["sent_days_ago"])
    new = NewUser(
        name=line["name"],
        email=f"{_plain(line['name'])}@{domain}",
        birth_date=line["born"],
        has_national_number=line.get("national_number", True),
        department=Department.objects.get(organisation__ref=by.organisation, name=department).ref,
        language=line.get("language", "da"),
    )
    done = create(new, means=Means.APP, by=by, at=when)
    if isinstance(done, Refusal):
        raise RuntimeError(f"{line['name']}: {done.reason} {done.about}")
    return Made(done.user, line, when, done.code)


def _line_of(organisation: str, told: Line) -> Line:
    return next(line for line in told["organisations"] if line["ref"] == organisation)


def _activated(user: BusinessUser, line: Line, at: datetime) -> None:
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


def _person(line: Line) -> Person:
    """One person, however many users the file gives it."""
    number = national_number(line["name"], line["born"])
    found = by_national_number(number)
    if found:
        return found
    ref = dice.reference()
    return Person.objects.create(
        ref=ref,
        name=line["name"],
        birth_date=line["born"],
        language=line.get("language", "da"),
        national_number=persons.encrypt(number, person=ref, place=f"people_person.national_number.{ref}"),
        national_number_index=index_of(number),
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
