"""Portal grants of the demonstration: one that works, and one for each cause for which one does not.

What waits for its confirmation is given by the real deed, so that the mail with the link is in the post.
"""

from datetime import datetime, timedelta
from typing import Any

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.grants import actions
from fuldmagt.mandates.grants.actions import Wanted
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Refusal

Line = dict[str, Any]


def make(told: list[Line], *, at: datetime) -> None:
    """Needs the organisations, their users, the catalogue, its customers and the advisers."""
    for line in told:
        if line.get("confirmed", True):
            _confirmed(line, at)
        else:
            _given(line, at)


def _confirmed(line: Line, at: datetime) -> None:
    """As it stands after the press on the link, and after what came of it since."""
    since = at - timedelta(days=line["days_ago"])
    ended = {"state": RecordState.REVOKED, "revoked_at": at} if line.get("ended") else {}
    Grant.objects.create(
        ref=dice.reference(),
        giver=Organisation.objects.get(ref=line["giver"]),
        receiver=Organisation.objects.get(ref=line["receiver"]),
        right=Right.objects.get(ref=line["right"]),
        confirmed=True,
        confirmed_at=min(since, at),
        starts_at=since,
        ends_at=at + timedelta(days=line["days_left"]) if "days_left" in line else None,
        **ended,
    )


def _given(line: Line, at: datetime) -> None:
    manager = holders_of(Role.MANDATE_MANAGER, organisation=line["giver"])[0]
    wanted = Wanted(line["receiver"], line["right"])
    when = at - timedelta(days=line["days_ago"])
    done = actions.give(wanted, held=frozenset(), by=actor(manager), at=when)
    if isinstance(done, Refusal):
        raise RuntimeError(f"{line['giver']}: {done.reason} {done.about}")
