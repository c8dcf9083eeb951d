"""What becomes of a person when an identity has been confirmed.

Called inside the deed of the one who confirms it, which logs it.
"""

from datetime import datetime

from fuldmagt.people import queries
from fuldmagt.people.models import Eid, Person
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import dice, persons
from fuldmagt.vocabulary.refusals import Reason, Refusal


def place(person: str) -> str:
    """Where a person's national number is sealed to."""
    return f"people_person.national_number.{person}"


def recognise(identity: Identity, *, language: str = "", at: datetime) -> Person | Refusal:
    """The person of an eID: known by the eID, else by the national number, else new.

    An eID whose issuer now gives it another national number, or another identifier, is nobody's.
    """
    if queries.contradicts(identity):
        return Refusal(Reason.EID_OTHER_PERSON)
    known = queries.person_of(identity)
    numbered = queries.by_national_number(identity.national_number) if identity.national_number else None
    if known and numbered and known.pk != numbered.pk:
        return Refusal(Reason.EID_OTHER_PERSON)
    if known and not _fits(known, identity):
        return Refusal(Reason.EID_OTHER_PERSON)
    person = known or numbered or _new(identity, language=language)
    _learn(person, identity)
    return _linked(person, identity, at)


def _fits(person: Person, identity: Identity) -> bool:
    if identity.national_number and person.national_number_index:
        return queries.is_index_of(person.national_number_index, identity.national_number)
    return not (person.birth_date and identity.birth_date) or person.birth_date == identity.birth_date


def _new(identity: Identity, *, language: str) -> Person:
    """A new person; where two come at once with one national number, the constraint makes them one."""
    number = identity.national_number
    made = Person(
        ref=dice.reference(),
        name=identity.name,
        birth_date=identity.birth_date,
        language=language,
        level=identity.level.word,
        national_number_index=queries.index_of(number) if number else "",
    )
    if number:
        made.national_number = persons.encrypt(number, person=made.ref, place=place(made.ref))
    Person.objects.bulk_create([made], ignore_conflicts=True)
    found = queries.by_national_number(number) if number else None
    return found or Person.objects.get(ref=made.ref)


def _learn(person: Person, identity: Identity) -> None:
    """Keep what the eID tells and we did not know; the level follows the surest identification."""
    if identity.national_number and not person.national_number_index:
        person.national_number_index = queries.index_of(identity.national_number)
        person.national_number = persons.encrypt(
            identity.national_number, person=person.ref, place=place(person.ref)
        )
    person.birth_date = person.birth_date or identity.birth_date
    person.level = max(queries.level_of(person), identity.level).word
    person.save()


def _linked(person: Person, identity: Identity, at: datetime) -> Person | Refusal:
    """Give the person the eID, unless it has it; when somebody else got it in this moment, it is theirs."""
    eid = Eid(
        person=person,
        issuer=identity.issuer,
        subject=identity.subject,
        universal=identity.universal,
        has_national_number=identity.has_national_number,
        confirmed_at=at,
    )
    Eid.objects.bulk_create([eid], ignore_conflicts=True)
    unnamed = Eid.objects.filter(issuer=identity.issuer, subject=identity.subject, universal="")
    unnamed.update(universal=identity.universal)
    holder = queries.by_eid(identity.issuer, identity.subject)
    return person if holder == person else Refusal(Reason.EID_OTHER_PERSON)
