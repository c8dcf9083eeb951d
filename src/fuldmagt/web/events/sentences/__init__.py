"""What each event is called on a page: as something done, and as something that was refused.

One file for each part of the platform. In them %(who)s did it, %(whom)s are the users it was done to,
%(what)s is a right, a role, a means, a department; a refused one continues the sentence "... wanted to".
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise

from fuldmagt.audit.events import Event
from fuldmagt.web.events.sentences import (
    acting,
    catalogue,
    chains,
    console,
    costs,
    enrolment,
    grants,
    groups,
    logging_in,
    means,
    organisations,
    packages,
    recertification,
    representing,
    requests,
    rights,
    systems,
    users,
)

PARTS: Final = (
    acting,
    catalogue,
    chains,
    console,
    costs,
    enrolment,
    grants,
    groups,
    logging_in,
    means,
    organisations,
    packages,
    recertification,
    representing,
    requests,
    rights,
    systems,
    users,
)

DONE: Final[Mapping[Event, Promise]] = {event: words for part in PARTS for event, words in part.DONE.items()}
REFUSED: Final[Mapping[Event, Promise]] = {
    event: words for part in PARTS for event, words in part.REFUSED.items()
}
