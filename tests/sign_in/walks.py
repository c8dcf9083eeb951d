"""A person at a real browser who is sent to log in."""

from dataclasses import dataclass

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from fuldmagt.vocabulary import clock
from tests import cast
from tests.browser import follow
from tests.oidc.party import Party, a_party
from tests.sign_in.people import Employee, an_employee

LOG_IN = "main button.button-primary"


@dataclass
class Walk:
    """A person at a real browser, and the service that sends the person here."""

    page: Page
    server: str
    party: Party
    who: Employee

    def comes(self, **changes: str | None) -> None:
        self.page.goto(self.server + self.party.address(**changes))

    def to_code(self) -> None:
        if self.page.url.endswith("/user-id"):
            self.page.fill("input[name=user_id]", self.who.user.user_id or "")
            follow(self.page.locator(LOG_IN))
        follow(self.page.locator("a.fm-choice[href$='/code']"))

    def types_the_code(self) -> None:
        self.to_code()
        self.page.fill("input[name=pin]", self.who.pin)
        self.page.fill("input[name=code]", self.who.code(clock.now()))

    def logs_in(self) -> None:
        self.types_the_code()
        follow(self.page.locator(LOG_IN))


def anna_at(page: Page, server: LiveServer) -> Walk:
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return Walk(page, server.url, a_party(), an_employee(nordby.anna))
