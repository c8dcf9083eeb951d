"""Stories of one's own powers: for whom, what, why, until when, and what does not hold now."""

from datetime import timedelta

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.vocabulary import clock
from tests.acting.cast import Balans, a_client, acts_for, mandates
from tests.acting.conftest import At
from tests.acting.test_lists import row, sheet
from tests.administration.pages import heading, links, names, rows, words
from tests.cast import a_user, gives

pytestmark = pytest.mark.requirement("F3")


def test_everything_is_there_with_why_and_until_when(at: At, firm: Balans) -> None:
    page = at(firm.jonas).get("/mine/powers/")

    assert heading(page) == "You may act for 4 organisations"
    assert "By a chain mandate. Given directly, from 1 January 2026." in row(page, "De Korrel")
    assert "By access in the service’s portal." in row(page, "Zilvermeeuw")
    assert "Ends in 12 days" in row(page, "Lindenhof")
    assert "2 rights end within 30 days." in words(page)


def test_a_right_by_a_group_says_so(at: At, firm: Balans) -> None:
    assert "By the group Loonteam." in words(at(firm.sanne).get("/mine/powers/?q=balans"))


def test_what_does_not_hold_says_why_and_who_helps(at: At, firm: Balans) -> None:
    waiting = mandates(
        a_client("Molen De Hoop", 90000020), firm.organisation, firm.portal.view, accepted=False
    )
    acts_for(firm.jonas, firm.portal.view, waiting)

    page = at(firm.jonas).get("/mine/powers/")

    text = words(page).partition("Not now")[2]
    assert text.index("Molen De Hoop not accepted yet") < text.index("Kaasmakerij Ooievaar ended")
    assert "/mine/#who-helps" in links(page)


def test_what_has_ended_at_home_can_be_asked_for_anew(at: At, firm: Balans) -> None:
    held = gives(firm.jonas, firm.portal.archive)
    held.ends_at = clock.now() - timedelta(days=3)
    held.save()

    page = at(firm.jonas).get("/mine/powers/")

    asking = next(link for link in links(page) if link.startswith("/requests/new/"))
    assert at(firm.jonas).get(asking).status_code == 200


def test_the_list_is_searched_narrowed_and_paged(at: At, firm: Balans) -> None:
    for number in range(40):
        client = a_client(f"Klant {number:02}", 91000000 + number)
        acts_for(firm.sanne, firm.portal.view, mandates(client, firm.organisation, firm.portal.view))
    sanne = at(firm.sanne)

    assert len(rows(sanne.get("/mine/powers/"))) == 25
    assert names(sanne.get("/mine/powers/?q=klant 07"))[0].startswith("Klant 07")
    assert len(rows(sanne.get("/mine/powers/?organisation=nl:kvk:91000009"))) == 1
    assert len(rows(sanne.get("/mine/powers/?service=portaal&page=2"))) == 18
    assert "You searched for “zebra”." in words(sanne.get("/mine/powers/?q=zebra"))
    assert len(sheet(sanne.get("/mine/powers/download.csv?q=klant"))) == 41


def test_nobody_sees_what_is_not_theirs(at: At, firm: Balans) -> None:
    page = at(firm.sanne).get("/mine/powers/?organisation=nl:kvk:90000003")
    assert "Lindenhof" not in page.content.decode()
    assert len(sheet(at(firm.pieter).get("/mine/powers/download.csv"))) == 1
    assert not PendingEntry.objects.filter(event="acting.downloaded").exists()


def test_who_has_nothing_is_told_so(at: At, firm: Balans) -> None:
    assert heading(at(firm.pieter).get("/mine/powers/")) == "You have not been given any rights yet"


def test_a_name_that_looks_like_a_formula_is_harmless(at: At, firm: Balans) -> None:
    odd = a_client("=HYPERLINK(1)", 90000077)
    gives(a := a_user(odd, "Ada Adder"), firm.portal.view)
    assert sheet(at(a).get("/mine/powers/download.csv"))[1][0] == "'=HYPERLINK(1)"
