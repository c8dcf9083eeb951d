"""Taking hold of a chain mandate for a deed: both its organisations first, always in the same order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.mandates.chains import post, queries, rules
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import Step
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(slots=True)
class Holding:
    """A deed about one mandate, under the lock of both its organisations."""

    draft: Draft
    mandate: Mandate | None
    step: Step
    by: Actor
    at: datetime
    to_tell: list[tuple[str, Organisation]] = field(default_factory=list)

    def as_side(self, side: str) -> Mandate | Refusal:
        """The mandate, where the actor's organisation is on this side of it and the step can be taken."""
        if refusal := self.by.refused(Deed.MANAGE_MANDATES):
            return self.refuse(refusal)
        if self.mandate is None:
            return self.refuse(Refusal(Reason.NOT_FOUND, about="mandate"))
        known(self.draft, self.mandate)
        own = side == "either" or getattr(self.mandate, side).ref == self.by.organisation
        if not own:
            return self.refuse(Refusal(Reason.STEP_NOT_POSSIBLE, about="mandate"))
        stage = rules.after(queries.stage(self.mandate), self.step)
        return self.refuse(stage) if isinstance(stage, Refusal) else self.mandate

    def refuse(self, refusal: Refusal) -> Refusal:
        return self.draft.refused(refusal)

    def told(self, kind: str, to: Organisation) -> None:
        assert self.mandate is not None
        changed(self.mandate)
        post.tell(kind, self.mandate, to=to, at=self.at)


@contextmanager
def held(ref: str, event: Event, step: Step, *, by: Actor, at: datetime) -> Iterator[Holding]:
    """Both sides' rows first; then the mandate is read, as nobody can change it any more."""
    with together():
        found = queries.one(ref, organisation=by.organisation)
        sides = {found.giver.ref, found.receiver.ref} if found else set()
        locked_together(sides | {by.organisation})
        mandate = queries.one(ref, organisation=by.organisation)
        with deed(event, by=by.ref, at=at, organisation=by.organisation) as draft:
            yield Holding(draft, mandate, step, by, at)


def known(draft: Draft, mandate: Mandate) -> None:
    draft.about(mandate.ref)
    draft.facts(giver=mandate.giver.ref, receiver=mandate.receiver.ref)


def changed(mandate: Mandate) -> None:
    for organisation in sorted({mandate.giver.ref, mandate.receiver.ref}):
        raise_revision(organisation)
