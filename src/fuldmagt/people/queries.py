"""Questions about persons."""

from fuldmagt.people.models import Eid, Person
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import fields
from fuldmagt.vocabulary.assurance import BY_WORD, Level

PURPOSE = "national number"


def index_of(national_number: str) -> str:
    """What a national number is stored and found under."""
    return fields.blind_index(_plain(national_number), purpose=PURPOSE)


def is_index_of(index: str, national_number: str) -> bool:
    """Whether the index was made of this number, under any secret of the installation."""
    return index in fields.blind_indexes(_plain(national_number), purpose=PURPOSE)


def by_national_number(national_number: str) -> Person | None:
    indexes = fields.blind_indexes(_plain(national_number), purpose=PURPOSE)
    return Person.objects.filter(national_number_index__in=indexes).first()


def by_eid(issuer: str, subject: str) -> Person | None:
    found = Eid.objects.select_related("person").filter(issuer=issuer, subject=subject).first()
    return found.person if found else None


def person_of(identity: Identity) -> Person | None:
    """Whose eID it is: by issuer and subject, else by what every broker of it calls the person."""
    if contradicts(identity):
        return None
    same = Eid.objects.select_related("person").filter(universal=identity.universal).exclude(universal="")
    return by_eid(identity.issuer, identity.subject) or next((eid.person for eid in same[:1]), None)


def contradicts(identity: Identity) -> bool:
    """Whether two identifiers that belong to one eID have been seen at different people or eIDs."""
    if not identity.universal:
        return False
    known = Eid.objects.filter(issuer=identity.issuer, subject=identity.subject).first()
    people = set(Eid.objects.filter(universal=identity.universal).values_list("person", flat=True))
    if known is None:
        return len(people) > 1
    return known.universal not in {"", identity.universal} or not people <= {known.person_id}


def level_of(person: Person) -> Level:
    return BY_WORD[person.level]


def _plain(national_number: str) -> str:
    return "".join(letter for letter in national_number if letter.isalnum())
