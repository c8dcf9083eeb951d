"""What is known of a user before the identity is confirmed, and what an eID has told otherwise."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from fuldmagt.onboarding.proofing.models import Disagreement
from fuldmagt.onboarding.proofing.rules import Expected, Particular, Told, differing
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import BEFORE_ACTIVE, UserState
from fuldmagt.people.queries import is_index_of
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import persons


@dataclass(frozen=True, slots=True)
class Open:
    """An open disagreement: what the eID told, what of it still differs, and since when."""

    ref: str
    told: Told
    since: datetime
    differs: frozenset[Particular]


def expected_of(user: BusinessUser, identity: Identity) -> Expected:
    return Expected(user.name, user.birth_date, _number_agrees(user, identity))


def place(ref: str) -> str:
    """Where what an eID told is sealed to."""
    return f"onboarding_disagreement.told.{ref}"


def open_disagreement(user: BusinessUser) -> Open | None:
    """What stops the user's activation; nothing is left of it in `differs` once somebody has corrected it."""
    if user.person_id is not None or UserState(user.state) not in BEFORE_ACTIVE:
        return None
    kept = Disagreement.objects.filter(user=user).first()
    told = told_in(kept, user) if kept else None
    if kept is None or told is None:
        return None
    expected = Expected(user.name, user.birth_date, kept.number_agreed or None)
    return Open(kept.ref, told, kept.since, differing(told, expected))


def told_in(kept: Disagreement, user: BusinessUser) -> Told | None:
    """What the eID told; None when the person has been erased."""
    opened = persons.decrypt(kept.told, person=user.key_name, place=place(kept.ref))
    if opened is None:
        return None
    words = json.loads(opened)
    return Told(words["name"], date.fromisoformat(words["birth_date"]) if words["birth_date"] else None)


def _number_agrees(user: BusinessUser, identity: Identity) -> bool | None:
    if not user.national_number_index:
        return None
    if not identity.has_national_number:
        return False
    if not identity.national_number:
        return None
    return is_index_of(user.national_number_index, identity.national_number)
