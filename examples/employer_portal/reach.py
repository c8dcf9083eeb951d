"""For whom the person may look, and for whom they may change: what the list of clients is made of."""

from datetime import datetime

from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.rights import EDIT, VIEW
from examples.kit.decisions import Silence
from examples.kit.identity import Identity
from examples.kit.searches import Wanted


def within(identity: Identity, *, at: datetime) -> dict[str, bool] | Silence:
    """Each organisation in reach, and whether its data may be changed. It is a list to choose from:
    the choice itself is judged by the platform, and so is each page after it."""
    views = _found(identity, VIEW, at)
    edits = _found(identity, EDIT, at)
    if isinstance(views, Silence):
        return views
    if isinstance(edits, Silence):
        return edits
    return {number: number in edits for number in views}


def _found(identity: Identity, right: str, at: datetime) -> tuple[str, ...] | Silence:
    wanted = Wanted(identity.user, right, identity.assurance, identity.means)
    return C.searches.organisations(wanted, at=at)
