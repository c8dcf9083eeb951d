"""Who belongs where, and what ends with it: the one way for every door (decision 0040).

`organisations` moves and closes users and knows nothing of rights. Here the same deeds also end what
came with the old place, in the same transaction. They never give anything: whoever moves users need
not be one who gives rights. What the new place has waits until somebody who gives rights accepts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.mandates.belonging.admitting import admit
from fuldmagt.mandates.belonging.models import Admitted
from fuldmagt.mandates.groups.queries import is_among
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources import queries
from fuldmagt.mandates.sources.actions import Followed, end_only, follow, hold_with_clients, outstanding
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import stamp
from fuldmagt.organisations.departments import actions as departments
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.organisations.users import actions as users
from fuldmagt.organisations.users.actions import Particulars
from fuldmagt.vocabulary.refusals import Reason, Refusal

CLOSED: Final = "department_closed"
"""Why a department has a right no more."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A user as corrected, and what ended because the user is elsewhere now."""

    user: BusinessUser
    followed: Followed


def change(user: str, particulars: Particulars, *, version: int, by: Actor, at: datetime) -> Placed | Refusal:
    """Correct a user. Who is moved to another department loses what came with the old one."""
    with together():
        hold_with_clients(by.organisation)
        done = users.change(user, particulars, version=version, by=by, at=at)
        if isinstance(done, Refusal):
            return done
        elsewhere = Admitted.objects.filter(user=done).exclude(department=done.department_id)
        if not elsewhere.delete()[0]:
            return Placed(done, Followed())
        return Placed(done, end_only(by.organisation, by=by, at=at, only={done.ref}))


def close(user: str, *, reason: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """End a user for good, and with the user what came with groups and the department."""
    with together():
        hold_with_clients(by.organisation)
        done = users.close(user, reason=reason, by=by, at=at)
        if isinstance(done, Refusal):
            return done
        Admitted.objects.filter(user=done).delete()
        end_only(by.organisation, by=by, at=at, only={done.ref})
        return done


def close_department(department: str, *, by: Actor, at: datetime) -> Department | Refusal:
    """Close a department that nobody is left in. What it had ends with it."""
    with together():
        hold_with_clients(by.organisation)
        done = departments.close(department, by=by, at=at)
        if isinstance(done, Refusal):
            return done
        for source in queries.of_department(done, at=at):
            with deed(Event.DEPARTMENT_RIGHT_ENDED, by=by.ref, at=at, organisation=by.organisation) as entry:
                entry.about(done.ref)
                entry.facts(right=source.right.ref if source.right else "", source=source.ref, because=CLOSED)
                entry.facts(name=source.package.name if source.package else "")
                ended = {"state": RecordState.REVOKED, "revoked_at": at, "revoked_by": by.ref}
                Source.objects.filter(pk=source.pk).update(**ended)
        Admitted.objects.filter(department=done).delete()
        end_only(by.organisation, by=by, at=at)
        return done


def accept(chosen: Mapping[str, str], *, by: Actor, at: datetime) -> Followed | Refusal:
    """Let what their department and groups have reach these users: all of them or nobody.

    With each user comes the stamp of what the administrator saw that the user would get.
    """
    with deed(Event.DEPARTMENT_ADMITTED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_RIGHTS):
            return entry.refused(refusal)
        organisation = hold_with_clients(by.organisation)
        found = {each.ref: each for each in queries.present(chosen, organisation=by.organisation)}
        for ref in chosen:
            if ref not in found:
                return entry.refused(Refusal(Reason.NOT_FOUND, about=ref[:64]))
        entry.about(*found)
        if organisation.four_eyes and is_among(by, found.values()):
            return entry.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about=by.ref))
        seen = stamps(chosen, by=by, at=at)
        if any(seen.get(ref) != stamped for ref, stamped in chosen.items()):
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about="waiting"))
        newcomers = queries.newcomers(by.organisation, at=at).filter(ref__in=chosen)
        admit(list(newcomers), by=by, at=at)
        return follow(by.organisation, by=by, at=at, only=set(chosen))


def stamps(users: Mapping[str, str] | set[str], *, by: Actor, at: datetime) -> dict[str, str]:
    """What each of these would get now, as a stamp."""
    waiting = waiting_for(set(users), by=by, at=at)
    return {ref: stamp(each for each in waiting.given if each.user == ref) for ref in users}


def waiting_for(only: set[str] | None, *, by: Actor, at: datetime) -> Followed:
    """What sources would give these users (None: all) if whoever gives rights accepted it, and what not."""
    sources = list(queries.sources_of(by.organisation, at=at))
    return outstanding(sources, organisation=by.organisation, by=by, at=at, only=only, with_newcomers=True)
