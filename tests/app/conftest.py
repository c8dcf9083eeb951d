from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.models import BusinessUser
from tests import cast
from tests.app.phone import Phone, phone_of
from tests.app.two_screens import Story
from tests.browser import NARROW, a_page, speak
from tests.cast import Nordby, SeSag
from tests.enrolment.conftest import eid, running_eid
from tests.oidc.party import Party, a_party

__all__ = ["eid", "running_eid"]


@dataclass
class Desk:
    """A browser on a desk, without JavaScript, at a service's login."""

    party: Party
    browser: Client = field(
        default_factory=lambda: Client(
            headers={"accept-language": "en", "user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
        )
    )
    page: Any = None
    path: str = ""

    def goes(self, address: str) -> str:
        """On by every redirect of our own; where it ends."""
        while True:
            self.page = self.browser.get(address)
            if self.page.status_code not in {302, 303} or not self.page["Location"].startswith("/"):
                return address if self.page.status_code == 200 else self.page.headers.get("Location", address)
            address = self.page["Location"]

    def asks(self, user_id: str) -> str:
        """From the service to the page that shows the number, which is given."""
        page = self.goes(self.party.address().replace("http://localhost:8000", ""))
        assert page.endswith("/user-id"), page
        self.browser.post(page, {"user_id": user_id})
        self.path = page.removesuffix("user-id") + "app"
        self.page = self.browser.get(self.path)
        return self.number

    @property
    def number(self) -> str:
        found = self.page.context.get("request_")
        return str(found.number) if found and self.page.context["state"] == "waiting" else ""

    @property
    def text(self) -> str:
        return " ".join(self.page.content.decode().split())

    def looks(self) -> str:
        """Load the page again; where that leads."""
        return self.goes(self.path)


@dataclass
class World:
    nordby: Nordby
    se_sag: SeSag
    party: Party
    phone: Phone

    @property
    def anna(self) -> BusinessUser:
        return self.nordby.anna

    def desk(self) -> Desk:
        return Desk(self.party)


@pytest.fixture
def world(db: None, clock: time_machine.Traveller) -> World:
    """Anna, who may use Se Sag and has the app on her phone."""
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return World(nordby, se_sag, a_party(), phone_of(nordby.anna))


@pytest.fixture
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone. A parameter holds further settings of its browser."""
    more = getattr(request, "param", {})
    yield from a_page(browser, language="en", viewport=NARROW, color_scheme="light", has_touch=True, **more)


@pytest.fixture
def story(desktop: Page, phone: Page, live_server: LiveServer, settings: Settings) -> Story:
    settings.BASE_URL = live_server.url
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    cast.gives(nordby.bodil, se_sag.sagsbehandler)
    for page in (desktop, phone):
        speak(page, live_server.url, "en")
    phone.goto(f"{live_server.url}/app/")
    return Story(live_server.url, nordby, a_party(), desktop, phone)
