"""A desktop and a phone, each a browser of its own, and how people use the two."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from fuldmagt.authenticators.app.actions import begin, code_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from tests.browser import inline, picture, violations, wider_than_the_window
from tests.cast import Nordby
from tests.oidc.party import Party

PIN = "480271"
ANNA = "anna.holmstrup.nordby"


@dataclass
class Story:
    address: str
    nordby: Nordby
    party: Party
    desk: Page
    phone: Page

    def takes_into_use(self, user: BusinessUser, pin: str = PIN) -> None:
        """User id and code typed on the phone, and a PIN chosen."""
        phone = self.phone
        phone.get_by_role("button", name="An activation code").click()
        phone.get_by_label("User id").fill(user.user_id or "")
        phone.get_by_label("Activation code").fill(code_of(begin(user, at=clock.now())))
        phone.get_by_role("button", name="Go on").click()
        phone.get_by_label("PIN", exact=True).fill(pin)
        phone.get_by_label("Once more").fill(pin)
        phone.get_by_role("button", name="Take the app into use").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("The app is ready")

    def asks(self, user_id: str = ANNA) -> str:
        """The login page on the desk, up to the number."""
        # A login just approved is on its way to the service, which nobody answers for: another window.
        before, self.desk = self.desk, self.desk.context.new_page()
        before.close()
        desk = self.desk
        desk.context.clear_cookies(name="fuldmagt_session")  # whoever is logged in is not asked again
        desk.goto(self.address + self.party.address())
        if desk.url.endswith("/user-id"):
            desk.fill("input[name=user_id]", user_id)
            desk.click("main button.button-primary")
        desk.click("a.fm-choice[href$='/app']")
        return desk.locator(".fm-code-xl").inner_text()

    def approves(self, number: str, pin: str = PIN) -> None:
        expect(self.phone.get_by_role("heading", level=1)).to_have_text("Is it you?")
        self.phone.get_by_label("Number on the screen").fill(number)
        self.phone.get_by_label("Your PIN").fill(pin)
        self.phone.get_by_role("button", name="Approve").click()


def judged(page: Page, name: str) -> None:
    picture(page, f"app-{name}")
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)
