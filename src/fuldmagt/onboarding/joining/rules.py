"""Who may bring an organisation onto the platform (A1, A2). Pure."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.onboarding.proofing.rules import too_low
from fuldmagt.organisations.rules import Role
from fuldmagt.people.rules import same_name
from fuldmagt.registers.company import Company, CompanyState, Signatory
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

LASTS: Final = timedelta(days=30)
WINDOW: Final = timedelta(hours=1)
PER_ORGANISATION: Final = 20  # beginnings for one organisation within the window
PER_SIGNATORY: Final = 3  # mails to one signatory of one joining

FIRST_ROLES: Final = (Role.ORGANISATION_ADMINISTRATOR, Role.USER_ADMINISTRATOR, Role.RIGHTS_ADMINISTRATOR)
"""What the representative of a new organisation holds, so that somebody can begin."""


class JoiningState(StrEnum):
    BEGUN = "begun"
    NOTIFYING = "notifying"  # begun by a notifier, who has not shown the eID yet
    NOTIFIED = "notified"  # the notifier is known; the signed authority is still to come
    AWAITING = "awaiting"  # some have signed, others not yet
    JOINED = "joined"


class JoiningStep(StrEnum):
    DESCRIBE = "describe"
    SIGN = "sign"
    SIGN_LAST = "sign_last"
    ASK = "ask"
    NOTIFY = "notify"
    HAND_IN = "hand_in"


J, T = JoiningState, JoiningStep

STEPS: Final[Mapping[tuple[JoiningState, JoiningStep], JoiningState]] = {
    (J.BEGUN, T.DESCRIBE): J.BEGUN,
    (J.BEGUN, T.SIGN): J.AWAITING,
    (J.BEGUN, T.SIGN_LAST): J.JOINED,
    (J.NOTIFYING, T.DESCRIBE): J.NOTIFYING,
    (J.NOTIFYING, T.NOTIFY): J.NOTIFIED,
    (J.NOTIFIED, T.HAND_IN): J.AWAITING,
    (J.AWAITING, T.ASK): J.AWAITING,
    (J.AWAITING, T.SIGN): J.AWAITING,
    (J.AWAITING, T.SIGN_LAST): J.JOINED,
}


def after(state: JoiningState, step: JoiningStep) -> JoiningState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)


def joinable(company: Company) -> Refusal | None:
    """Why a company of the register cannot join, or None."""
    if company.state is CompanyState.DISSOLVED:
        return Refusal(Reason.ORGANISATION_DISSOLVED, about=company.ref)
    if not company.signatories:
        return Refusal(Reason.NOT_ENTITLED_TO_SIGN, about=company.ref)
    return None


def key_of(signatory: Signatory) -> str:
    """What a signatory is remembered by within one joining."""
    return f"{signatory.name}|{signatory.birth_date or ''}"[:200]


def still_signs(key: str, signatories: Iterable[Signatory]) -> bool:
    """Whether somebody who signed earlier is still named by the register; else the signature is void."""
    return any(key_of(each) == key for each in signatories)


def signing_as(identity: Identity, signatories: Iterable[Signatory]) -> Signatory | Refusal:
    """As which signatory of the register the person may sign."""
    if not identity.has_national_number:
        return Refusal(Reason.EID_WITHOUT_NATIONAL_NUMBER)
    if identity.level < Level.SUBSTANTIAL:
        return Refusal(Reason.EID_LEVEL_TOO_LOW)
    found = next((each for each in signatories if _is(identity, each)), None)
    return found or Refusal(Reason.NOT_ENTITLED_TO_SIGN)


def _is(identity: Identity, signatory: Signatory) -> bool:
    """By national number where both have it; else by name and birth date, which both must have."""
    if signatory.national_number and identity.national_number:
        return signatory.national_number == identity.national_number
    # Every name has to be there: whoever signs for a company is not known by a name of which some is left
    # out, as the names of an employee may be, whom an administrator vouches for (proofing.rules).
    born = signatory.birth_date is not None and signatory.birth_date == identity.birth_date
    return born and same_name(signatory.name, identity.name)


def confirming_as(identity: Identity, signatories: Iterable[Signatory]) -> Signatory | Refusal:
    """As which signatory somebody may confirm a notifier's authority: without a national number too (A2)."""
    if refusal := too_low(identity):
        return refusal
    found = next((each for each in signatories if _named(identity, each)), None)
    return found or Refusal(Reason.NOT_ENTITLED_TO_SIGN)


def _named(identity: Identity, signatory: Signatory) -> bool:
    """By the whole name, and by whatever else the register knows of the signatory and the eID tells."""
    if signatory.national_number and identity.national_number:
        return signatory.national_number == identity.national_number
    born = signatory.birth_date is None or signatory.birth_date == identity.birth_date
    return born and not identity.name_withheld and same_name(signatory.name, identity.name)
