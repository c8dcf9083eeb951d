"""The views that a process holds, and the finding of what is in them. Pure.

What is not held is asked for by an exception, and only here: it may come to light anywhere in the law,
which starts again once the view has been fetched (`engine`).
"""

from collections.abc import Collection, Mapping
from typing import Final, Literal

from fuldmagt.decisions.snapshot import Catalogue, Home, Member, Place

Kind = Literal["user", "home", "place", "branch", "look"]
Named = tuple[Kind, str]
NOTHING: frozenset[Named] = frozenset()
FEW: Final = 1000  # organisations as they are acted for: so many may be held in any case
LOOK: Named = ("look", "")
"""A look at what has changed is wanting."""


class Absent(Exception):  # noqa: N818  # nothing is wrong: something has to be fetched
    """These are not held; whether they exist is not known."""

    def __init__(self, *named: Named) -> None:
        super().__init__(*named)
        self.named = named


class Stock:
    """Views by their organisation, users by their reference, and where branches belong.

    Where a branch was may be told for longer than it is so: whoever asks looks there.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.homes: dict[str, Home] = {}
        self.places: dict[str, Place] = {}
        self.members: dict[str, Member] = {}
        self.owners: dict[str, str] = {}
        self.now = 0  # counts the looks at the database: what was last used when
        self.used: dict[str, int] = {}
        self.is_crowded = False  # soon something must go: only then it is counted what is used
        self.size = 0

    def keep(self, home: Home) -> None:
        ref = home.place.id
        self.put(home.place)
        self.homes[ref] = home
        self.members.update((each.id, each) for each in home.members)
        self.size += home.size
        if self.is_crowded:
            self.used[ref] = self.now

    def put(self, place: Place) -> None:
        """Hold it instead of what was; users that go with what was are given up."""
        ref = place.id
        self._drop(ref)
        self.places[ref] = place
        self.owners.update(dict.fromkeys(place.branches, ref))

    def give_up(self, revisions: Mapping[str, int]) -> None:
        """Drop what is older than these revisions of organisations."""
        self.now += 1
        for ref, revision in revisions.items():
            held = self.places.get(ref)
            if held is not None and held.revision < revision:
                self._drop(ref)

    def evict_beyond(self, most: int) -> None:
        """Hold at most so many records: what has not been used for longest goes, the last one never."""
        self.is_crowded = self.size > most / 2
        if len(self.places) > max(most, FEW):  # clients' are fetched again when asked about
            for ref in self.places.keys() - self.homes.keys():
                self._drop(ref)
        for ref in sorted(self.homes, key=lambda ref: self.used.get(ref, 0)) if self.size > most else ():
            if self.size <= most * 0.9 or len(self.homes) == 1:
                return
            self._drop(ref)

    def _drop(self, organisation: str) -> None:
        home = self.homes.pop(organisation, None)
        place = self.places.pop(organisation, None)
        for branch in place.branches if place else ():
            self.owners.pop(branch, None)
        self.used.pop(organisation, None)
        if home is not None:
            self.size -= home.size
            for each in home.members:
                self.members.pop(each.id, None)


class Looking:
    """Finding in a stock for one question: each view once, so that no answer mixes what was with what is."""

    def __init__(
        self,
        stock: Stock,
        unknown: Collection[Named] = NOTHING,
        *,
        of: tuple[Catalogue, Home] | None = None,
    ) -> None:
        """`of` are views that have been looked at already."""
        self.stock, self.unknown = stock, unknown
        self.catalogue = of[0] if of else stock.catalogue
        self._homes = {of[1].place.id: of[1]} if of else dict[str, Home]()
        self._places = {ref: home.place for ref, home in self._homes.items()}

    @property
    def revision(self) -> str:
        """What was looked at, the catalogue first."""
        return ".".join((self.catalogue.mark, *(each.mark for each in self._places.values())))

    def home(self, organisation: str) -> Home | None:
        home = self._homes.get(organisation) or self.stock.homes.get(organisation)
        if home is None or self._places.setdefault(organisation, home.place) is not home.place:
            self._miss("home", organisation)
            return None
        self._homes[organisation] = home
        return home

    def place(self, organisation: str) -> Place | None:
        place = self._places.get(organisation) or self.stock.places.get(organisation)
        if place is None:
            self._miss("place", organisation)
            return None
        self._places[organisation] = place
        return place

    def member(self, user: str) -> Member | None:
        member = self.stock.members.get(user)
        if member is None:
            self._miss("user", user)
            return None
        home = self.home(member.place.id)
        if home is None or home.place is not member.place:
            self._miss("user", user)
            return None
        return member

    def owner(self, branch: str) -> Place | None:
        """The organisation of which this is a branch."""
        organisation = self.stock.owners.get(branch)
        place = self.place(organisation) if organisation else None
        if place is not None and branch in place.branches:
            return place
        self._miss("branch", branch)
        return None

    def _miss(self, kind: Kind, ref: str) -> None:
        if (kind, ref) not in self.unknown:
            raise Absent((kind, ref))


def is_older(revision: str, other: str) -> bool:
    """Whether an answer of this revision may rest on something older than one of the other.

    A revision is the catalogue's number, and the name and number of each organisation looked at. What is none
    of ours is newer than anything.
    """
    if revision == other:
        return False
    try:
        ours, theirs = _numbers(revision), _numbers(other)
    except ValueError:
        return True
    if len(ours.keys() & theirs.keys()) == 1:  # of other organisations: what was known of these is not told
        return True
    return any(number < theirs.get(name, 0) for name, number in ours.items())


def _numbers(revision: str) -> dict[str, int]:
    catalogue, *named = revision.split(".")
    pairs = (each.partition("-") for each in named)
    return {"": int(catalogue, 16), **{name: int(number, 16) for name, _, number in pairs}}
