"""What has changed of late that a decision may rest on: how processes learn that what they hold is old.

Each change raises the revision of its organisation in its own transaction, and writes beside it when that
was: on PostgreSQL the transaction, on SQLite, which writes one after the other, a running number.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BigIntegerField, F, Func

from fuldmagt.audit.journal import changes_decisions
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.people.models import Person

CHANNEL = "fuldmagt_revised"
"""Where PostgreSQL tells those who listen that a revision has been raised."""
THIS_TRANSACTION = Func(template="pg_current_xact_id()::text::bigint", output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class Raised:
    """The organisations revised since an earlier look, and where the next look begins."""

    revisions: dict[str, int]
    next: int


def raise_revision(organisation: str) -> None:
    """Say that something a decision may rest on has changed; called in the transaction of the change."""
    moment = THIS_TRANSACTION if connection.vendor == "postgresql" else now()
    Organisation.objects.filter(ref=organisation).update(revision=F("revision") + 1, revised=moment)
    tell()


def raise_revisions_of(person: Person) -> None:
    """The same at every home of the person: who is the same person is known to each of them."""
    homes = Organisation.objects.filter(users__person=person).values_list("ref", flat=True)
    for home in sorted(set(homes)):
        raise_revision(home)


def raise_revisions_about(user: BusinessUser) -> None:
    """The same at the user's home, and at every other home of the person, where the person is known."""
    if user.person is not None:
        raise_revisions_of(user.person)
    else:
        raise_revision(user.organisation.ref)


def tell() -> None:
    """Wake those who listen, once this transaction is committed; until then nobody is to hold what it did."""
    changes_decisions()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def raised_since(moment: int) -> Raised:
    """What has been revised since a look that ended with this moment; possibly some of it again.

    A transaction becomes visible when it commits, not in the order of its number: so the next look begins
    with the oldest that was still open when this one began.
    """
    coming = _oldest_open()
    found = Organisation.objects.filter(revised__gte=moment).values_list("ref", "revision", "revised")
    rows = list(found)
    if coming is None:
        coming = 1 + max((revised for _, _, revised in rows), default=moment - 1)
    return Raised({ref: revision for ref, revision, _ in rows}, coming)


def now() -> int:
    """The moment from which a look at everything need not look back."""
    coming = _oldest_open()
    if coming is not None:
        return coming
    return 1 + (Organisation.objects.order_by("-revised").values_list("revised", flat=True).first() or 0)


def _oldest_open() -> int | None:
    """The oldest transaction that is not over; None where changes become visible in their order."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
