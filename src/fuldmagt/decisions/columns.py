"""A user's rights at home, by column: what a process holds most of, in a quarter of the room. Pure.

Most records are plain: active, for the whole organisation, and begun before they were read. Of these a
decision looks at the right, which many users hold alike, and at the end; the rest is unpacked where it is
asked for.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from struct import pack, unpack_from
from typing import Any, Final

from msgspec import Struct

from fuldmagt.decisions.facts import Assignment
from fuldmagt.mandates.rules import RecordState

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)
PADDING: Final = "\0"  # in no id: no database takes it
Known = dict[object, Any]
"""Equal values are one object: of a million records few are different."""


class Columns(Struct, frozen=True, gc=False):
    """`ids` stand one after the other, each as wide as the widest; `starts` are microseconds since 1970,
    eight bytes each."""

    rights: tuple[str, ...]
    ends: tuple[datetime | None, ...]
    ids: str
    starts: bytes

    def id_of(self, n: int) -> str:
        if len(self.rights) == 1:
            return self.ids
        width = len(self.ids) // len(self.rights)
        return self.ids[n * width : (n + 1) * width].rstrip(PADDING)

    def assignment(self, n: int, user: str, organisation: str) -> Assignment:
        start = EPOCH + unpack_from("<q", self.starts, 8 * n)[0] * TICK
        return Assignment(
            self.id_of(n), RecordState.ACTIVE, start, self.ends[n], None, user, self.rights[n], organisation
        )


def is_plain(record: Assignment, as_of: datetime) -> bool:
    return (
        record.state is RecordState.ACTIVE
        and record.revoked_at is None
        and not record.branches
        and record.mandate is None
        and record.start <= as_of
    )


def columns(records: Iterable[Assignment], same: Known) -> Columns:
    """Plain records of one user at one organisation; those of the same rights share them."""
    ordered = sorted(records, key=lambda each: each.right)
    rights, ends = tuple(each.right for each in ordered), tuple(each.end for each in ordered)
    width = max((len(each.id) for each in ordered), default=0)
    return Columns(
        same.setdefault(rights, rights),
        same.setdefault(ends, ends),
        "".join(each.id.ljust(width, PADDING) for each in ordered),
        pack(f"<{len(ordered)}q", *((each.start - EPOCH) // TICK for each in ordered)),
    )
