"""Questions about persons."""

from fuldmagt.people.models import Eid, Person
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


def level_of(person: Person) -> Level:
    return BY_WORD[person.level]


def _plain(national_number: str) -> str:
    return "".join(letter for letter in national_number if letter.isalnum())
