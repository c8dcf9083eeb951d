"""What is known of a user before the identity is confirmed."""

from fuldmagt.onboarding.proofing.rules import Expected
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.people.queries import is_index_of
from fuldmagt.registers.eid.identity import Identity


def expected_of(user: BusinessUser, identity: Identity) -> Expected:
    return Expected(user.name, user.birth_date, _number_agrees(user, identity))


def _number_agrees(user: BusinessUser, identity: Identity) -> bool | None:
    if not user.national_number_index:
        return None
    if not identity.has_national_number:
        return False
    if not identity.national_number:
        return None
    return is_index_of(user.national_number_index, identity.national_number)
