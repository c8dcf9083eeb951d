"""The searches, over what a process holds; what they need beyond it is fetched for many at once."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db.models import F, Q

from fuldmagt.decisions import search
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.engine import Engine
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.stock import Looking, Named
from fuldmagt.decisions.view import View
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Branch, Organisation

Look = Callable[[View, search.Judge], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Searching:
    """Searches by one engine. Each gives what asking one by one would give, in the order of the ids."""

    engine: Engine

    def organisations(self, user: str, right: str, context: Context) -> tuple[str, ...]:
        return self._found(lambda view, judge: search.organisations(user, right, context, view, judge=judge))

    def branches(self, user: str, right: str, context: Context) -> tuple[str, ...]:
        return self._found(lambda view, judge: search.branches(user, right, context, view, judge=judge))

    def rights(
        self, user: str, organisation: str | None, context: Context, *, branch: str | None = None
    ) -> tuple[str, ...]:
        return self._found(
            lambda view, judge: search.rights(user, organisation, context, view, branch=branch, judge=judge)
        )

    def users(
        self, right: str, organisation: str | None, context: Context, *, branch: str | None = None
    ) -> tuple[str, ...]:
        candidates = self._holders(right, organisation, branch)

        def look(view: View, judge: search.Judge) -> Iterator[str]:
            for user in candidates:
                if judge(Question(user, right, organisation, context, branch)):
                    yield user

        return self._found(look)

    def everywhere(
        self, user: str, context: Context, wanted: Collection[str] = ()
    ) -> dict[str, dict[str, Allowed]]:
        """For which organisations has the user which of the rights (of all rights, where none is named)?"""
        found: dict[str, dict[str, Allowed]] = {}
        for organisation in self._found(lambda view, _: iter(sorted(search.within_reach(user, view)))):
            asked = wanted or self.rights(user, organisation, context)
            answers = {
                right: self.engine.answer(Question(user, right, organisation, context)) for right in asked
            }
            if held := {right: each for right, each in answers.items() if isinstance(each, Allowed)}:
                found[organisation] = held
        return found

    def _found(self, look: Look) -> tuple[str, ...]:
        def found(missing: Collection[Named]) -> tuple[str, ...]:
            view = View(Looking(self.engine.stock, missing))
            return tuple(look(view, lambda question: self.engine.may(question, missing)))

        return self.engine.complete(found)

    def _holders(self, right: str, organisation: str | None, branch: str | None) -> list[str]:
        """Whom some record could give a way: whoever has no record has none. Their homes are fetched."""
        ready = self.engine.stock.catalogue.ready.get(right)
        if organisation is None:
            organisation = (
                Branch.objects.filter(ref=branch).values_list("organisation__ref", flat=True).first()
            )
        if ready is None or organisation is None:
            return []
        granted = Organisation.objects.filter(grants_received__giver__ref=organisation).values("pk")
        there = Q(organisation__ref=organisation)
        by_grant = Q(user__organisation__in=granted, organisation=F("user__organisation"))
        rows = Assignment.objects.filter(
            there | by_grant, state=RecordState.ACTIVE, right__ref__in=ready.covering
        )
        found = dict(rows.values_list("user__ref", "user__organisation__ref"))
        wanting = set(found.values()) - self.engine.stock.homes.keys()
        self.engine.warm(sorted(wanting))
        return sorted(found)
