"""The page of a login on which a passkey is used, in a real browser."""

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock
from tests.browser import follow, passkey
from tests.sign_in.walks import Walk, anna_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(desktop: Page, live_server: LiveServer, settings: Settings) -> Walk:
    settings.BASE_URL = live_server.url  # passkeys are made for this very address
    return anna_at(desktop, live_server)


def test_anna_logs_in_by_her_passkey(anna: Walk) -> None:
    """Made in the same browser by the platform's own ceremony, used on the page of the login."""
    passkey(anna.page)
    user = anna.who.user
    assert user.person is not None
    ceremony = passkeys.begin_registration(user.person, user, at=clock.now())
    anna.page.goto(f"{anna.server}/help")
    made = anna.page.evaluate(MAKES, ceremony.options)
    passkeys.finish_registration(ceremony.ref, made, user=user, by=user.ref, at=clock.now())

    anna.comes()
    anna.page.fill("input[name=user_id]", user.user_id or "")
    follow(anna.page.locator("main button.button-primary"))
    follow(anna.page.locator("a.fm-choice[href$='/passkey']"))
    with anna.page.expect_request("https://se-sag.example/callback?code=*"):
        anna.page.click("main button.button-primary")
    assert SignIn.objects.get().means == "passkey"


def test_a_passkey_of_somebody_else_is_refused(anna: Walk) -> None:
    passkey(anna.page)
    mette = BusinessUser.objects.get(name="Mette Lundager")
    assert mette.person is not None
    ceremony = passkeys.begin_registration(mette.person, mette, at=clock.now())
    anna.page.goto(f"{anna.server}/help")
    made = anna.page.evaluate(MAKES, ceremony.options)
    passkeys.finish_registration(ceremony.ref, made, user=mette, by=mette.ref, at=clock.now())

    anna.comes()
    anna.page.fill("input[name=user_id]", anna.who.user.user_id or "")
    follow(anna.page.locator("main button.button-primary"))
    follow(anna.page.locator("a.fm-choice[href$='/passkey']"))
    anna.page.click("main button.button-primary")
    anna.page.wait_for_selector("h1:has-text('hører ikke til')")
    assert SignIn.objects.get().stage == "begun"


def test_a_browser_without_a_passkey_says_so_and_offers_another_way(anna: Walk) -> None:
    anna.comes()
    anna.page.fill("input[name=user_id]", anna.who.user.user_id or "")
    follow(anna.page.locator("main button.button-primary"))
    follow(anna.page.locator("a.fm-choice[href$='/passkey']"))
    passkey(anna.page)
    anna.page.click("main button.button-primary")
    anna.page.wait_for_selector("#passkey-says:has-text('Du kan prøve igen')")
    follow(anna.page.locator("main a.button-tertiary"))
    assert anna.page.url.endswith("/means")


def test_without_javascript_the_passkeys_page_says_what_works(
    scriptless: Page, anna: Walk, live_server: LiveServer
) -> None:
    walk = Walk(scriptless, live_server.url, anna.party, anna.who)
    walk.comes()
    scriptless.fill("input[name=user_id]", anna.who.user.user_id or "")
    scriptless.click("main button.button-primary")
    scriptless.click("a.fm-choice[href$='/passkey']")
    assert "Kodeviseren virker uden" in scriptless.inner_text("main")
    scriptless.click("main button.button-primary")
    assert scriptless.url.endswith("/passkey")


# What the page of enrolment does in its own words: make a passkey by these options.
MAKES = """
async (written) => {
  const options = JSON.parse(written);
  const plain = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = (text) => Uint8Array.from(plain(text), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const made = await navigator.credentials.create({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: [],
  } });
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    },
  });
}
"""
