"""What may be granted, and what a link confirms: whatever is asked, never more than was held or told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.grants.rules import Ground, Link, Terms, confirmable, refused, widens
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal

pytestmark = pytest.mark.requirement("F5", "F7")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LAW = Rights.of({"see": [], "edit": ["see"], "pay": [], "attest": []}, [{"pay", "attest"}])
RIGHTS = st.sampled_from(["see", "edit", "pay", "attest"])
TIMES = st.integers(-9, 9).map(lambda days: NOON + timedelta(days=days))
TERMS = st.builds(Terms, RIGHTS, st.builds(Period, TIMES, st.none() | TIMES))
GROUNDS = st.builds(
    Ground,
    giver=st.sampled_from(["one", "two"]),
    receiver=st.sampled_from(["one", "two"]),
    category=st.sampled_from([Category.COMPANY, Category.MUNICIPALITY]),
    accepted=st.booleans(),
    customer=st.booleans(),
    recognised=st.booleans(),
    held=st.frozensets(RIGHTS),
    manages=st.booleans(),
)
LINKS = st.builds(Link, TERMS, TIMES, st.booleans(), st.booleans())
GOOD = Ground("one", "two", Category.COMPANY, True, True, True, frozenset({"edit"}), False)


@given(TERMS, GROUNDS)
def test_nothing_is_granted_without_each_of_its_grounds(terms: Terms, ground: Ground) -> None:
    if refused(terms, ground, [Category.COMPANY], LAW, at=NOON) is None:
        assert ground.accepted
        assert ground.customer
        assert ground.recognised
        assert ground.giver != ground.receiver
        assert ground.category is Category.COMPANY
        assert ground.manages or any(LAW.covers(held, terms.right) for held in ground.held)
        assert terms.right not in {"pay", "attest"}
        assert terms.period.end is None or terms.period.end > NOON


def test_whoever_holds_a_stronger_right_grants_the_weaker_and_not_the_other_way_round() -> None:
    see, edit = Terms("see", Period(NOON)), Terms("edit", Period(NOON))
    assert refused(see, GOOD, [], LAW, at=NOON) is None
    weaker = replace(GOOD, held=frozenset({"see"}))
    assert refused(edit, weaker, [], LAW, at=NOON) == Refusal(Reason.POWER_NOT_HELD, about="grant_right")
    assert refused(edit, replace(weaker, manages=True), [], LAW, at=NOON) is None


def test_an_adviser_that_is_not_recognised_is_the_providers_to_mend() -> None:
    stranger = replace(GOOD, recognised=False)
    refusal = refused(Terms("see", Period(NOON)), stranger, [], LAW, at=NOON)
    assert refusal == Refusal(Reason.ADVISER_NOT_RECOGNISED, about="receiver")


@given(TERMS, TERMS, RIGHTS, TIMES)
def test_what_does_not_widen_gives_no_right_at_no_time_that_was_not_given(
    before: Terms, after: Terms, right: str, at: datetime
) -> None:
    if not widens(before, after, LAW) and LAW.covers(after.right, right) and at in after.period:
        assert LAW.covers(before.right, right)
        assert at in before.period


@given(LINKS, TERMS)
def test_a_link_confirms_only_what_it_told_of_once_and_in_time(link: Link, now: Terms) -> None:
    if confirmable(link, now, at=NOON) is None:
        assert link.terms == now
        assert not link.used
        assert not link.replaced
        assert link.until > NOON


@given(TERMS)
def test_a_fresh_link_confirms_what_it_told_of(terms: Terms) -> None:
    assert confirmable(Link(terms, NOON + timedelta(days=1)), terms, at=NOON) is None
