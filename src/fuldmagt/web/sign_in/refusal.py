"""A refused login as a page: what is so, where the thread is broken, and what mends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.decisions.decide import Refused
from fuldmagt.decisions.question import Context, Question
from fuldmagt.explanations.names import Names
from fuldmagt.explanations.queries import names_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in import choices, queries
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.words import LEVELS, MEANS
from fuldmagt.web.look.parts import Knot
from fuldmagt.web.sign_in.mending import mended
from fuldmagt.web.sign_in.pending import Pending
from fuldmagt.web.sign_in.showing import Asking, asking, right_names, thread_after, you

R = Reason
BETWEEN_ORGANISATIONS: Final = tuple(each for each in Reason if each.value.startswith(("chain_", "grant_")))
AT_THE_SERVICE: Final = (
    R.ORGANISATION_NOT_CUSTOMER,
    R.ADVISER_NOT_RECOGNISED,
    R.RIGHT_UNKNOWN,
    R.ORGANISATION_UNKNOWN,
    R.NOT_ELIGIBLE,
)

SAYS: Final[Mapping[Reason, str | Promise]] = {
    R.WEAKER_RIGHT_ONLY: gettext_lazy("too little"),
    R.CHAIN_WEAKER_RIGHT_ONLY: gettext_lazy("too little"),
    R.GRANT_WEAKER_RIGHT_ONLY: gettext_lazy("too little"),
    R.EXPIRED: gettext_lazy("expired"),
    R.CHAIN_EXPIRED: gettext_lazy("expired"),
    R.GRANT_EXPIRED: gettext_lazy("expired"),
    R.REVOKED: gettext_lazy("withdrawn"),
    R.CHAIN_REVOKED: gettext_lazy("withdrawn"),
    R.GRANT_REVOKED: gettext_lazy("withdrawn"),
    R.NOT_YET_VALID: gettext_lazy("not yet"),
    R.CHAIN_NOT_YET_VALID: gettext_lazy("not yet"),
    R.GRANT_NOT_YET_VALID: gettext_lazy("not yet"),
    R.CHAIN_NOT_ACCEPTED: gettext_lazy("not accepted"),
    R.GRANT_NOT_CONFIRMED: gettext_lazy("not confirmed"),
    R.ASSURANCE_TOO_LOW: gettext_lazy("not sure enough"),
    R.MEANS_NOT_ACCEPTED: gettext_lazy("other means"),
    R.PRIVATE_EID_NOT_ALLOWED: gettext_lazy("other means"),
    R.USER_SUSPENDED: gettext_lazy("suspended"),
    R.USER_LOCKED: gettext_lazy("locked"),
    R.USER_CLOSED: gettext_lazy("closed"),
    R.ORGANISATION_CLOSED: gettext_lazy("closed"),
    R.RIGHTS_CONFLICT: gettext_lazy("conflict"),
    R.NOT_ELIGIBLE: gettext_lazy("not open"),
    R.ORGANISATION_NOT_CUSTOMER: gettext_lazy("not a customer"),
    R.ADVISER_NOT_RECOGNISED: gettext_lazy("not recognised"),
}
"""What stands on a broken link; where nothing is said, that it is missing."""


def told(pending: Pending, *, at: datetime) -> dict[str, Any]:
    """The context of the page that the person reads."""
    sign_in, asked = pending.sign_in, asking(pending.demand)
    user = sign_in.user
    assert user is not None
    others = choices.references(sign_in, at=at) if sign_in.level else {}
    others.pop(sign_in.organisation, None)
    return {
        "pending": pending,
        "asking": asked,
        "others": len(others),
        "can_choose": bool(others) and not pending.demand.own,
        "can_ask": bool(sign_in.level)
        and not pending.demand.own
        and queries.takes_others(pending.demand.services),
        **about(sign_in, asked, pending=pending),
    }


def about(sign_in: SignIn, asked: Asking, *, pending: Pending | None = None) -> dict[str, Any]:
    """What both the person and an administrator read. Without `pending` there is nothing to go on with."""
    user, refusals = sign_in.user, queries.reasons_of(sign_in)
    assert user is not None
    named = queries.organisation_called(sign_in.organisation) if sign_in.organisation else None
    names = _names(sign_in, refusals)
    organisation = named.name if named else sign_in.organisation or user.organisation.name
    return {
        "user": user,
        "organisation": organisation,
        "reasons": [mended(refusal, sign_in, asked, names, pending) for refusal in refusals],
        "thread": _thread(sign_in, asked, refusals, organisation, to_the_person=pending is not None),
        "reference": written(sign_in.reference),
        "refused_at": sign_in.refused_at,
        "particulars": _particulars(sign_in, refusals, user),
        "about_the_user": refusals[0].reason.value.startswith("user_"),
    }


def _names(sign_in: SignIn, refusals: list[Refusal]) -> Names:
    """What the sentences may name: the reader is the person, or who administers the person's rights."""
    user, way = sign_in.user, sign_in.nearest_way
    assert user is not None
    at = sign_in.refused_at or sign_in.begun_at
    level = sign_in.level_reached if sign_in.level else None
    means = sign_in.means_used if sign_in.means else None
    context = Context(at=at, now=at, assurance=level, means=means)
    organisation = sign_in.organisation or user.organisation.ref
    question = Question(user.ref, sign_in.right_refused, organisation, context)
    needed = way.get("level_needed")
    refused = Refused(
        tuple(refusals),
        level_needed=BY_WORD[needed] if needed else None,
        other_home=way.get("other_home") or None,
    )
    return names_of(question, refused)


