"""A foreign employee's way with the app: the activation on a desk, the app on a phone, then Se Sag."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.steps import Walker

KATARZYNA, USER_ID = "Katarzyna Zielna", "katarzyna.zielna"
PIN = "480271"


def activate(katarzyna: Walker, phone: Page) -> None:
    """Invited long ago; she has the mail and the code, and begins with the app."""
    told = katarzyna.demo.user(KATARZYNA)
    katarzyna.page.goto(katarzyna.demo.link_mailed_to("katarzyna.zielna@nordby.example"))
    katarzyna.press("main form[action*='/activate/'] button")
    steps.prove_at_the_eid(katarzyna, KATARZYNA)
    katarzyna.fill(code=told["temporary_code"])
    katarzyna.press()
    katarzyna.fill(user_id=USER_ID)
    katarzyna.press()
    katarzyna.fill(phone="20 30 40 61")
    katarzyna.press()
    katarzyna.fill(code=katarzyna.demo.code_texted_to("+4520304061"))
    katarzyna.press()
    katarzyna.press("main a[href$='/means/app/']")
    katarzyna.look("activation-app")
    code = "".join(katarzyna.page.locator("main .fm-code").first.inner_text().split())
    take_the_app_into_use(katarzyna.demo.address("app"), phone, code)
    expect(katarzyna.page).to_have_url(re.compile("/done/$"))


def take_the_app_into_use(address: str, phone: Page, code: str) -> None:
    phone.goto(f"{address}/")
    phone.locator("section[data-screen=begin] [data-to=code]").click()
    phone.fill("#user-id", USER_ID)
    phone.fill("#code", code)
    phone.click("#code-form [type=submit]")
    phone.fill("#new-pin", PIN)
    phone.fill("#pin-again", PIN)
    phone.click("#pin-form [type=submit]")
    phone.click("section[data-screen=ready] [data-to=users]")
    expect(phone.locator("section[data-screen=users]")).to_be_visible()


def open_se_sag(katarzyna: Walker, phone: Page) -> None:
    """From the service's own button to its cases; the phone is asked, and answers."""
    katarzyna.page.goto(katarzyna.demo.address("se_sag"))
    katarzyna.press("main a.button-primary")
    steps.name_oneself(katarzyna, USER_ID)
    katarzyna.press("main .fm-choice[href$='/app']")
    katarzyna.look("sign-in-app", again=False)
    number = katarzyna.page.locator("main .fm-code-xl").inner_text()
    expect(phone.locator("section[data-screen=request]")).to_contain_text("Se Sag")
    phone.fill("#number", number)
    phone.fill("#pin", PIN)
    phone.click("#request-form [type=submit]")
    expect(phone.locator("section[data-screen=approved]")).to_be_visible()
    expect(katarzyna.page).to_have_url(f"{katarzyna.demo.address('se_sag')}/cases/")
    assert katarzyna.page.locator("main tbody tr").count()
