"""Stories of the lists: who may act for us, and for whom we may act."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from tests.acting.cast import Balans, a_client, mandates
from tests.acting.conftest import At
from tests.administration.pages import heading, links, names, rows, words
from tests.cast import a_user, gives

pytestmark = pytest.mark.requirement("X6")


def row(answer: Any, who: str) -> str:
    return next(each for each in rows(answer) if who in each)


def sheet(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_each_of_our_people_is_there_with_what_and_why(at: At, firm: Balans) -> None:
    page = at(firm.femke).get("/acting/people/")

    assert heading(page) == "Who may act for Balans Advies"
    assert "Given directly, from 1 January 2026" in row(page, "Jonas de Wit")
    assert "Bekijken en wijzigen Werkgeversportaal" in row(page, "Jonas de Wit")
    assert "By the group Loonteam" in row(page, "Sanne Kwikstaart")


def test_what_does_not_hold_says_why_and_where_it_is_mended(at: At, firm: Balans) -> None:
    firm.jonas.state = "suspended"
    firm.jonas.save()

    page = at(firm.femke).get("/acting/people/")

    assert "suspended" in row(page, "Jonas de Wit")
    assert any(link.startswith(f"/why/?user={firm.jonas.ref}&") for link in links(page))


def test_the_list_is_searched_and_narrowed(at: At, firm: Balans) -> None:
    femke = at(firm.femke)
    assert names(femke.get("/acting/people/?q=sanne")) == ["Sanne Kwikstaart Loonadministratie"]
    assert len(rows(femke.get("/acting/people/?ground=group"))) == 1
    assert len(rows(femke.get("/acting/people/?right=portaal:wijzigen"))) == 1
    assert len(rows(femke.get(f"/acting/people/?department={firm.department.ref}&sort=-until"))) == 2
    nothing = femke.get("/acting/people/?q=zebra")
    assert "You searched for “zebra”." in words(nothing)
    assert "/acting/people/" in links(nothing)


def test_what_ends_before_a_day_is_found(at: At, firm: Balans) -> None:
    held = gives(firm.sanne, firm.portal.archive)
    held.ends_at = held.starts_at.replace(year=2027)
    held.save()

    page = at(firm.femke).get("/acting/people/?ends=2027-01-01")

    assert names(page) == ["Sanne Kwikstaart Loonadministratie"]


def test_a_client_is_there_with_who_of_us_may_act(at: At, firm: Balans) -> None:
    page = at(firm.femke).get("/acting/clients/")

    assert heading(page) == "For whom Balans Advies may act"
    assert "Jonas de Wit, Sanne Kwikstaart" in row(page, "De Korrel")
    assert "Werkgeversportaal: Bekijken en wijzigen" in row(page, "De Korrel")
    assert "Ends in 12 days" in row(page, "Lindenhof")
    assert "Nobody now" in row(page, "Ooievaar")
    assert "ended" in row(page, "Ooievaar")
    assert "not accepted yet" in row(page, "Madelief")
    assert "Holds" in row(page, "Zilvermeeuw")
    assert "Jonas de Wit, Sanne Kwikstaart" in row(page, "Zilvermeeuw")
    assert "not confirmed" in row(page, "Vogelvlucht")


def test_clients_are_narrowed_by_way_state_and_end(at: At, firm: Balans) -> None:
    femke = at(firm.femke)
    assert len(rows(femke.get("/acting/clients/?way=grant"))) == 2
    assert len(rows(femke.get("/acting/clients/?state=broken"))) == 1
    assert len(rows(femke.get("/acting/clients/?state=waits"))) == 3
    month = (clock.now() + timedelta(days=30)).date()
    assert len(rows(femke.get(f"/acting/clients/?ends={month}&state=waits"))) == 1
    assert names(femke.get("/acting/clients/?sort=-name"))[0].startswith("Zorgboerderij")
    assert names(femke.get("/acting/clients/?q=90000002"))[0].startswith("Bakkerij De Korrel")


@pytest.mark.requirement("F3")
def test_a_client_sees_how_many_may_act_and_not_who(at: At, firm: Balans) -> None:
    page = at(firm.pieter).get("/acting/others/")

    assert heading(page) == "Which organisations may act for Bakkerij De Korrel"
    assert " 2 Holds" in row(page, "Balans Advies")
    told = page.content.decode() + at(firm.pieter).get("/acting/others/download.csv").content.decode()
    assert not any(name in told for name in ("Jonas", "Sanne", "Femke", firm.jonas.ref))


def test_a_mandate_between_others_is_nobody_elses(at: At, firm: Balans) -> None:
    stranger = a_client("Sydby Havn", 90000099)
    mandates(stranger, firm.organisation, firm.portal.edit)
    mandates(a_client("Sydby Kro", 90000098), stranger, firm.portal.edit)

    told = [
        at(firm.pieter).get(f"/acting/{page}") for page in ("others/", "clients/", "clients/download.csv")
    ]

    assert not any("Sydby" in each.content.decode() for each in told)


@pytest.mark.requirement("A5")
def test_who_manages_mandates_alone_sees_no_rights_of_colleagues(at: At, firm: Balans) -> None:
    manager = at(a_user(firm.organisation, "Mandy", Role.MANDATE_MANAGER))

    assert manager.get("/acting/people/").status_code == 403
    assert manager.get("/acting/people/download.csv").status_code == 403
    assert manager.get("/acting/clients/").status_code == 200
    assert manager.get("/acting/").headers["Location"] == "/acting/others/"
    assert at(firm.femke).get("/acting/").headers["Location"] == "/acting/people/"


@pytest.mark.requirement("D1")
def test_a_list_that_is_downloaded_is_noted_and_harmless(at: At, firm: Balans) -> None:
    a = a_user(firm.organisation, "=Jensen+1", department=firm.department)
    gives(a, firm.portal.archive)
    femke = at(firm.femke)

    people = sheet(femke.get("/acting/people/download.csv?q=jensen"))
    clients = sheet(femke.get("/acting/clients/download.csv"))

    assert people[0][:4] == ["Name", "Department", "Service", "Right"]
    assert people[1][0] == "'=Jensen+1"
    assert len(clients) == 7
    assert clients[2][7] == "Jonas de Wit, Sanne Kwikstaart"
    taken = PendingEntry.objects.filter(event="acting.downloaded").order_by("pk")
    assert [(each.facts["list"], each.facts["count"]) for each in taken] == [("people", 1), ("clients", 6)]


def test_an_organisation_without_any_is_told_what_would_be_here(at: At, firm: Balans) -> None:
    lone = a_user(a_client("Eenling", 90000055), "Eva Eenling", Role.AUDITOR)
    assert "None of your people has a right yet" in words(at(lone).get("/acting/people/"))
    assert "Only your own people act for you" in words(at(lone).get("/acting/others/"))
    assert "No organisation has asked you to act for it" in words(at(lone).get("/acting/clients/"))


def test_what_our_client_gives_to_our_own_helper_is_not_ours_to_see(at: At, firm: Balans) -> None:
    helper = a_client("Sydby Regnskab", 90000097)
    mandates(firm.organisation, helper, firm.portal.view)
    mandates(firm.korrel, helper, firm.portal.archive)

    page = at(firm.femke).get("/acting/clients/")

    assert len([each for each in rows(page) if "De Korrel" in each]) == 1
    assert "Sydby" not in page.content.decode()
