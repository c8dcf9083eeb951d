"""The pages of whoever signs for an organisation in a real browser: axe, a phone, forgotten words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.vocabulary import clock
from tests.browser import (
    PSEUDO,
    choose_box,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.chains.cast import EDIT, VIEW, Street, street
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import NationalEid
from tests.represented.cast import MILL, ULLA, VESTERBY, Signer

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("F4"),
]
Look = Callable[[Page, str], None]


@pytest.fixture
def town(transactional_db: None) -> Street:
    return street()


def enter(page: Page, server: LiveServer, signer: Signer, language: str) -> None:
    """The browser goes on with a visit that has begun elsewhere."""
    key = signer.browser.cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def walked(page: Page, server: LiveServer, town: Street, eid: NationalEid, language: str, look: Look) -> None:
    """Every page once: of one who signs alone, and of two who sign together."""
    live, roos = server.url, Signer(eid)
    roos.finds()
    enter(page, server, roos, language)
    visits(page, live, look, [("find", "/represent/"), ("over", "/represent/mandates/")])
    enter(page, server, roos, language)
    visits(page, live, look, [("prove", "/represent/prove/")])
    roos.arrives()
    enter(page, server, roos, language)
    one = f"/represent/mandates/{begun(town)}/"
    visits(
        page,
        live,
        look,
        [
            ("mandates", "/represent/mandates/"),
            ("whom", "/represent/new/"),
            ("nobody", "/represent/new/?receiver=nl:kvk:90000099"),
            ("new", f"/represent/new/?receiver={town.balans.ref}"),
            ("show", one),
            ("change", f"{one}change/"),
            ("renew", f"{one}renew/"),
            ("end", f"{one}end/"),
        ],
    )
    ulla = Signer(eid, ULLA, VESTERBY, "ulla@vesterby.example")
    ulla.arrives()
    asking = ulla.gives_to(town)
    ulla.asks(asking, "Preben Skaarup", "preben@vesterby.example")
    enter(page, server, ulla, language)
    consent = link_in(last_mail("preben@vesterby.example"))
    visits(page, live, look, [("others", asking.request["PATH_INFO"]), ("consent", consent)])


def visits(page: Page, live: str, look: Look, paths: list[tuple[str, str]]) -> None:
    for name, path in paths:
        page.goto(live + path)
        look(page, name)


def begun(town: Street) -> str:
    """The mill has given Balans a mandate, which runs out soon, and is asked for another; its reference."""
    mill = Organisation.objects.get(ref=MILL)
    mandate = Mandate.objects.create(
        ref="m-molen-balans", giver=mill, receiver=town.balans, accepted=True,
        starts_at=clock.now() - timedelta(days=9), ends_at=clock.now() + timedelta(days=12),
    )  # fmt: skip
    mandate.rights.set(Right.objects.filter(ref=VIEW))
    mandate.awaiting.set(Right.objects.filter(ref=EDIT))
    at = clock.now() - timedelta(days=2)
    wish = Wish.objects.create(
        ref="w-molen", asker=town.balans, client=MILL, asked_by="-", asked_at=at, last_sent_at=at
    )
    wish.rights.set(Right.objects.filter(ref=EDIT))
    return mandate.ref


def test_every_page_fits_a_phone(
    phone: Page, live_server: LiveServer, town: Street, eid: NationalEid
) -> None:
    def look(page: Page, name: str) -> None:
        picture(page, f"represent-{name}-phone")
        assert not wider_than_the_window(page), name
        assert violations(page) == [], name
        assert inline(page) == [], name

    walked(phone, live_server, town, eid, "nl", look)


@pytest.mark.requirement("X7")
@pytest.mark.usefixtures("pseudo")
def test_no_word_was_forgotten(
    desktop: Page, live_server: LiveServer, town: Street, eid: NationalEid
) -> None:
    data = [
        "Molen Zonnebloem", "Vesterby Tømrer og Snedker ApS", "Balans Advies", "Werkgeversportaal",
        "Pensioenhuis", "View", "Edit", "Tax", "Private", "Roos Molenaar", "Ulla Brink", "Preben Skaarup",
        "Rikke Holt", "Jaarwerk", "Molenpad 2", "1234 AB Lindehaven", "preben@vesterby.example",
        "link_expired", "MitID", town.balans.ref,
    ]  # fmt: skip
    data += [each.name for each in BusinessUser.objects.all()]

    def look(page: Page, name: str) -> None:
        assert untranslated(page, data) == [], name

    walked(desktop, live_server, town, eid, PSEUDO, look)


def test_a_mandate_is_given_by_one_who_signs(
    desktop: Page, live_server: LiveServer, town: Street, eid: NationalEid
) -> None:
    roos, page = Signer(eid), desktop
    roos.arrives()
    enter(page, live_server, roos, "en")
    page.goto(f"{live_server.url}/represent/mandates/")
    picture(page, "represent-none-yet")
    page.get_by_role("link", name="Give a mandate").click()
    page.get_by_label("Number", exact=True).fill("90000002")
    page.get_by_role("button", name="Find the organisation").click()
    choose_box(page.locator(f'input[name="right"][value="{VIEW}"]'))
    until = clock.now().date() + timedelta(days=300)
    page.get_by_label("Last day").fill(until.isoformat())
    picture(page, "represent-new")
    page.get_by_role("button", name="Read it before you give it").click()
    picture(page, "represent-review")
    assert violations(page) == []
    page.get_by_role("button", name="Give the mandate").click()
    expect(page.get_by_text("It waits for Balans Advies")).to_be_visible()
    picture(page, "represent-given")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="You have left")).to_be_visible()
