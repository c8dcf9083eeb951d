"""The provider's console in a real browser: a last day set, customers added; axe, phone, forgotten words."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.clients.models import Client as Application
from fuldmagt.clients.models import Session
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.organisations.models import Organisation
from fuldmagt.sign_in.demand import Demand
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock
from tests import cast
from tests.browser import (
    CONTRAST,
    PSEUDO,
    follow,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.console.cast import CUSTOMERS, MEANS, inger
from tests.sign_in.walks import Walk, anna_at

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=False)]

PAGES = {
    "service": "/provider/services/se-sag/",
    "means": MEANS,
    "means-end": f"{MEANS}chip/",
    "means-keep": f"{MEANS}code_display/keep/",
    "customers": CUSTOMERS,
    "customers-nobody": f"{CUSTOMERS}?q=zebra",
    "customer-add": f"{CUSTOMERS}add/",
    "customers-many": f"{CUSTOMERS}many/",
    "customer-remove": f"{CUSTOMERS}dk:cvr:20000015/remove/",
    "customers-turn": f"{CUSTOMERS}list/",
    "usage": "/provider/services/se-sag/usage/",
    "advisers": "/provider/aes/advisers/",
    "adviser-add": "/provider/aes/advisers/add/",
    "adviser": "/provider/advisers/known/",
    "adviser-end": "/provider/advisers/known/end/",
}


@pytest.fixture
def anna(desktop: Page, live_server: LiveServer) -> Walk:
    walk = anna_at(desktop, live_server)
    service = Service.objects.get(ref="se-sag")
    end = (clock.now() + timedelta(days=40)).replace(hour=22, minute=0, second=0, microsecond=0)
    service.means_ended = {"code_display": end.isoformat()}
    service.means_end_reasons = {"code_display": dict.fromkeys(("da", "nl", "en"), "Den kan kopieres.")}
    service.texts = dict.fromkeys(("da", "nl", "en"), "Følg sager.")
    service.keeps_customers = True
    service.save()
    Right.objects.update(
        names=dict.fromkeys(("da", "nl", "en"), "Sagsbehandler"),
        texts=dict.fromkeys(("da", "nl", "en"), "Se sager."),
    )
    service.customers.add(walk.who.user.organisation)
    Adviser.objects.create(
        ref="known",
        provider=service.provider,
        organisation=walk.who.user.organisation,
        licence="AFM 12-34567",
        checked_by="Inger Falk",
        checked_at=cast.NEW_YEAR,
        starts_at=cast.NEW_YEAR,
        ends_at=clock.now() + timedelta(days=20),
    )
    some_logins(walk)
    return walk


def some_logins(walk: Walk) -> None:
    """What the page of usage counts: three weeks of logins, some of them refused."""
    client, user, now = Application.objects.get(), walk.who.user, clock.now()
    for each in range(60):
        begun = now - timedelta(days=each % 21, hours=1)
        Session.objects.create(
            ref=f"s{each}",
            client=client,
            user=user,
            services=["se-sag"],
            since=begun,
            begun_at=begun,
            ends_at=begun,
        )
    reasons = ("organisation_not_customer", "means_not_accepted", "expired")
    for each in range(9):
        SignIn.objects.create(
            ref=f"r{each}",
            begun_at=now,
            expires_at=now,
            refused_at=now - timedelta(days=each * 2),
            wanted=Demand(door="", client=client.ref, services=("se-sag",)).written(),
            reasons=[{"reason": reasons[each % 3], "about": "", "mender": "person"}],
        )


def enter(page: Page, server: LiveServer, language: str = "da") -> None:
    aes = Organisation.objects.filter(ref="dk:cvr:20000058").first()
    user = aes.users.get() if aes else inger()
    key = cast.log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


@pytest.mark.requirement("F8")
def test_inger_sets_a_last_day_and_anna_reads_it(anna: Walk, desktop: Page, live_server: LiveServer) -> None:
    Service.objects.update(means_ended={}, means_end_reasons={})
    enter(desktop, live_server)
    desktop.goto(live_server.url + MEANS)
    follow(desktop.get_by_role("link", name=re.compile("Sæt en sidste dag.*Kodeviser")))
    until = datetime.now(UTC).date() + timedelta(days=30)
    desktop.get_by_label("Sidste dag, det accepteres").fill(until.isoformat())
    for language in ("dansk", "nederlandsk", "engelsk"):
        desktop.get_by_label(f"Hvorfor, på {language}").fill("Den kan kopieres.")
    follow(desktop.get_by_role("button", name="Se, hvem det vedrører"))
    expect(desktop.get_by_role("heading", name="Det vedrører ingen nu")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "console-means-preview")
    follow(desktop.get_by_role("button", name="Acceptér det til og med"))
    expect(desktop.get_by_text("En tid endnu", exact=True)).to_be_visible()

    desktop.context.clear_cookies()
    anna.comes()
    desktop.fill("input[name=user_id]", anna.who.user.user_id or "")
    follow(desktop.locator("main button.button-primary"))

    expect(desktop.get_by_text("Se Sag accepterer dette loginmiddel til og med")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "console-login-before-the-end")


@pytest.mark.requirement("F7")
def test_inger_adds_customers_from_a_file(anna: Walk, desktop: Page, live_server: LiveServer) -> None:
    enter(desktop, live_server)
    desktop.goto(live_server.url + CUSTOMERS + "many/")
    file = {
        "name": "k.csv",
        "mimeType": "text/csv",
        "buffer": b"CVR\n20000074\n20000082\n20000015\nx1\n",
    }
    desktop.get_by_label("Eller en fil").set_input_files(file)  # type: ignore[arg-type]  # a dict of this shape
    follow(desktop.get_by_role("button", name="Se, hvad der sker med hver linje"))
    expect(desktop.get_by_role("heading", name="Én kunde kan tilføjes")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "console-customers-preview")
    follow(desktop.get_by_role("button", name="Tilføj én kunde"))
    expect(desktop.get_by_text("Vesterby Tømrer og Snedker ApS er nu kunde hos Se Sag.")).to_be_visible()


def test_axe_finds_nothing_and_no_word_was_forgotten(
    anna: Walk, desktop: Page, live_server: LiveServer, pseudo: None
) -> None:
    data = ["Den kan kopieres.", "Se sager.", "Sagsbehandler", "Følg sager.", "Inger Falk", "Se Sag"]
    data += [
        "se-sag",
        "Arbejdsmarkedets Erhvervssikring",
        "Nordby Kommune",
        "dk:cvr:20000015",
        "zebra",
        "AFM 12-34567",
    ]
    enter(desktop, live_server, PSEUDO)
    for name, path in PAGES.items():
        desktop.goto(live_server.url + path)
        assert untranslated(desktop, data) == [], name
        assert violations(desktop, but=CONTRAST) == [], name
        assert inline(desktop) == [], name


def test_every_page_fits_a_phone(anna: Walk, desktop: Page, phone: Page, live_server: LiveServer) -> None:
    Provider.objects.filter(ref="aes").update(contact_name="Bo Relation")
    enter(phone, live_server, "nl")
    enter(desktop, live_server)
    for name, path in PAGES.items():
        desktop.goto(live_server.url + path)
        picture(desktop, f"console-{name}")
        phone.goto(live_server.url + path)
        picture(phone, f"console-{name}-phone")
        assert not wider_than_the_window(phone), name
