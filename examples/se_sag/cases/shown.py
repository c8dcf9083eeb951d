"""What one view sees of a case: no money in the municipal view, no way back to work in the other."""

from dataclasses import dataclass
from datetime import date

from examples.se_sag.cases.case import Case, Document, Event, Injured, Injury, Money, Status, Work
from examples.se_sag.cases.making import cases_of
from examples.se_sag.rights import View


@dataclass(frozen=True, slots=True)
class Paper:
    on: date
    document: Document


@dataclass(frozen=True, slots=True)
class Shown:
    """A case with nothing in it that its reader may not see."""

    number: str
    injured: Injured
    injury: Injury
    status: Status
    handler: str
    work: Work | None
    money: Money | None
    events: tuple[Event, ...]

    @property
    def coming(self) -> Event | None:
        return next((event for event in self.events if event.next), None)

    @property
    def papers(self) -> list[Paper]:
        return [Paper(event.on, event.document) for event in self.events if event.document]

    def paper(self, ref: str) -> Paper | None:
        return next((paper for paper in self.papers if paper.document.ref == ref), None)


def of(organisation: str, view: View, *, today: date) -> list[Shown]:
    """The cases that concern an organisation in this view."""
    return [_shown(case, view) for case in cases_of(organisation, today) if view in case.seen_by]


def _shown(case: Case, view: View) -> Shown:
    events = [event for event in case.events if view in event.seen_by]
    return Shown(
        number=case.number,
        injured=case.injured,
        injury=case.injury,
        status=case.status,
        handler=case.handler,
        work=case.work if view is View.MUNICIPAL else None,
        money=case.money if view is View.INSURANCE else None,
        events=tuple(sorted(events, key=lambda event: event.on, reverse=True)),
    )
