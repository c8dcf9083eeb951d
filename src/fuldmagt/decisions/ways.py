"""The ways by which a user may act: a way is a choice of records. Pure.

Source: decision-semantics, "The ways" and *nearest way*.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct

from fuldmagt.decisions import links
from fuldmagt.decisions.conditions import Case
from fuldmagt.decisions.facts import Record
from fuldmagt.decisions.links import Kind, Link, longest_first
from fuldmagt.decisions.standing import Failing
from fuldmagt.vocabulary.refusals import Refusal


class WayKind(StrEnum):
    DIRECT = "direct"
    CHAIN = "chain"
    GRANT = "grant"


PLACE: Final = {kind: place for place, kind in enumerate(WayKind)}
"""Chain before grant; direct is never beside another."""


class Way(Struct, frozen=True, gc=False):
    """The links in the order of mending: mandate or grant, recognition, assignment."""

    kind: WayKind
    links: tuple[Link, ...]

    @property
    def obstacles(self) -> tuple[Refusal, ...]:
        return tuple(link.refusal for link in self.links if link.refusal)

    @property
    def holds(self) -> bool:
        return not any(link.failing for link in self.links)

    @property
    def end(self) -> datetime | None:
        """The first end of its records: how long the way itself holds, whatever the login and the user."""
        return min((link.end for link in self.links if link.end), default=None)

    @property
    def evidence(self) -> tuple[Link, ...]:
        """The records that it rests on; "H's recognition" is named beside them, not among them."""
        return tuple(link for link in self.links if link.record and link.kind is not Kind.RECOGNITION)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(link.id for link in self.links if link.kind is not Kind.RECOGNITION)


def longest(ways: list[Way]) -> Way:
    """Of ways that hold, the one to name: holds longest, then chain before grant, then record ids."""
    return min(ways, key=lambda way: (longest_first(way.end), PLACE[way.kind], way.ids))


def nearest(ways: list[Way]) -> Way:
    """Of ways that do not hold, the one to mend.

    Fewest obstacles, a record each; then chain before grant; then the one whose first failing
    stands later in the list. Where that is the same the next failing decides, since "for each kind
    of record the nearest" is meant; then record ids.
    """

    def distance(way: Way) -> tuple[int, int, tuple[int, ...], tuple[str, ...]]:
        failing = [link.failing for link in way.links if link.failing]
        return len(failing), PLACE[way.kind], tuple(-each for each in failing), way.ids

    return min(ways, key=distance)


def ways(case: Case) -> list[Way]:
    """Every choice of records that is a candidate; empty where the service accepts no way to get there."""
    if case.at_home:
        return [Way(WayKind.DIRECT, (link,)) for link in links.direct_links(case)]
    return (_chains(case) if case.service.accepts_chains else []) + (_grants(case) if may_grant(case) else [])


def may_grant(case: Case) -> bool:
    """A right that touches an exclusive set cannot be granted: for it a grant is no candidate."""
    return case.service.accepts_grants and case.facts.catalogue.grantable(case.right.id)


def _chains(case: Case) -> list[Way]:
    return [
        Way(WayKind.CHAIN, (mandate, assignment))
        for mandate in links.mandate_links(case)
        for assignment in links.client_links(case, _covering(mandate))
    ]


def _covering(mandate: Link) -> Record | None:
    """The mandate, unless none covers the right: then assignments are sought among all."""
    return None if mandate.failing in {Failing.MISSING, Failing.WEAKER} else mandate.record


def _grants(case: Case) -> list[Way]:
    recognition = links.recognition_link(case)
    return [
        Way(WayKind.GRANT, (grant, recognition, assignment))
        for grant in links.grant_links(case)
        for assignment in links.adviser_links(case)
    ]
