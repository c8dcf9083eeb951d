"""Whether the person of an eID is the one whom the administrator meant. Pure.

The full law of names (passport lines, several given names) comes with a later part; here spellings
are compared as people.rules does.
"""

from dataclasses import dataclass
from datetime import date

from fuldmagt.people.rules import same_name
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

LEAST = Level.SUBSTANTIAL  # B2; a lower one may have been issued over a counter


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom the administrator typed in. `number_agrees` is None where one side has no number to compare."""

    name: str
    birth_date: date | None
    number_agrees: bool | None


def judged(identity: Identity, expected: Expected) -> Refusal | None:
    """Why this eID does not confirm the user's identity, or None when it does.

    An equal national number settles who it is. Without one, name and birth date must both agree;
    where neither does, it is somebody else's eID rather than a slip of the administrator's.
    """
    if identity.level < LEAST:
        return Refusal(Reason.EID_LEVEL_TOO_LOW)
    if expected.number_agrees is False:
        return Refusal(Reason.EID_OTHER_PERSON)
    born = expected.birth_date is None or identity.birth_date == expected.birth_date
    if expected.number_agrees:
        return None if born else Refusal(Reason.EID_BIRTH_DATE_DIFFERS)
    named = same_name(identity.name, expected.name)
    if named and born:
        # Without a number, a birth date has to be there to be compared.
        return None if expected.birth_date else Refusal(Reason.EID_BIRTH_DATE_DIFFERS)
    if not named and not born:
        return Refusal(Reason.EID_OTHER_PERSON)
    return Refusal(Reason.EID_BIRTH_DATE_DIFFERS if named else Reason.EID_NAME_DIFFERS)
