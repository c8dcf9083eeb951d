"""What a person does on the way, one function for each stretch. Pages are found by what stands on them."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect
from pyotp import TOTP

from tests.browser import (
    CONTRAST,
    LANGUAGES,
    NARROW,
    WIDE,
    follow,
    picture,
    speak,
    violations,
    wider_than_the_window,
)
from tests.effort import in_turn
from tests.journeys.demonstration import Demonstration
from tests.waiting import until


@dataclass
class Walker:
    """A person with an own browser, who looks at each page that they come to."""

    page: Page
    demo: Demonstration
    looks: bool = True
    looked: int = 0

    def go(self, path: str) -> None:
        self.page.goto(f"{self.demo.address('platform')}{path}")

    def press(self, selector: str = "main button.button-primary") -> None:
        """Press what leads to another page, and wait until it is there."""
        follow(self.page.locator(selector).first)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)

    def choose(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.select_option(f"main select[name={name}]", value)

    def look(self, name: str, *, again: bool = True) -> None:
        """Nobody is shut out of the page, on a desk and on a phone, there in each language by turns.

        `again` says that the page can be asked for again; one that shows a code once cannot.
        """
        if not self.looks:
            return
        self._judge(f"{name}-desk")
        if not again:
            return
        address = self.page.url
        self.looked += 1
        self.page.set_viewport_size(NARROW)
        for language in in_turn(self.looked, LANGUAGES):
            speak(self.page, self.demo.address("platform"), language)
            self.page.goto(address)
            self._judge(f"{name}-{language}", but=CONTRAST)
        speak(self.page, self.demo.address("platform"), "da")
        self.page.set_viewport_size(WIDE)
        self.page.goto(address)

    def _judge(self, name: str, *, but: str = "") -> None:
        picture(self.page, name)
        assert violations(self.page, but=but) == [], f"{name}: {self.page.url}"
        assert not wider_than_the_window(self.page), name


def prove_at_the_eid(walker: Walker, name: str) -> None:
    """Choose oneself at the stand-in of the national eID, and approve."""
    page = walker.page
    page.fill("input[name=q]", name)
    walker.press("main form[role=search] button")
    walker.press(f"main a:has-text('{name}')")
    walker.press()


def choose_user_id_and_phone(walker: Walker, phone: str) -> str:
    """The user id is the first one proposed; the phone is confirmed by the code in the text message."""
    walker.look("activation-user-id")
    user_id = walker.page.input_value("main [name=user_id]")
    walker.press()
    walker.look("activation-phone")
    walker.fill(phone=phone)
    walker.press()
    walker.look("activation-phone-code")
    walker.fill(code=walker.demo.code_texted_to(f"+45{phone.replace(' ', '')}"))
    walker.press()
    return user_id


@dataclass
class Display:
    """A code display in the hand: it shows each code for half a minute, and each counts once."""

    secret: str
    used: str = ""

    def code(self) -> str:
        shows = TOTP(self.secret)
        self.used = until(
            lambda: code if (code := shows.now()) != self.used else "", within=35, doing="a new code"
        )
        return self.used


def take_a_code_display(walker: Walker, pin: str) -> Display:
    """An app of one's own reads the secret; the PIN is one's own."""
    walker.look("activation-means")
    walker.press("main a[href$='/means/display/']")
    walker.look("activation-display")
    secret = walker.page.locator("main .fm-code").first.inner_text()
    display = Display("".join(secret.split()))
    walker.fill(pin=pin, pin_again=pin, code=display.code())
    walker.press()
    return display


def make_a_passkey(walker: Walker) -> None:
    walker.look("activation-means")
    walker.press("main a[href$='/means/passkey/']")
    walker.look("activation-passkey")
    walker.press()


def log_in_by_display(walker: Walker, user_id: str, pin: str, display: Display) -> None:
    """From the page that asks for the user id."""
    name_oneself(walker, user_id)
    walker.press("main .fm-choice[href$='/code'], main .fm-choice[value='code_display']")
    walker.look("sign-in-code")
    walker.fill(pin=pin, code=display.code())
    walker.press()
    expect(walker.page.locator("main [name=pin]")).to_have_count(0)


def log_in_by_passkey(walker: Walker, user_id: str) -> None:
    name_oneself(walker, user_id)
    walker.press("main .fm-choice[href$='/passkey'], main .fm-choice[value='passkey']")
    walker.look("sign-in-passkey")
    walker.press()


def name_oneself(walker: Walker, user_id: str) -> None:
    """Type one's user id, unless this browser knows it from last time."""
    if walker.page.locator("main [name=user_id]").count():
        walker.look("sign-in-user-id")
        walker.fill(user_id=user_id)
        walker.press()
    expect(walker.page.locator("main .fm-choice").first).to_be_visible()
    walker.look("sign-in-means")
