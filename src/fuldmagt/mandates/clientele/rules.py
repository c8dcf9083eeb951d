"""What a change of one cell, an employee for a client, comes to. Pure.

A client is an organisation whose mandate the employees' own has accepted (F4).
"""

from collections.abc import Collection, Iterable

from fuldmagt.catalogue.rules import Rights

MOST = 400
"""Cells in one save: an administrator can still read what it will do."""


def within(right: str, given: Iterable[str], law: Rights) -> bool:
    """Whether a mandate that gives these rights reaches the right."""
    return any(law.covers(each, right) for each in given)


def replaced(held: Collection[str], right: str, law: Rights) -> frozenset[str]:
    """Which rights of the service end when the employee is to have this one; no right: all of them.

    A cell becomes stronger or weaker: rights that neither cover this one nor are covered by it stay.
    """
    if not right:
        return frozenset(held)
    comparable = {each for each in held if law.covers(each, right) or law.covers(right, each)}
    return frozenset(comparable - {right})


def strongest(held: Collection[str], law: Rights) -> list[str]:
    """The rights held that come with no other one held: what the cell says."""
    return [each for each in held if not any(other != each and law.covers(other, each) for other in held)]
