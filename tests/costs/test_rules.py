"""What follows from orders, mandates and prices, for whatever list and whatever happened."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.costs.prices.rules import Charged, Kind, Payer, Price, half_up, objections, plan, price_on
from fuldmagt.costs.statements.comparing import differences
from fuldmagt.costs.statements.rules import Records, Run, Thing, entries, total

pytestmark = pytest.mark.requirement("F11")

FROM, TO = date(2023, 1, 1), date(2028, 12, 31)
YEARS: Final = range(2023, 2029)
DAYS = st.dates(FROM, TO)
THINGS: Final = (Kind.CODE_DISPLAY, Kind.CODE_READER, Kind.CHIP)


@st.composite
def price_lists(draw: st.DrawFn) -> tuple[Price, ...]:
    listed = {}
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(Kind))
        yearly = (Charged.YEAR_BEGUN, Charged.BY_DAY)
        charged = draw(st.sampled_from(yearly)) if kind is Kind.CHAIN_MANDATE else Charged.ONCE
        amount, vat = draw(st.integers(0, 100_000)), draw(st.integers(0, 2_500))
        price = Price(kind, draw(DAYS), amount, vat, charged, draw(st.sampled_from(Payer)))
        listed[price.kind, price.since] = price
    return tuple(listed.values())


@st.composite
def histories(draw: st.DrawFn) -> Records:
    things, runs = [], []
    for number in range(draw(st.integers(0, 5))):
        ordered = draw(DAYS)
        handed = ordered + timedelta(days=draw(st.integers(0, 60)))
        things.append(Thing(f"t{number}", draw(st.sampled_from(THINGS)), ordered, handed))
    for number in range(draw(st.integers(0, 4))):
        first = draw(DAYS)
        days = draw(st.none() | st.integers(0, 1_200))
        last = None if days is None else first + timedelta(days)
        runs.append(Run(f"m{number}", Kind.CHAIN_MANDATE, first, last, draw(st.sampled_from(Payer))))
    return Records(tuple(things), tuple(runs))


@given(histories(), price_lists())
def test_the_lines_add_up_and_come_to_the_same_again(records: Records, prices: tuple[Price, ...]) -> None:
    for year in YEARS:
        found = entries(records, prices, year)
        assert total(found).gross == sum(each.net + each.tax for each in found)
        again = Records(records.things[::-1], records.runs[::-1])
        assert entries(again, prices[::-1], year) == found


@given(histories(), price_lists())
def test_nothing_is_charged_twice_in_a_year_nor_for_the_same_day(
    records: Records, prices: tuple[Price, ...]
) -> None:
    every = [each for year in YEARS for each in entries(records, prices, year)]
    for year in YEARS:
        refs = [each.ref for each in every if each.first.year == year]
        assert len(refs) == len(set(refs))
    for ref in {each.ref for each in every}:
        own = sorted((each.first, each.last) for each in every if each.ref == ref)
        assert all(before[1] < after[0] for before, after in pairwise(own))
    assert all(sum(each.ref == thing.ref for each in every) <= 1 for thing in records.things)


@given(histories(), price_lists(), DAYS, st.integers(0, 100_000))
def test_a_new_price_changes_nothing_before_its_day(
    records: Records, prices: tuple[Price, ...], day: date, amount: int
) -> None:
    older = tuple(price for price in prices if price.since < day)
    newer = (*older, Price(Kind.CHAIN_MANDATE, day, amount, 2_100, Charged.BY_DAY))
    newer += (Price(Kind.CODE_DISPLAY, day, amount, 2_500, Charged.ONCE),)

    def before(listed: tuple[Price, ...]) -> list[object]:
        every = [each for year in YEARS for each in entries(records, listed, year)]
        return [each for each in every if each.priced_on < day]

    assert before(newer) == before(older)


@given(histories(), price_lists(), DAYS)
def test_what_is_foreseen_holds_what_is_so_already(
    records: Records, prices: tuple[Price, ...], today: date
) -> None:
    so_far = entries(records, prices, today.year, through=today)
    whole = entries(records, prices, today.year)
    assert {each.ref for each in so_far} <= {each.ref for each in whole}
    assert total(so_far).net <= total(whole).net
    assert all(each.first <= today for each in so_far)


@given(histories(), price_lists(), st.sampled_from(YEARS))
def test_the_reasons_make_up_the_whole_difference(
    records: Records, prices: tuple[Price, ...], year: int
) -> None:
    now, before = entries(records, prices, year), entries(records, prices, year - 1)
    told = differences(now, before)
    assert sum(each.gross for each in told) == total(now).gross - total(before).gross


@given(price_lists(), price_lists(), DAYS)
def test_a_list_without_objections_leaves_what_has_begun(
    present: tuple[Price, ...], said: tuple[Price, ...], today: date
) -> None:
    if not present or objections(present, said, today=today):
        return
    after = (set(present) - set(plan(present, said).withdrawn)) | set(plan(present, said).new)
    assert {each for each in after if each.since <= today} == {p for p in present if p.since <= today}


@pytest.mark.parametrize(
    ("part", "whole", "nearest"), [(1, 2, 1), (1, 3, 0), (2, 3, 1), (0, 5, 0), (5, 2, 3)]
)
def test_a_half_is_rounded_up(part: int, whole: int, nearest: int) -> None:
    assert half_up(part, whole) == nearest


DAILY = Price(Kind.CHAIN_MANDATE, FROM, 36_500, 2_100, Charged.BY_DAY)
WHOLE = Price(Kind.CHAIN_MANDATE, FROM, 36_500, 2_100, Charged.YEAR_BEGUN)


def test_half_a_year_is_charged_by_the_rule_of_the_list() -> None:
    autumn = Records(runs=(Run("m", Kind.CHAIN_MANDATE, date(2026, 11, 1), date(2027, 2, 28), Payer.GIVER),))
    (by_day,) = entries(autumn, [DAILY], 2026)
    assert (by_day.net, by_day.days, by_day.of_days, by_day.tax) == (6_100, 61, 365, 1_281)
    assert [each.net for each in entries(autumn, [DAILY], 2027)] == [5_900]
    assert [each.net for each in entries(autumn, [WHOLE], 2026)] == [36_500]
    assert entries(autumn, [WHOLE], 2027) == (), "its one year has begun in 2026"


def test_a_leap_day_has_a_next_year_and_the_other_side_pays_nothing() -> None:
    leap = Run("m", Kind.CHAIN_MANDATE, date(2024, 2, 29), None, Payer.GIVER)
    (first,) = entries(Records(runs=(leap,)), [WHOLE], 2024)
    (second,) = entries(Records(runs=(leap,)), [WHOLE], 2025)
    assert (first.last, second.first) == (date(2025, 2, 28), date(2025, 3, 1))
    theirs = Run("m", Kind.CHAIN_MANDATE, date(2024, 2, 29), None, Payer.RECEIVER)
    assert entries(Records(runs=(theirs,)), [WHOLE], 2024) == ()


def test_a_thing_keeps_the_price_of_its_order() -> None:
    old = Price(Kind.CHIP, date(2025, 1, 1), 10_000, 2_500, Charged.ONCE)
    new = Price(Kind.CHIP, date(2026, 1, 1), 20_000, 2_500, Charged.ONCE)
    late = Records(things=(Thing("t", Kind.CHIP, date(2025, 12, 30), date(2026, 1, 4)),))
    (entry,) = entries(late, [old, new], 2026)
    assert (entry.net, entry.gross, entry.priced_on) == (10_000, 12_500, date(2025, 12, 30))
    assert price_on([old, new], Kind.CHIP, date(2024, 12, 31)) is None
