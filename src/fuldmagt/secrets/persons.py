"""A key for each person: their fields, in tables and in the log, become unreadable when it is erased."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from fuldmagt.secrets import dice, fields
from fuldmagt.secrets.models import PersonKey


def _place(person: str) -> str:
    return f"secrets_personkey.wrapped.{person}"


def _key_of(person: str) -> bytes:
    found = PersonKey.objects.filter(person=person).first()
    if found is None:
        drawn = urlsafe_b64encode(dice.raw(32)).decode()
        wrapped = fields.encrypt(drawn, place=_place(person))
        # Two at once: the constraint decides which key the person has, and both use that one.
        PersonKey.objects.bulk_create([PersonKey(person=person, wrapped=wrapped)], ignore_conflicts=True)
        found = PersonKey.objects.get(person=person)
    return urlsafe_b64decode(fields.decrypt(found.wrapped, place=_place(person)))


def encrypt(text: str, *, person: str, place: str) -> str:
    return urlsafe_b64encode(fields.seal(text.encode(), key=_key_of(person), place=place)).decode()


def decrypt(written: str, *, person: str, place: str) -> str | None:
    """The text, or None when the person has been erased."""
    if not PersonKey.objects.filter(person=person).exists():
        return None
    return fields.unseal(urlsafe_b64decode(written), key=_key_of(person), place=place).decode()


def erase(person: str) -> None:
    PersonKey.objects.filter(person=person).delete()
