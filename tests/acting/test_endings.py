"""What ends in the year ahead: the list by month, the picture, and whoever may see which part of it."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from fuldmagt.web.acting.year import LEFT, SOON, WIDE, a_year_after, drawn
from tests.acting.cast import Balans
from tests.acting.conftest import At
from tests.acting.test_lists import sheet
from tests.administration.pages import heading, links, rows, words
from tests.cast import a_user, gives, log_in

pytestmark = pytest.mark.requirement("X6")

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
ENDING = st.tuples(st.sampled_from("abc"), st.integers(-40, 420), st.integers(1, 5000))


@given(today=DAYS, ending=st.lists(ENDING, max_size=30))
def test_marks_stand_on_their_line_in_the_order_of_their_days(
    today: date, ending: list[tuple[str, int, int]]
) -> None:
    dated = [(line, today + timedelta(days=days), count) for line, days, count in ending]
    year = drawn(dated, ("a", "b"), today)
    shown = {(line, day) for line, day, _ in dated if line in "ab" and today <= day <= a_year_after(today)}
    total = sum(count for line, day, count in dated if (line, day) in shown)

    assert len(year.marks) == len(shown)
    assert sum(mark.count for mark in year.marks) == total
    assert all(LEFT <= mark.x <= WIDE for mark in year.marks)
    assert {mark.y for mark in year.marks} <= set(year.lines.values())
    for line in "ab":
        mine = [mark for mark in year.marks if mark.y == year.lines[line]]
        assert [mark.x for mark in mine] == sorted(mark.x for mark in mine)
        soon = sum(day - today <= SOON for of, day in shown if of == line)
        assert sum(mark.soon for mark in mine) == soon


@given(today=DAYS)
def test_eleven_or_twelve_months_begin_in_a_year(today: date) -> None:
    months = drawn((), (), today).months
    assert len(months) in {11, 12}
    assert [each.x for each in months] == sorted({each.x for each in months})


def test_what_ends_stands_under_its_month_with_who_loses_it(at: At, firm: Balans) -> None:
    held = gives(firm.sanne, firm.portal.archive)
    held.ends_at = clock.now() + timedelta(days=200)
    held.save()

    page = at(firm.femke).get("/acting/endings/")

    assert heading(page) == "1 thing ends within 30 days"
    first, second = rows(page)
    assert "Werkgeversportaal: Bekijken en wijzigen" in first
    assert "Boomkwekerij Lindenhof" in first
    assert "soon" in first
    assert "soon" not in second
    assert "Archief: Archief lezen" in second
    assert "Sanne Kwikstaart" in second
    assert "/acting/clients/?q=nl%3Akvk%3A90000003" in links(page)
    into_the_list = next(link for link in links(page) if link.startswith("/acting/people/?right="))
    assert "Sanne Kwikstaart" in words(at(firm.femke).get(into_the_list))


def test_many_who_lose_a_right_on_one_day_are_one_line(at: At, firm: Balans) -> None:
    end = clock.now() + timedelta(days=100)
    for number in range(5):
        row = gives(a_user(firm.organisation, f"Helper {number}"), firm.portal.view)
        row.ends_at = end
        row.save()

    page = at(firm.femke).get("/acting/endings/")

    (line,) = [each for each in rows(page) if "Helper" in each]
    assert "Helper 0, Helper 1, Helper 2 and 2 more" in line
    assert page.content.decode().count('<circle class="acc" ') == 1


def test_the_last_day_of_a_means_is_there_where_our_people_use_the_service(at: At, firm: Balans) -> None:
    end = clock.now() + timedelta(days=60)
    firm.portal.service.means_ended = {"code_display": end.isoformat()}
    firm.portal.service.save()

    (line,) = [each for each in rows(at(firm.femke).get("/acting/endings/")) if "Code display" in each]

    assert "Werkgeversportaal" in line


def test_whoever_may_not_see_rights_reads_of_mandates_alone(at: At, firm: Balans) -> None:
    held = gives(firm.sanne, firm.portal.archive)
    held.ends_at = clock.now() + timedelta(days=5)
    held.save()
    manager = a_user(firm.organisation, "Marie Machtig", Role.MANDATE_MANAGER)

    told = words(at(manager).get("/acting/endings/"))

    assert "Boomkwekerij Lindenhof" in told
    assert "Sanne Kwikstaart" not in told


def test_a_neighbours_endings_are_not_told(at: At, firm: Balans) -> None:
    korrel = words(at(firm.pieter).get("/acting/endings/"))
    assert "Lindenhof" not in korrel
    assert "Nothing ends in the year ahead" in korrel


def test_what_is_over_or_ends_later_is_left_out(at: At, firm: Balans) -> None:
    Mandate.objects.update(ends_at=clock.now() + timedelta(days=400))
    held = gives(firm.sanne, firm.portal.archive)
    held.ends_at = clock.now() - timedelta(days=1)
    held.save()

    assert heading(at(firm.femke).get("/acting/endings/")) == "Nothing ends in the year ahead"


def test_the_list_is_taken_as_a_file(at: At, firm: Balans) -> None:
    head, line = sheet(at(firm.femke).get("/acting/endings/download.csv"))

    assert head == ["Last day", "Kind", "What ends", "For whom", "How many"]
    assert line[1:] == [
        "We, for others", "Werkgeversportaal: Bekijken en wijzigen", "Boomkwekerij Lindenhof", "1",
    ]  # fmt: skip
    assert datetime.fromisoformat(line[0])


@pytest.mark.requirement("X7")
@pytest.mark.parametrize(
    ("language", "said"),
    [("da", "1 ting ophører inden for 30 dage"), ("nl", "Binnen 30 dagen eindigt 1 zaak")],
)
def test_it_speaks_the_readers_language(firm: Balans, language: str, said: str) -> None:
    client = log_in(Client(headers={"accept-language": language}), firm.femke)
    assert heading(client.get("/acting/endings/")) == said
