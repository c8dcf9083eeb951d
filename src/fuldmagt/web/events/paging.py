"""Paging through the log by the last entry seen: new entries never shift a page."""

from typing import Any, Final

from fuldmagt.audit import queries as log
from fuldmagt.audit.queries import Wanted
from fuldmagt.web.events.telling import told
from fuldmagt.web.look.address import changed
from fuldmagt.web.visitor import VisitorRequest

ON_A_PAGE: Final = 30


def page_of(request: VisitorRequest, wanted: Wanted) -> dict[str, Any]:
    """The context of a page of events: the deeds, and the way to older and to the newest ones."""
    organisation = request.visitor.actor.organisation
    before = request.GET.get("before", "").replace("\0", "")[:64]
    entries = log.newest(wanted, organisation=organisation, limit=ON_A_PAGE + 1, before=before)
    shown, more = entries[:ON_A_PAGE], len(entries) > ON_A_PAGE
    return {
        "deeds": told(shown, organisation=organisation),
        "older": changed(request.GET, before=shown[-1].uid) if more else "",
        "newest": changed(request.GET, before=None) if before else "",
        "only_refused": wanted.refused,
    }
