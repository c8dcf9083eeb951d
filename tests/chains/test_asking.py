"""An adviser asks its client for a mandate, and the client answers (F4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils.timezone import localdate

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.wishes import actions, tasks
from fuldmagt.mandates.wishes.actions import Wanted
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.mandates.wishes.rules import MOST_IN_A_DAY, WishState
from fuldmagt.notices.models import Notice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import words
from tests.cast import acting
from tests.chains.cast import EDIT, VIEW, Street, at_a_desk, street

pytestmark = [pytest.mark.requirement("F4"), pytest.mark.django_db]

NOBODY = "90000099"


@pytest.fixture
def town(db: None) -> Street:
    return street()


def asked(town: Street, number: str = "90000001", *rights: str) -> Any:
    form = {"scheme": "nl:kvk", "number": number, "right": rights or (VIEW,), "note": "Jaarwerk"}
    return at_a_desk(town.femke).post("/mandates/ask/", form, follow=True)


def test_the_client_is_told_and_gives_what_was_asked_for(town: Street) -> None:
    asked(town)
    tasks.tell(clock.now())
    tasks.tell(clock.now())
    mail = Notice.objects.get(to=town.sanne.email)
    assert mail.subject == "Balans Advies vraagt u om een machtiging"
    assert "Jaarwerk" in mail.body

    desk = at_a_desk(town.sanne)
    page = desk.get("/mandates/asked/")
    assert "1 organisation asks you for a mandate" in words(page)
    give = f"/mandates/new/?receiver=nl%3Akvk%3A{town.balans.ref.rpartition(':')[2]}&right=portal%3Aview"
    assert give.replace("&", "&amp;") in page.content.decode()
    until = (localdate() + timedelta(days=90)).isoformat()
    desk.post(give, {"right": (VIEW, EDIT), "until": until, "note": "", "step": "give"})

    wish = Wish.objects.get()
    assert (wish.state, wish.mandate) == (WishState.GIVEN, Mandate.objects.get())
    assert "Nobody asks you for a mandate" in words(desk.get("/mandates/asked/"))
    assert "A mandate was given" in words(at_a_desk(town.femke).get("/mandates/asking/"))


def test_asking_says_the_same_whoever_has_the_number(town: Street) -> None:
    here, nowhere = asked(town), asked(town, NOBODY)
    assert (here.status_code, here.redirect_chain) == (nowhere.status_code, nowhere.redirect_chain)
    page = words(nowhere)
    assert "Your request is on its way." in page
    assert "De Korrel" not in page
    tasks.tell(clock.now())
    assert "De Korrel" not in words(at_a_desk(town.femke).get("/mandates/asking/"))


def test_the_client_declines_with_a_word_and_nobody_else_can(town: Street) -> None:
    asked(town)
    wish = Wish.objects.get()
    assert at_a_desk(town.femke).post(f"/mandates/asked/{wish.ref}/decline/", {"word": ""}).status_code == 404
    at_a_desk(town.sanne).post(f"/mandates/asked/{wish.ref}/decline/", {"word": "Wij kennen u niet"})
    mail = Notice.objects.get(to=town.femke.email)
    assert mail.subject == "Bakkerij De Korrel heeft uw verzoek om een machtiging geweigerd"
    assert "Wij kennen u niet" in mail.body
    again = at_a_desk(town.sanne).post(f"/mandates/asked/{wish.ref}/decline/", {"word": ""})
    assert again.status_code == 404


def test_a_client_that_has_not_joined_is_invited_by_the_address_in_the_register(town: Street) -> None:
    asked(town, "90000017")
    tasks.tell(clock.now())
    mail = Notice.objects.get()
    assert mail.to == "post@molen.example"
    assert mail.subject == "Balans Advies vraagt Molen Zonnebloem om een machtiging"
    assert f"{settings.BASE_URL}/represent/" in mail.body


@pytest.mark.parametrize("number", ["90000002", "12"])
def test_who_asks_itself_or_nobody_is_told_so_and_loses_nothing(town: Street, number: str) -> None:
    page = asked(town, number)
    assert page.status_code in {400, 409}
    assert "Jaarwerk" in page.content.decode()
    assert not Wish.objects.exists()


def test_a_client_is_asked_once_and_reminded_after_a_week(town: Street) -> None:
    asked(town)
    assert "You have asked this client already" in words(asked(town))
    wish, now = Wish.objects.get(), clock.now()
    by = acting(town.femke)
    assert actions.remind(wish.ref, by=by, at=now) == Refusal(Reason.TOO_MANY_TRIES, about="wish")
    tasks.tell(now)
    assert not isinstance(actions.remind(wish.ref, by=by, at=now + timedelta(days=8)), Refusal)
    tasks.tell(now + timedelta(days=8))
    assert Notice.objects.filter(to=town.sanne.email).count() == 2


def test_what_nobody_answers_lapses_and_who_asked_is_told(town: Street) -> None:
    asked(town)
    later = clock.now() + timedelta(days=31)
    assert (tasks.lapse(later), tasks.lapse(later)) == (1, 0)
    assert Notice.objects.get(to=town.femke.email).subject == (
        "Uw verzoek om een machtiging is niet beantwoord"
    )


def test_what_is_withdrawn_is_asked_no_more(town: Street) -> None:
    asked(town)
    wish = Wish.objects.get()
    assert at_a_desk(town.sanne).post(f"/mandates/asking/{wish.ref}/withdraw/").status_code == 404
    at_a_desk(town.femke).post(f"/mandates/asking/{wish.ref}/withdraw/")
    assert tasks.tell(clock.now()) == 0
    assert "Nobody asks you for a mandate" in words(at_a_desk(town.sanne).get("/mandates/asked/"))


def test_nobody_asks_the_whole_register(town: Street) -> None:
    by, now = acting(town.femke), clock.now()
    for number in range(MOST_IN_A_DAY):
        assert isinstance(actions.ask(Wanted(f"nl:kvk:{80000000 + number}", (VIEW,)), by=by, at=now), Wish)
    refused = actions.ask(Wanted("nl:kvk:90000001", (VIEW,)), by=by, at=now)
    assert refused == Refusal(Reason.TOO_MANY_TRIES, about="organisation")
