"""The app as people use it: a desktop and a phone, each a browser of its own."""

import pytest
from playwright.sync_api import Page, expect

from tests.app.two_screens import Story, judged
from tests.browser import speak

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """async () => {
  const open = indexedDB.open("fuldmagt-app");
  await new Promise((done) => (open.onsuccess = done));
  const all = (name) => new Promise((done) => {
    const asked = open.result.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const [key] = await all("device");
  const rows = await all("users");
  return { extractable: key.extractable, columns: rows.map((row) => Object.keys(row).sort()),
           lengths: rows.map((row) => [row.wrapped.length, row.salt.length]) };
}"""


@pytest.mark.requirement("B10")
def test_a_login_is_approved_on_the_phone(story: Story) -> None:
    judged(story.phone, "1-begin")
    story.phone.get_by_role("button", name="A passport or an ID card").click()
    expect(story.phone.get_by_role("heading", level=1)).to_contain_text("MitID’s own app")
    judged(story.phone, "2-passport")
    story.phone.get_by_role("button", name="Back").click()
    story.takes_into_use(story.nordby.anna)
    judged(story.phone, "5-ready")
    story.phone.get_by_role("button", name="Go on").click()
    judged(story.phone, "6-users")

    number = story.asks()
    judged(story.desk, "7-number")
    expect(story.phone.get_by_role("heading", level=1)).to_have_text("Is it you?")
    expect(story.phone.locator(".fm-thread")).to_contain_text("on behalf of Nordby Kommune")
    expect(story.phone.locator(".fm-thread")).to_contain_text("in Se Sag")
    judged(story.phone, "8-request")
    with story.desk.expect_request("https://se-sag.example/**"):
        story.approves(number)

    expect(story.phone.get_by_role("heading", level=1)).to_have_text("Approved. Go on at the computer")
    judged(story.phone, "9-approved")


def test_nothing_on_the_phone_tells_a_right_pin_from_a_wrong_one(story: Story) -> None:
    """What is kept is a masked seed and no more; each PIN signs, and the platform alone judges."""
    story.takes_into_use(story.nordby.anna)
    kept = story.phone.evaluate(KEPT)
    story.phone.get_by_role("button", name="Go on").click()
    number = story.asks()

    story.approves(number, "902714")
    expect(story.phone.locator("#request-wrong")).to_contain_text("You have 4 tries left")
    judged(story.phone, "wrong-pin")
    after = story.phone.evaluate(KEPT)

    assert kept == after
    assert kept == {
        "extractable": False,
        "columns": [["key", "name", "organisation", "salt", "secret", "since", "user_id", "wrapped"]],
        "lengths": [[32, 16]],
    }


def test_it_is_not_me(story: Story) -> None:
    story.takes_into_use(story.nordby.anna)
    story.phone.get_by_role("button", name="Go on").click()
    story.asks()

    story.phone.get_by_role("button", name="It is not me").click()

    expect(story.phone.get_by_role("heading", level=1)).to_have_text("The login has been stopped")
    judged(story.phone, "denied")
    expect(story.desk.get_by_role("heading", level=1)).to_have_text("The login was stopped in the app")
    judged(story.desk, "denied-desk")


def unlockable(page: Page) -> None:
    """The phone can see its user's finger, and keeps secrets of its own (WebAuthn, PRF)."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal",
                "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True, "hasPrf": True,
            }
        },
    )  # fmt: skip


@pytest.mark.requirement("B11")
def test_two_users_in_one_app_turn_face_and_fingerprint_off(story: Story) -> None:
    phone = story.phone
    unlockable(phone)
    story.takes_into_use(story.nordby.anna)
    phone.get_by_role("button", name="Go on").click()
    story.approves(story.asks())
    phone.get_by_role("button", name="Turn face and fingerprint on").click()
    expect(phone.locator("#unlock-says")).to_have_text("Face and fingerprint are on.")
    phone.get_by_role("button", name="Close").click()

    number = story.asks()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Is it you?")
    expect(phone.get_by_label("Your PIN")).to_be_hidden()
    phone.get_by_label("Number on the screen").fill(number)
    phone.get_by_role("button", name="Approve").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Approved. Go on at the computer")
    phone.get_by_role("button", name="Close").click()
    phone.get_by_role("button", name="Add a user").click()
    story.takes_into_use(story.nordby.bodil, "902714")
    expect(phone.locator("#ready-several")).to_be_visible()
    phone.get_by_role("button", name="Go on").click()
    judged(phone, "two-users")

    number = story.asks()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Is it you?")
    expect(phone.locator("#request-several")).to_be_visible()
    expect(phone.get_by_label("Your PIN")).to_be_visible()
    assert all("unlock" not in row for row in phone.evaluate(KEPT)["columns"])
    story.approves(number)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Approved. Go on at the computer")
    expect(phone.locator("#unlock-offer")).to_be_hidden()


def test_a_login_by_the_app_needs_no_script_on_the_desk(scriptless: Page, story: Story) -> None:
    speak(scriptless, story.address, "en")
    story.takes_into_use(story.nordby.anna)
    story.phone.get_by_role("button", name="Go on").click()
    story.desk = scriptless
    number = story.asks()
    judged_source = story.desk.content()
    with story.desk.expect_request("https://se-sag.example/**", timeout=30_000):
        story.approves(number)

    assert 'http-equiv="refresh"' in judged_source
