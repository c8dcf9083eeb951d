"""What an organisation reads about money: before it orders, and of each year afterwards (F11)."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.mandates.chains.actions import stamp
from fuldmagt.mandates.models import Mandate
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock as the_clock
from fuldmagt.vocabulary.means import Means
from tests.cast import a_user, acting, sydby
from tests.chains.cast import VIEW, street
from tests.costs.cast import LIST, a_list, a_mandate, an_order, at_noon
from tests.costs.conftest import NOW, Town, a_town, browser_of
from tests.costs.years import some_years

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("F11")]


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).replace("\N{NO-BREAK SPACE}", " ").split())


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return words(answer.content.decode())


def handed_out(town: Town, user: object, day: datetime) -> MeansOrder:
    """By the deeds: ordered, and a device that lies ready handed out."""
    made = orders.order(str(user), Means.CHIP, by=acting(town.nordby.mette), at=day)
    assert isinstance(made, MeansOrder)
    orders.set_aside(made.ref, "CHIP-1", by=acting(town.nordby.mette), at=day)
    orders.mark_sent(made.ref, by=acting(town.nordby.mette), at=day + timedelta(days=2))
    return made


def test_without_a_price_list_nothing_is_said_of_money(db: None, clock: time_machine.Traveller) -> None:
    town = a_town()
    birthe, mette = browser_of(town.nordby.birthe), browser_of(town.nordby.mette)
    assert Client().get("/prices/").status_code == 404
    assert [birthe.get(path).status_code for path in ("/costs/", "/costs/2026/")] == [404, 404]
    assert "Costs" not in read(birthe, "/organisation/")
    assert "What it costs" not in read(mette, f"/users/{town.nordby.anna.ref}/means/")


def test_everybody_reads_which_price_holds_from_when(town: Town) -> None:
    page = read(Client(headers={"accept-language": "en"}), "/prices/")
    assert "1 January 2026 to 31 December 2098" in page
    assert "149.00 DKK" in page
    assert "186.25 DKK 25 % VAT" in page
    assert "Announced" in page
    assert "Free of charge" in page
    before = page.partition("Prices that held before")[2]
    assert "140.00 DKK" in before


@pytest.mark.parametrize("tab", ["means", "orders"])
def test_the_price_is_told_where_it_is_ordered(town: Town, tab: str) -> None:
    page = read(browser_of(town.nordby.mette), f"/users/{town.nordby.anna.ref}/{tab}/")
    assert "Code display: 186.25 DKK with VAT (149.00 DKK and 25 % VAT)." in page
    assert "Once, when it is handed over." in page
    assert "From 1 January 2099 it costs 193.75 DKK with VAT." in page
    assert "Chip: free of charge." in page
    assert "Who pays: The organisation that orders it" in page
    assert "Audio code reader:" not in page, "it has no price"


def test_what_is_handed_over_costs_and_what_was_cancelled_does_not(
    town: Town, clock: time_machine.Traveller
) -> None:
    by = acting(town.nordby.mette)
    sent = handed_out(town, town.nordby.anna.ref, the_clock.now())
    cancelled = orders.order(town.nordby.bodil.ref, Means.CHIP, by=by, at=the_clock.now())
    assert isinstance(cancelled, MeansOrder)
    clock.shift(timedelta(days=3))
    orders.cancel(cancelled.ref, by=by, at=the_clock.now())

    page = read(browser_of(town.nordby.birthe), "/costs/")

    assert "2026 has cost 0.00 DKK so far" in page
    assert "Anna Holmstrup" in page
    assert "Ordered on 17 November 2026 and handed over on 19 November 2026." in page
    assert "Bodil" not in page
    clock.shift(timedelta(days=400))
    orders.cancel(sent.ref, by=by, at=the_clock.now())
    later = read(browser_of(town.nordby.birthe), "/costs/2026/")
    assert "It was taken back afterwards: what has been handed over is charged." in later


def test_a_year_explains_each_of_its_lines(town: Town) -> None:
    some_years(town)
    page = read(browser_of(town.nordby.birthe), "/costs/2025/")

    assert "2025 cost 248.81 DKK" in page
    assert "Chain mandate Given to Balans Advies The whole organisation" in page
    assert "It runs from 1 November 2025 to 31 December 2025 in this year." in page
    assert "61 of the 365 days of the year, of the price on 1 November 2025: 365.00 DKK" in page
    assert "73.81 DKK 61.00 DKK and 21 % VAT, 12.81 DKK" in page
    assert "175.00 DKK 140.00 DKK and 25 % VAT, 35.00 DKK" in page
    assert "Total 2 201.00 DKK 47.81 DKK 248.81 DKK" in page
    assert "Jobcenter Nordby 1 140.00 DKK" in page


def test_the_present_year_is_told_so_far_foreseen_and_against_the_last(town: Town) -> None:
    some_years(town)
    page = read(browser_of(town.nordby.birthe), "/costs/")

    assert "2026 has cost 749.66 DKK so far" in page, "321 days of the mandate, and two displays"
    assert "Foreseen for 2026 802.90 DKK" in page
    assert "The price on the day of the order, 30 December 2025: 140.00 DKK" in page
    assert "Code display: 1 more was handed over than in the year before. " in page
    assert "+554.09 DKK" in page
    assert "Chain mandate: 1 that runs for more or fewer days than in the year before." in page
    assert "388.41 DKK of it so far" in page
    assert "2027 will cost 441.65 DKK if nothing changes" in page


def test_where_nothing_happened_the_page_says_what_would_stand_there(town: Town) -> None:
    page = read(browser_of(town.nordby.birthe), "/costs/")
    assert "Nothing has cost anything in 2026" in page
    assert "2027 costs nothing if nothing changes" in page
    assert "Is this an invoice?" in page


def test_a_search_finds_lines_and_loses_no_sum(town: Town) -> None:
    some_years(town)
    birthe = browser_of(town.nordby.birthe)
    page = read(birthe, "/costs/2026/?q=balans")
    lines = page.partition("Every line, and why")[2].partition("if nothing changes")[0]
    assert "Balans Advies" in lines
    assert "Anna Holmstrup" not in lines
    assert "802.90 DKK" in page
    assert "No line mentions “<b>”" in read(birthe, "/costs/2026/?q=<b>")


@pytest.mark.parametrize("year", ["2024", "2027", "9999", "0"])
def test_a_year_without_a_statement_is_not_there(town: Town, year: str) -> None:
    some_years(town)
    for path in ("", "lines.csv", "print/"):
        assert browser_of(town.nordby.birthe).get(f"/costs/{year}/{path}").status_code == 404


def test_who_sees_no_users_reads_no_names(town: Town) -> None:
    some_years(town)
    an_order(town.nordby.anna, at_noon(2025, 1, 2), at_noon(2025, 1, 3))
    lis = browser_of(town.lis)
    for path in ("", "?q=anna", "lines.csv", "print/"):
        page = lis.get(f"/costs/2025/{path}").content.decode()
        assert "Anna" not in page.replace('value="anna"', ""), path
        assert "/orders/" not in page, path
    page = read(lis, "/costs/2025/")
    assert "An employee" in page
    assert "Jobcenter Nordby" in page


def test_a_neighbour_sees_nothing_of_it(town: Town) -> None:
    some_years(town)
    sigrid = browser_of(sydby().sigrid)
    page = read(sigrid, "/costs/")
    assert "Nothing has cost anything in 2026" in page
    assert sigrid.get("/costs/2025/").status_code == 404
    for path in ("/costs/2026/lines.csv", "/costs/2026/print/"):
        assert "Anna" not in read(sigrid, path)


def test_the_receiver_of_a_mandate_does_not_pay_for_it(town: Town) -> None:
    some_years(town)
    femke = browser_of(a_user(town.balans, "Femke Aldenkamp", Role.ORGANISATION_ADMINISTRATOR))
    assert "Nothing has cost anything in 2026" in read(femke, "/costs/")


def test_a_day_is_the_organisations_own(town: Town) -> None:
    """At half past eleven at night in London it is the next year in Copenhagen."""
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    an_order(town.nordby.anna, late, late)
    page = read(browser_of(town.nordby.birthe), "/costs/2026/")
    assert "Ordered on 1 January 2026 and handed over on 1 January 2026." in page


def test_the_lines_go_into_a_spreadsheet_and_hold_no_formula(town: Town) -> None:
    town.nordby.anna.name = "=cmd|' /C calc'!A0"
    town.nordby.anna.save()
    some_years(town)
    sheet = read(browser_of(town.nordby.birthe), "/costs/2025/lines.csv")
    assert "'=cmd" in sheet
    assert "Why this amount" in sheet
    assert "175.00 DKK" in sheet


def test_a_year_is_printed_with_whom_to_ask(town: Town) -> None:
    some_years(town)
    page = read(browser_of(town.nordby.birthe), "/costs/2025/print/")
    assert "Costs 2025, Nordby Kommune" in page
    assert "This is a statement and no invoice." in page
    assert "Code display, Anna Holmstrup: 175.00 DKK" in page


def test_what_is_paid_for_and_not_used_is_named(town: Town) -> None:
    some_years(town)
    page = read(browser_of(town.nordby.birthe), "/costs/")
    saving = page.partition("How it could cost less")[2]
    assert "Handed over more than 90 days ago and never taken into use." in saving
    assert "Code display, Bodil Ravnsø" in saving
    assert "Mandates by which nobody at the receiver may act." in saving
    assert "Anna" not in saving.partition("What people ask")[0]


@pytest.mark.parametrize(
    ("language", "title"),
    [("da", "2025 kostede 248,81 DKK"), ("nl", "2025 kostte 248,81 DKK")],
)
def test_each_language_has_its_own_figures(town: Town, language: str, title: str) -> None:
    some_years(town)
    assert title in read(browser_of(town.nordby.birthe, language), "/costs/2025/")


def test_old_statements_stay_when_a_new_price_comes(town: Town) -> None:
    some_years(town)
    birthe = browser_of(town.nordby.birthe)
    before = read(birthe, "/costs/2026/lines.csv"), read(birthe, "/costs/2025/lines.csv")
    later = "  - {kind: code_display, from: 2027-01-01, amount: 999.00, vat: 25, charged: once}\n"
    a_list(LIST + later, today=datetime.fromisoformat(NOW).date())
    assert (read(birthe, "/costs/2026/lines.csv"), read(birthe, "/costs/2025/lines.csv")) == before
    assert "From 1 January 2027 it costs 1,248.75 DKK" in read(
        browser_of(town.nordby.mette), f"/users/{town.nordby.anna.ref}/means/"
    )


def test_a_mandate_costs_from_the_day_it_is_accepted(town: Town) -> None:
    made = a_mandate(town.nordby.organisation, town.balans, at_noon(2026, 1, 1), at_noon(2026, 12, 1))
    made.accepted_at = at_noon(2026, 3, 1)
    made.save()
    page = read(browser_of(town.lis), "/costs/2026/")
    assert "It runs from 1 March 2026 to 1 December 2026 in this year." in page
    never = a_mandate(town.nordby.organisation, town.balans, at_noon(2026, 1, 1))
    never.accepted = False
    never.save()
    assert "Showing 1–1 of 1" in read(browser_of(town.lis), "/costs/2026/").replace("-", "–")


def test_the_price_is_told_before_a_mandate_is_given_renewed_and_accepted(
    db: None, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW)
    a_list()
    there = street()
    sanne, femke = browser_of(there.sanne), browser_of(there.femke)
    told = "Chain mandate: 441.65 DKK with VAT (365.00 DKK and 21 % VAT)."
    terms = {"right": VIEW, "until": "2027-10-31", "note": ""}
    address = f"/mandates/new/?receiver={there.balans.ref}"

    review = sanne.post(address, terms | {"step": "review"})
    assert told in words(review.content.decode())
    assert "Who pays: The organisation that gives the mandate" in words(review.content.decode())
    sanne.post(address, terms | {"step": "give"})
    (mandate,) = Mandate.objects.all()
    assert told in read(femke, f"/mandates/{mandate.ref}/")
    femke.post(f"/mandates/{mandate.ref}/answer/", {"answer": "accept", "seen": stamp(mandate)})
    assert told in read(sanne, f"/mandates/{mandate.ref}/renew/")

    page = read(sanne, "/costs/")
    assert "Given to Balans Advies" in page
    assert "It runs from 17 November 2026 to 31 December 2026 in this year." in page
    clock.shift(timedelta(hours=3))
    sanne.post(f"/mandates/{mandate.ref}/end/", {"word": "Not needed any more."})
    assert "to 17 November 2026 in this year." in read(sanne, "/costs/")


def test_the_price_is_told_where_a_user_is_created(town: Town) -> None:
    assert "Code display: 186.25 DKK with VAT" in read(browser_of(town.nordby.mette), "/users/new/")