def written(reference: str) -> str:
    """As it is read aloud."""
    return f"R-{reference.upper()}"


def _thread(
    sign_in: SignIn, asked: Asking, refusals: list[Refusal], organisation: str, *, to_the_person: bool
) -> list[Knot]:
    """The way from the person to the service, broken where something has to be mended."""
    user = sign_in.user
    assert user is not None
    home = user.organisation
    places = [(home.name, _("Your employer") if to_the_person else "")]
    if sign_in.organisation and sign_in.organisation != home.ref:
        places.append((organisation, sign_in.organisation))
    knots = thread_after(asked, you(user.name) if to_the_person else user.name, sign_in.means, places)
    for refusal in reversed(refusals):
        link = min(_place(refusal.reason), len(knots) - 2)
        says = str(SAYS.get(refusal.reason, ""))
        knots[link] = Knot(knots[link].kind, knots[link].name, knots[link].note, "broken", says)
    return knots


def _place(reason: Reason) -> int:
    """On which link of the thread something is wrong, counted from the person; the last one may be nearer."""
    if reason in BETWEEN_ORGANISATIONS:
        return 1
    return 9 if reason in AT_THE_SERVICE else 0


def _particulars(sign_in: SignIn, refusals: list[Refusal], user: BusinessUser) -> list[tuple[str, str]]:
    """For whoever knows the words of the law: folded away."""
    right = right_names([sign_in.right_refused]).get(sign_in.right_refused, "")
    way = sign_in.nearest_way
    records = ", ".join(f"{kind} {ref}" for kind, ref in way.get("evidence", []))
    pairs = [
        (_("Person"), f"{user.name} ({user.user_id})"),
        (_("Right"), f"{right} ({sign_in.right_refused})" if right else ""),
        (_("Acting for"), sign_in.organisation),
        (_("Nearest way"), f"{way['way']}: {records}" if way.get("way") else ""),
        (_("Reasons"), ", ".join(refusal.reason.value for refusal in refusals)),
        (_("Remedies"), ", ".join(dict.fromkeys(refusal.remedy.value for refusal in refusals))),
        (_("Level"), str(LEVELS[sign_in.level_reached]) if sign_in.level else ""),
        (_("Means"), str(MEANS[sign_in.means_used]) if sign_in.means else ""),
    ]
    return [(term, value) for term, value in pairs if value]
