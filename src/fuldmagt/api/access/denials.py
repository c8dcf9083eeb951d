"""What a requestable no carries, and how a request is tied to the no that it answers.

Source: AuthZEN Access Request and Approval Profile (draft), "Requestable Denial Context". The value that the
service hands back is sealed: who asked, about whom, what and when. Nothing is kept for a no.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.utils import translation
from django.utils.translation import gettext as _

from fuldmagt.api.access import paths
from fuldmagt.api.access.answers import AccessRequest, Offer
from fuldmagt.api.access.requestable import BY_NAME, kind_of
from fuldmagt.clients.credentials import Caller
from fuldmagt.decisions.decide import Answer, Refused
from fuldmagt.decisions.explain import instant
from fuldmagt.decisions.question import Question
from fuldmagt.secrets import dice

SCOPE: Final = "access:request"
LIFE: Final = timedelta(hours=1)
SALT: Final = "a refusal that can be answered by a request"


@dataclass(frozen=True, slots=True)
class Denied:
    """A no as it was answered to one client."""

    evaluation: str
    client: str
    kind: str
    user: str
    right: str
    resource: str
    id: str
    at: str

    def too_old(self, now: datetime) -> bool:
        return now > datetime.fromisoformat(self.at) + LIFE


def offered(caller: Caller, question: Question, answer: Answer, *, at: datetime, language: str) -> Offer:
    """The hint for a client that may ask; nothing where no request would help."""
    found = kind_of(answer)
    if SCOPE not in caller.scopes or question.context.simulation or found is None:
        return {}
    if isinstance(answer, Refused) and answer.limit:
        return {}  # the right that is wanting is the employee's, and nobody asks for them by their agent
    kind, reason = found
    denied = Denied(
        evaluation=dice.reference(),
        client=caller.client,
        kind=kind.name,
        user=question.user,
        right=question.right,
        resource="branch" if question.branch else "organisation",
        id=question.branch or question.organisation or "",
        at=at.isoformat(),
    )
    with translation.override(language):
        title = _("Ask for this right")
    hint = AccessRequest(
        requestable=True,
        endpoint=settings.BASE_URL + paths.REQUESTS,
        template=kind.name,
        reason=reason,
        expires_at=instant(at + LIFE),
        request_context=signing.dumps(asdict(denied), salt=SALT, compress=True),
        form_url=kind.form(question),
        display={"title": title},
    )
    return {"evaluation_id": denied.evaluation, "evaluated_at": instant(at), "access_request": hint}


def opened(written: str) -> Denied | None:
    """The no that was sealed; None for anything that is not ours."""
    try:
        return Denied(**signing.loads(written, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def is_about(denied: Denied, *, client: str, user: str, right: str, resource: str, id: str) -> bool:
    """Whether a request is tied to this very no: the same client, person, right and organisation."""
    said = (client, user, right, resource, id)
    sealed = (denied.client, denied.user, denied.right, denied.resource, denied.id)
    return said == sealed and denied.kind in BY_NAME
