"""What the states of a request are called, and what a request says of itself."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.explanations.names import InLanguages, Names, Values
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.rules import RequestState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.users.queries import names
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.rights.showing import until
from fuldmagt.web.rights.words import listed

S = RequestState

STATES: Final[Mapping[RequestState, tuple[str, Promise]]] = {
    S.WAITING: ("waits", gettext_lazy("Waits for an answer")),
    S.APPROVED: ("done", gettext_lazy("Given")),
    S.REFUSED: ("stopped", gettext_lazy("Refused")),
    S.TAKEN_BACK: ("none", gettext_lazy("Taken back")),
    S.EXPIRED: ("none", gettext_lazy("Not answered in time")),
    S.ENDED: ("none", gettext_lazy("Ended")),
}
"""The kind of badge, and the word in it."""


def asker_of(row: RightRequest) -> str:
    """Who asked, where it was not the user: a leader by name, or the service."""
    if row.through:
        return _("{service}, for {who}").format(service=row.through, who=row.user.name)
    if row.asked_by == row.user.ref:
        return row.user.name
    leader = names([row.asked_by], organisation=row.organisation.ref).get(row.asked_by, "")
    return _("{leader}, for {who}").format(leader=leader or _("somebody else"), who=row.user.name)


def how_long(row: RightRequest) -> str:
    return until(row.until) if row.until else _("Without an end.")


def where(refs: list[str], branches: Mapping[str, str], organisation: str) -> str:
    """For which branches; the whole organisation where none is named."""
    if not refs:
        return _("The whole of {organisation}").format(organisation=organisation)
    return listed(branches.get(ref) or ref for ref in refs)


def known(user: BusinessUser, refusal: Refusal, rights: Mapping[str, InLanguages]) -> Names:
    """Whom and which right a refusal is about."""
    home = user.organisation.name
    right = rights.get(refusal.about)
    about: Values = {"named": (right,), "held": (right,), "right": (right,)} if right else {}
    return Names({"user": user.name, "home": home, "organisation": home}, {refusal.about: about})
