"""The views that a process holds, and the finding of what is in them. Pure.

What is not held is asked for by an exception, and only here: it may come to light anywhere in the law,
which starts again once the view has been fetched (`engine`).
"""

from collections.abc import Collection
from typing import Literal

from fuldmagt.decisions.snapshot import Catalogue, Home, Member, Place

Kind = Literal["user", "home", "place", "branch"]
Named = tuple[Kind, str]
NOTHING: frozenset[Named] = frozenset()


class Absent(Exception):  # noqa: N818  # nothing is wrong: something has to be fetched
    """This is not held; whether it exists is not known."""

    def __init__(self, kind: Kind, ref: str) -> None:
        super().__init__(kind, ref)
        self.named: Named = kind, ref


class Stock:
    """Views by their organisation, and where users and branches belong.

    `owners` may name where a branch was: whoever asks looks there. Users do not move.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.homes: dict[str, Home] = {}
        self.places: dict[str, Place] = {}
        self.home_of: dict[str, str] = {}
        self.owners: dict[str, str] = {}

    def keep(self, home: Home) -> None:
        ref = home.place.organisation.id
        self.put(home.place)
        self.homes[ref] = home
        self.home_of.update(dict.fromkeys(home.members, ref))

    def put(self, place: Place) -> None:
        self.places[place.organisation.id] = place
        self.owners.update(dict.fromkeys(place.organisation.branches, place.organisation.id))

    def drop(self, organisation: str) -> None:
        """Forget the organisation as it was; where its users belong stays true."""
        self.homes.pop(organisation, None)
        self.places.pop(organisation, None)

    def evict(self, organisation: str) -> None:
        """Forget the organisation, and where its users belong."""
        home = self.homes.pop(organisation, None)
        for user in home.members if home else ():
            self.home_of.pop(user, None)


class Looking:
    """Finding in a stock for one question, with a note of every organisation that was looked at."""

    __slots__ = ("found", "stock", "unknown")

    def __init__(self, stock: Stock, unknown: Collection[Named] = NOTHING) -> None:
        self.stock, self.unknown = stock, unknown
        self.found: dict[str, str] = {}

    def home(self, organisation: str) -> Home | None:
        home = self.stock.homes.get(organisation)
        if home is None:
            self._miss("home", organisation)
            return None
        self.found[organisation] = home.place.mark
        return home

    def place(self, organisation: str) -> Place | None:
        place = self.stock.places.get(organisation)
        if place is None:
            self._miss("place", organisation)
            return None
        self.found[organisation] = place.mark
        return place

    def member(self, user: str) -> Member | None:
        organisation = self.stock.home_of.get(user)
        if organisation is None:
            self._miss("user", user)
            return None
        home = self.home(organisation)
        found = home.members.get(user) if home else None
        if found is None:
            self._miss("user", user)
        return found

    def owner(self, branch: str) -> Place | None:
        """The organisation of which this is a branch."""
        organisation = self.stock.owners.get(branch)
        place = self.place(organisation) if organisation else None
        if place is not None and branch in place.organisation.branches:
            return place
        self._miss("branch", branch)
        return None

    def _miss(self, kind: Kind, ref: str) -> None:
        if (kind, ref) not in self.unknown:
            raise Absent(kind, ref)
