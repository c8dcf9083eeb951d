"""The thread of an answer: the person, the organisations between, the service; and where it breaks."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from fuldmagt.catalogue.models import Right
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.look.parts import Knot
from fuldmagt.web.rights.tree import name_of

R = Reason

SHORT: Final[Mapping[Reason, str]] = {
    R.USER_NOT_ACTIVATED: _("not activated"),
    R.USER_SUSPENDED: _("suspended"),
    R.USER_LOCKED: _("locked"),
    R.USER_CLOSED: _("closed"),
    R.ORGANISATION_CLOSED: _("closed"),
    R.ASSURANCE_TOO_LOW: _("level too low"),
    R.MEANS_NOT_ACCEPTED: _("other means"),
    R.PRIVATE_EID_NOT_ALLOWED: _("other means"),
    R.RIGHT_TO_WORK_LAPSED: _("right to work"),
    R.NOT_ELIGIBLE: _("not open"),
    R.ORGANISATION_NOT_CUSTOMER: _("no customer"),
    R.NO_AUTHORISATION: _("not given"),
    R.NOT_YET_VALID: _("not yet"),
    R.EXPIRED: _("ended"),
    R.REVOKED: _("withdrawn"),
    R.BRANCH_NOT_COVERED: _("other branches"),
    R.RIGHTS_CONFLICT: _("excluded"),
    R.WEAKER_RIGHT_ONLY: _("weaker right"),
    R.CHAIN_NOT_SUPPORTED: _("not accepted"),
    R.GRANT_NOT_SUPPORTED: _("not accepted"),
    R.CHAIN_MISSING: _("not given"),
    R.CHAIN_EXPIRED: _("ended"),
    R.CHAIN_REVOKED: _("withdrawn"),
    R.CHAIN_NOT_YET_VALID: _("not yet"),
    R.CHAIN_WEAKER_RIGHT_ONLY: _("weaker right"),
    R.CHAIN_NOT_ACCEPTED: _("not accepted yet"),
    R.GRANT_MISSING: _("not given"),
    R.GRANT_EXPIRED: _("ended"),
    R.GRANT_REVOKED: _("withdrawn"),
    R.GRANT_NOT_YET_VALID: _("not yet"),
    R.GRANT_WEAKER_RIGHT_ONLY: _("weaker right"),
    R.GRANT_NOT_CONFIRMED: _("not confirmed"),
    R.GRANT_FOR_OTHER_ORGANISATION: _("other organisation"),
    R.ADVISER_NOT_RECOGNISED: _("not known"),
}
"""What stands on a broken line, in a word or two."""

AT_THE_SERVICE: Final = frozenset(
    {
        R.ORGANISATION_NOT_CUSTOMER,
        R.CHAIN_NOT_SUPPORTED,
        R.GRANT_NOT_SUPPORTED,
        R.ASSURANCE_TOO_LOW,
        R.MEANS_NOT_ACCEPTED,
        R.PRIVATE_EID_NOT_ALLOWED,
        R.ADVISER_NOT_RECOGNISED,
    }
)
WAITING: Final = frozenset(
    {
        R.USER_NOT_ACTIVATED,
        R.NOT_YET_VALID,
        R.CHAIN_NOT_YET_VALID,
        R.GRANT_NOT_YET_VALID,
        R.CHAIN_NOT_ACCEPTED,
        R.GRANT_NOT_CONFIRMED,
    }
)
"""The line is there and holds once somebody acts or the day comes."""


def thread(
    user: BusinessUser, organisation: Organisation, right: Right, refusals: Iterable[Refusal]
) -> list[Knot]:
    """From the person to the service; solid as far as it holds."""
    home = user.organisation
    chain = home.pk != organisation.pk
    lines: dict[str, list[Refusal]] = {"person": [], "between": [], "service": []}
    for refusal in refusals:
        lines[_line(refusal, organisation, chain=chain)].append(refusal)
    knots = [_knot("person", user.name, user.department.name if user.department else "", lines["person"])]
    if chain:
        knots.append(_knot("organisation", home.name, gettext("employer"), lines["between"]))
    knots.append(_knot("organisation", organisation.name, number(organisation), lines["service"]))
    knots.append(Knot("service", right.service.name, name_of(right)))
    return knots


def number(organisation: Organisation) -> str:
    """The number as people say it, without its scheme."""
    return organisation.ref.rpartition(":")[2]


def _line(refusal: Refusal, organisation: Organisation, *, chain: bool) -> str:
    reason = refusal.reason
    between = reason.value.startswith(("chain_", "grant_"))
    if reason in AT_THE_SERVICE:
        return "service"
    if reason is R.ORGANISATION_CLOSED and refusal.about == organisation.ref:
        return "service"
    if chain and (between or (reason is R.NOT_ELIGIBLE)):
        return "between"
    return "person"


def _knot(
    kind: Literal["person", "organisation", "service"], name: str, note: str, against: list[Refusal]
) -> Knot:
    if not against:
        return Knot(kind, name, note)
    waits = all(refusal.reason in WAITING for refusal in against)
    first = next((each for each in against if waits or each.reason not in WAITING), against[0])
    return Knot(kind, name, note, "waits" if waits else "broken", gettext(SHORT.get(first.reason, "")))
