"""What a process holds and answers from: fetched when it is first asked for, given up when it is old.

Each look at the database (`catch_up`) learns which revisions have been raised since the last one; what is
held of those organisations is dropped. Who answers says how old a look may be.
"""

from collections.abc import Callable, Collection, Sequence
from threading import RLock
from time import monotonic
from typing import Final, TypeVar

from msgspec.structs import replace

from fuldmagt.decisions import quick, reading, search
from fuldmagt.decisions.decide import Allowed, Answer, decide
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.snapshot import Catalogue
from fuldmagt.decisions.stock import LOOK, Absent, Kind, Looking, Named, Stock, is_older
from fuldmagt.decisions.view import View
from fuldmagt.organisations.revisions.queries import now, raised_since
from fuldmagt.vocabulary import clock

TRIES: Final = 5
"""How often what changes while it is read is read again."""
FETCHES: Final = 200
"""How many views one question may want: many times as many as anybody has homes."""
TOGETHER: Final = 2000
"""How many organisations are read at once."""
Said = TypeVar("Said")
Read = TypeVar("Read")


class Engine:
    """The views of one process. Any number of threads ask; one at a time fetches.

    `most` is how many records are held at most, beyond which organisations that nobody has asked about for
    longest are given up.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.looked_at = float("-inf")  # by the clock that never goes back
        self._fetching = RLock()
        self._held: Stock | None = None
        self._revision = (0, 0)
        self._moment = 0

    @property
    def stock(self) -> Stock:
        if self._held is None:
            self.catch_up()
        assert self._held is not None
        return self._held

    def answer(self, question: Question) -> Answer:
        """The answer and the revision it rests on."""
        said = quick.answer(self._held or self.stock, question)
        if said is not None and not isinstance(said, str):
            return said
        return self.complete(lambda missing: self._judged(question, missing))

    def at_hand(self, question: Question, missing: Collection[Named] = (), at_least: str = "") -> Answer:
        """The answer from what is held alone; Absent where that is not enough, or older than `at_least`.

        After a look at the database nothing is older than any revision that was ever told.
        """
        answer = quick.answer(self._held or self.stock, question)
        if answer is None or isinstance(answer, str):
            answer = self._judged(question, missing)
        if at_least and LOOK not in missing and is_older(answer.revision, at_least):
            raise Absent(LOOK)
        return answer

    def _judged(self, question: Question, missing: Collection[Named]) -> Answer:
        """What the law says of what is held."""
        looking = Looking(self.stock, missing)
        answer = decide(question, View(looking))
        return replace(answer, revision=looking.revision)

    def may(self, question: Question, missing: Collection[Named] = ()) -> bool:
        """Whether the answer is yes, where nobody asks why."""
        said = quick.answer(self.stock, question, why=False)
        if isinstance(said, str):
            return search.may(question, View(Looking(self.stock, missing)))
        return isinstance(said, Allowed)

    def complete(self, ask: Callable[[Collection[Named]], Said]) -> Said:
        """What comes out once all that was wanting has been fetched, or is known not to exist."""
        missing: set[Named] = set()
        for _ in range(FETCHES):
            try:
                return ask(missing)
            except Absent as absent:
                missing |= self.fetch(absent.named)
        raise RuntimeError("one question wants more views than there can be")

    def catch_up(self) -> None:
        """Learn what has changed since the last look, and give up what is old."""
        with self._fetching:
            began = monotonic()
            number, world = reading.revision_of_catalogue()
            if self._held is None or world != self._revision[1] or number < self._revision[0]:
                self._begin()
            elif number != self._revision[0]:
                self._held.catalogue = _catalogue()
            raised = raised_since(self._moment)
            self.stock.give_up(raised.revisions)
            self._revision, self._moment = (number, world), raised.next
            self.looked_at = began

    def _begin(self) -> None:
        """Nothing is held yet, or another world has taken the place of all that was."""
        self._moment = now()
        self._held = Stock(_catalogue())

    def fetch(self, wanting: Collection[Named]) -> set[Named]:
        """Fetch all that is wanting at once; those of it that there are not.

        After a look nobody need look again: it counts as not there.
        """
        with self._fetching:
            if LOOK in wanting:
                self.catch_up()
            owners = reading.owners(_of("branch", wanting))
            home_of = reading.homes_of(_of("user", wanting))
            places = self._fetch_places({*owners.values(), *_of("place", wanting)})
            homes = self._fetch_homes({*home_of.values(), *_of("home", wanting)})
        there = {("branch", each) for each in owners} | {("user", each) for each in home_of}
        there |= {("place", each) for each in places} | {("home", each) for each in homes}
        return {each for each in wanting if each not in there}

    def _fetch_places(self, organisations: Collection[str]) -> set[str]:
        """Fetch organisations as they are acted for; those that there are."""
        found = steady(
            lambda: reading.places(organisations, at=clock.now()), lambda: reading.revisions(organisations)
        )
        for place in found:
            self.stock.put(place)
        return {each.id for each in found}

    def _fetch_homes(self, organisations: Collection[str]) -> set[str]:
        """Fetch organisations with their users, and those that they may act for as such."""
        found = steady(
            lambda: reading.homes(organisations, at=clock.now()), lambda: reading.revisions(organisations)
        )
        for home in found:
            self.stock.keep(home)
        givers = {giver for home in found for giver in (*home.mandates, *home.grants)}
        wanting = sorted(givers - self.stock.places.keys())
        for begin in range(0, len(wanting), TOGETHER):
            self._fetch_places(wanting[begin : begin + TOGETHER])
        self.stock.evict_beyond(self.most)
        return {each.place.id for each in found}

    def warm(self, organisations: Sequence[str], *, together: int = TOGETHER) -> None:
        """Fetch what will be asked about, before it is; whoever asks meanwhile waits for a few at most."""
        for begin in range(0, len(organisations), together):
            with self._fetching:
                self._fetch_homes(organisations[begin : begin + together])


def steady(read: Callable[[], Read], revised: Callable[[], object]) -> Read:
    """What was read while nothing changed, so that no answer mixes what was with what is.

    What never rests is taken as it is after a few tries: it bears the revision from before it was read, so
    that the next look sees that it is old.
    """
    after = revised()
    for _ in range(TRIES):
        before, found = after, read()
        after = revised()
        if after == before:
            break
    return found


def _of(kind: Kind, named: Collection[Named]) -> set[str]:
    return {ref for each, ref in named if each == kind}


def _catalogue() -> Catalogue:
    return steady(reading.catalogue, reading.revision_of_catalogue)
