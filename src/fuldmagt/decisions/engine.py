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
from fuldmagt.decisions.stock import LOOK, Absent, Looking, Named, Stock, is_older
from fuldmagt.decisions.view import View
from fuldmagt.organisations.models import Branch, BusinessUser
from fuldmagt.organisations.revisions.queries import now, raised_since

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
        said = quick.allowed(self._held or self.stock, question)
        if isinstance(said, Allowed):
            return said
        return self.complete(lambda missing: self.at_hand(question, missing))

    def at_hand(self, question: Question, missing: Collection[Named] = (), at_least: str = "") -> Answer:
        """The answer from what is held alone; Absent where that is not enough, or older than `at_least`.

        After a look at the database nothing is older than any revision that was ever told.
        """
        answer: Answer | quick.Unsure | None = quick.allowed(self._held or self.stock, question)
        if not isinstance(answer, Allowed):
            looking = Looking(self.stock, missing)
            answer = decide(question, View(looking))
            answer = replace(answer, revision=looking.revision)
        if at_least and LOOK not in missing and is_older(answer.revision, at_least):
            raise Absent(*LOOK)
        return answer

    def may(self, question: Question, missing: Collection[Named] = ()) -> bool:
        """Whether the answer is yes, where nobody asks why."""
        said = quick.allowed(self.stock, question)
        if said is quick.UNSURE:
            return search.may(question, View(Looking(self.stock, missing)))
        return said is not None

    def complete(self, ask: Callable[[Collection[Named]], Said]) -> Said:
        """What comes out once all that was wanting has been fetched, or is known not to exist."""
        missing: set[Named] = set()
        for _ in range(FETCHES):
            try:
                return ask(missing)
            except Absent as absent:
                if absent.named == LOOK:
                    self.catch_up()
                    missing.add(LOOK)
                elif not self.fetch(absent.named):
                    missing.add(absent.named)
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

    def fetch(self, named: Named) -> bool:
        """Fetch what is wanting; whether there is such a thing at all."""
        kind, ref = named
        with self._fetching:
            if kind == "place":
                return self.fetch_places([ref])
            if kind == "home":
                return self.fetch_homes([ref])
            if kind == "branch":
                owner = Branch.objects.filter(ref=ref).values_list("organisation__ref", flat=True).first()
                return owner is not None and self.fetch_places([owner])
            home = BusinessUser.objects.filter(ref=ref).values_list("organisation__ref", flat=True).first()
            return home is not None and self.fetch_homes([home])

    def fetch_places(self, organisations: Sequence[str]) -> bool:
        """Fetch organisations as they are acted for; whether there are any of them."""
        found = steady(lambda: reading.places(organisations), lambda: reading.revisions(organisations))
        for place in found:
            self.stock.put(place)
        return bool(found)

    def fetch_homes(self, organisations: Sequence[str]) -> bool:
        """Fetch organisations with their users, and those that they may act for as such."""
        found = steady(lambda: reading.homes(organisations), lambda: reading.revisions(organisations))
        for home in found:
            self.stock.keep(home)
        givers = {giver for home in found for giver in (*home.mandates, *home.grants)}
        if wanting := sorted(givers - self.stock.places.keys()):
            for begin in range(0, len(wanting), TOGETHER):
                self.fetch_places(wanting[begin : begin + TOGETHER])
        self.stock.evict_beyond(self.most)
        return bool(found)

    def warm(self, organisations: Sequence[str]) -> None:
        """Fetch what will be asked about, before it is."""
        with self._fetching:
            for begin in range(0, len(organisations), TOGETHER):
                self.fetch_homes(organisations[begin : begin + TOGETHER])


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


def _catalogue() -> Catalogue:
    return steady(reading.catalogue, reading.revision_of_catalogue)
