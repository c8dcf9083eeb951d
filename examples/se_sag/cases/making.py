"""Making an organisation's 120 cases: the same ones every day, as old as they were made to be."""

import hashlib
import random
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from examples.se_sag.cases import words
from examples.se_sag.cases.case import (
    EVERYBODY,
    INSURANCE,
    MUNICIPAL,
    Case,
    Document,
    Event,
    Injured,
    Injury,
    Money,
    Status,
    Work,
)
from examples.se_sag.cases.course import Facts, Step, on_a_working_day, steps
from examples.se_sag.rights import View

COUNT: Final = 120
ONLY_MUNICIPAL: Final = 66  # the person lives in the municipality and works elsewhere
ONLY_INSURED: Final = 40  # the organisation's own people, or members, who live elsewhere
A_PER_CENT: Final = 10_740  # kroner for each per cent of permanent injury; invented, like all here
SHOWN_AHEAD: Final = 1


@lru_cache(maxsize=32)
def cases_of(organisation: str, today: date) -> tuple[Case, ...]:
    return tuple(_case(organisation, index, today) for index in range(COUNT))


def _case(organisation: str, index: int, today: date) -> Case:
    dice = _dice(organisation, index)
    seen_by = _concerned(index)
    trade = dice.choice(words.PRIVATE if seen_by == MUNICIPAL else words.PUBLIC)
    mishap = dice.choice(trade.mishaps)
    happened = today - timedelta(days=int(12 + 900 * dice.random() ** 1.7))
    injured = Injured(
        name=_name(organisation, index),
        born=happened - timedelta(days=dice.randint(20 * 365, 63 * 365)),
        occupation=trade.occupation,
        employer=dice.choice(trade.employers),
    )
    facts = _facts(dice, injured, mishap)
    planned = [(on_a_working_day(happened + timedelta(days=step.after)), step) for step in steps(facts)]
    planned.sort(key=lambda pair: pair[0])
    past = [(on, step) for on, step in planned if on <= today]
    status = next((step.status for _on, step in reversed(past) if step.status), Status.REPORTED)
    return Case(
        number=f"{2400 + index * 53 % COUNT}-{dice.randint(1000, 9999)}",
        seen_by=seen_by,
        injured=injured,
        injury=Injury(mishap.kind, mishap.what, mishap.how, happened, reported=planned[0][0]),
        status=status,
        handler=dice.choice(words.HANDLERS),
        work=_work(dice, status, (today - happened).days),
        money=_money(facts, [step for _on, step in past]),
        events=_events(planned, today),
    )


def _dice(organisation: str, index: int) -> random.Random:
    seed = hashlib.sha256(f"{organisation} {index}".encode()).digest()
    return random.Random(seed)  # noqa: S311 - invents cases, keeps no secret


def _concerned(index: int) -> frozenset[View]:
    """Whose case it is; the kinds are spread evenly, so that no page of a list is of one kind."""
    place = index * 53 % COUNT
    if place < ONLY_MUNICIPAL:
        return MUNICIPAL
    return INSURANCE if place < ONLY_MUNICIPAL + ONLY_INSURED else EVERYBODY


def _name(organisation: str, index: int) -> str:
    """No two people of one organisation have the same name: the two lists' lengths share no divisor."""
    turn = int(hashlib.sha256(organisation.encode()).hexdigest()[:6], 16)
    first = words.FIRST_NAMES[(index + turn) % len(words.FIRST_NAMES)]
    return f"{first} {words.LAST_NAMES[(index + turn // 37) % len(words.LAST_NAMES)]}"


def _facts(dice: random.Random, injured: Injured, mishap: words.Mishap) -> Facts:
    per_cent = dice.choice((0, 0, 5, 5, 8, 8, 10, 12, 15, 20, 25))
    earnings = dice.choice((0, 0, 0, 15, 20, 25, 35, 50)) if per_cent >= 8 else 0
    return Facts(
        name=injured.name,
        what=mishap.what,
        how=mishap.how,
        employer=injured.employer,
        doctor=dice.choice(words.DOCTORS),
        recognised=dice.random() < 0.84,
        per_cent=per_cent,
        amount=per_cent * A_PER_CENT,
        earnings=earnings,
        a_month=round(dice.randint(310_000, 440_000) * 0.83 * earnings / 100 / 12),
        wait=dice.randint(74, 128),
        slow=dice.randint(0, 7),
    )


def _work(dice: random.Random, status: Status, age: int) -> Work:
    if age < 40:
        return Work(_("On sick leave"), 0, "Første samtale er planlagt")
    if status is Status.REJECTED or (age > 420 and dice.random() < 0.6):
        return Work(_("Back at work"), 37, "Afsluttet i jobcentret")
    return dice.choice(
        (
            Work(_("On sick leave"), 0, "Afventer genoptræning"),
            Work(_("Partly back at work"), 12, "Optrapning hver anden uge"),
            Work(_("Partly back at work"), 20, "Skånehensyn: ingen tunge løft"),
            Work(_("Finding out what work is possible"), 8, "Praktik til og med næste måned"),
            Work(_("In a flexible job"), 18, "Følges op en gang om året"),
        )
    )


def _money(facts: Facts, past: list[Step]) -> Money:
    decided = any(step.status is Status.DECIDED for step in past)
    earnings = any(step.earnings for step in past)
    return Money(
        injury_per_cent=facts.per_cent if decided else None,
        injury_amount=facts.amount if decided else None,
        earnings_per_cent=facts.earnings if earnings else None,
        earnings_a_month=facts.a_month if earnings else None,
        paid=sum(step.paid for step in past),
    )


def _events(planned: list[tuple[date, Step]], today: date) -> tuple[Event, ...]:
    """What happened, and what each view has to wait for next."""
    events = [
        _event(on, step, number, next=False) for number, (on, step) in enumerate(planned) if on <= today
    ]
    ahead = [(on, step) for on, step in planned if on > today and step.due]
    for view in View:
        of_view = [(on, step) for on, step in ahead if view in step.seen_by][:SHOWN_AHEAD]
        for on, step in of_view:
            coming = _event(on, step, 0, next=True)
            if coming not in events:
                events.append(coming)
    return tuple(events)


def _event(on: date, step: Step, number: int, *, next: bool) -> Event:
    paper = (
        Document(f"{number + 1}", step.paper, step.sender, step.letter) if step.paper and not next else None
    )
    title = step.ahead if next and step.ahead else step.title
    return Event(on, title, "" if next else step.text, step.seen_by, paper, next)
