"""The worker's part: the client of a wish is found and told, and what nobody answers lapses."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.mandates.wishes import actions, post, queries
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.organisations.joined.queries import known_by
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company, CompanyState
from fuldmagt.vocabulary.refusals import Reason, Refusal

SOME = 50  # in one look


def tell(at: datetime) -> int:
    """Tell the clients of new wishes, each once for each time it was sent; how many."""
    return sum(_tell(each, at) for each in list(queries.to_tell()[:SOME]))


def _tell(wish: Wish, at: datetime) -> int:
    client = known_by(wish.client)
    company = None if client else register().find(wish.client)  # before any row is held
    if isinstance(company, Refusal) and company.reason is Reason.REGISTER_UNAVAILABLE:
        return 0  # at the next look
    with together():
        if not Wish.objects.filter(pk=wish.pk, to_tell=True, state=wish.state).update(to_tell=False):
            return 0  # another worker was first, or it has been answered
        with deed(Event.MANDATE_WISH_SENT, by=actions.PLATFORM, at=at, organisation=wish.asker.ref) as draft:
            draft.about(wish.ref)
            if client is not None:
                post.tell_asked(wish, client, at=at)
            elif isinstance(company, Company) and company.state is CompanyState.ACTIVE and company.email:
                post.invite(wish, company, at=at)
    return 1


def lapse(at: datetime) -> int:
    return sum(actions.lapse(each, at=at) for each in list(queries.lapsing(at)[:SOME]))
