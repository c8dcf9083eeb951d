"""The page that the app is: its keys and PINs, without a connection, installed, in every language."""

import pytest
from playwright.sync_api import Route, expect

from fuldmagt.authenticators.app.actions import begin, code_of
from fuldmagt.authenticators.code.rules import is_weak
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.vocabulary import clock
from tests.app.two_screens import ANNA, PIN, Story, judged
from tests.browser import PSEUDO, speak, untranslated, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.requirement("B10")
def test_a_picture_opens_the_app_with_the_code_typed(story: Story) -> None:
    code = code_of(begin(story.nordby.anna, at=clock.now()))

    story.phone.goto("about:blank")
    story.phone.goto(f"{story.address}/app/#user={ANNA}&code={code}")

    expect(story.phone.get_by_label("User id")).to_have_value(ANNA)
    expect(story.phone.get_by_label("Activation code")).to_have_value(code)
    assert story.phone.url == f"{story.address}/app/"
    judged(story.phone, "3-code")


def test_the_keypad_types_the_pin(story: Story) -> None:
    phone = story.phone
    phone.get_by_role("button", name="An activation code").click()
    phone.get_by_label("User id").fill(ANNA)
    phone.get_by_label("Activation code").fill(code_of(begin(story.nordby.anna, at=clock.now())))
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Choose a PIN")
    pad = phone.locator("[data-screen=pin] .fm-keys")

    for digit in f"{PIN}{PIN}9":
        pad.get_by_role("button", name=digit, exact=True).click()
    pad.get_by_role("button", name="Delete").click()
    pad.get_by_role("button", name=PIN[-1], exact=True).click()
    judged(phone, "4-pin")
    phone.get_by_role("button", name="Take the app into use").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("The app is ready")
    assert Authenticator.objects.filter(kind="app").count() == 1


def test_the_app_refuses_the_pins_that_are_guessed_first(story: Story) -> None:
    """The same as for code displays, which the platform itself judges."""
    pins = [
        *("111111", "123456", "987654", "890123", "121212", "123123", "112233", "246810", "159753"),
        *("480271", "902714", "170586", "739158", "102938", "010203"),
        *("170585", "850517", "051785"),
    ]

    judged_there = story.phone.evaluate(
        """async ([pins, avoid]) => {
          const { weak } = await import("/static/app/pin.js");
          const common = document.querySelector("main").dataset.common.split(" ");
          return pins.map((pin) => weak(pin, common, avoid));
        }""",
        [pins, ["170585", "850517", "051785"]],
    )

    born = story.nordby.anna.birth_date
    assert judged_there == [is_weak(pin, birth_date=born) for pin in pins]


def test_the_script_makes_the_key_of_rfc_8032(story: Story) -> None:
    made = story.phone.evaluate(
        """async (hex) => {
          const { publicKey, sign, written } = await import("/static/app/keys.js");
          const seed = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
          return [await publicKey(seed), await sign(seed, new Uint8Array()), [...written("æ", "")]];
        }""",
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    )

    assert made[0] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert made[1].startswith("5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVV")
    assert bytes(made[2]) == "2:æ\n0:\n".encode()


def test_the_app_opens_without_a_connection(story: Story) -> None:
    story.takes_into_use(story.nordby.anna)
    story.phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    story.phone.reload()
    expect(story.phone.get_by_role("heading", level=1)).to_have_text("No login waits for you")

    story.phone.context.set_offline(True)
    story.phone.reload()

    expect(story.phone.get_by_role("heading", level=1)).to_have_text("No login waits for you")
    expect(story.phone.locator("#news")).to_contain_text("There is no connection")
    judged_offline = violations(story.phone)
    story.phone.context.set_offline(False)
    expect(story.phone.locator("#news")).to_be_empty()
    assert judged_offline == []


# What passes the app's worker cannot be disturbed on its way.
@pytest.mark.parametrize("phone", [{"service_workers": "block"}], indirect=True)
def test_an_app_that_missed_the_answer_goes_on_by_pressing_again(story: Story) -> None:
    phone = story.phone
    phone.get_by_role("button", name="An activation code").click()
    phone.get_by_label("User id").fill(ANNA)
    phone.get_by_label("Activation code").fill(code_of(begin(story.nordby.anna, at=clock.now())))
    phone.get_by_role("button", name="Go on").click()
    phone.route("**/app/key", arrives_but_is_not_answered, times=1)
    phone.get_by_label("PIN", exact=True).fill(PIN)
    phone.get_by_label("Once more").fill(PIN)
    phone.get_by_role("button", name="Take the app into use").click()
    expect(phone.locator("#pin-wrong")).to_contain_text("There is no connection")
    assert Authenticator.objects.filter(kind="app").count() == 1

    phone.get_by_role("button", name="Take the app into use").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("The app is ready")
    phone.get_by_role("button", name="Go on").click()
    story.approves(story.asks())
    expect(phone.get_by_role("heading", level=1)).to_have_text("Approved. Go on at the computer")
    assert Authenticator.objects.filter(kind="app").count() == 1


def arrives_but_is_not_answered(route: Route) -> None:
    route.fetch()
    route.abort()


def test_the_app_can_be_installed(story: Story) -> None:
    manifest = story.phone.request.get(f"{story.address}/app/manifest.webmanifest")

    told = manifest.json()
    assert manifest.headers["content-type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"]) == ("/app/", "/app/", "standalone")
    assert story.phone.request.get(f"{story.address}{told['icons'][0]['src']}").ok


@pytest.mark.requirement("X7")
@pytest.mark.parametrize("language", ["da", "nl"])
def test_the_app_speaks_the_language_of_its_user(story: Story, language: str) -> None:
    speak(story.phone, story.address, language)

    story.phone.reload()

    first = {"da": "Hvad har du?", "nl": "Wat hebt u?"}
    expect(story.phone.get_by_role("heading", level=1)).to_have_text(first[language])
    judged(story.phone, f"1-begin-{language}")


@pytest.mark.requirement("X7")
def test_nothing_in_the_app_is_left_in_english_alone(story: Story, pseudo: None) -> None:
    for page in (story.desk, story.phone):
        speak(page, story.address, PSEUDO)
    data = ["MitID", "Dansk", "Nederlands", "English", "Anna Holmstrup", "Se Sag", ANNA,
            "Arbejdsmarkedets Erhvervssikring"]  # fmt: skip

    story.phone.reload()
    story.asks()

    assert untranslated(story.phone, data) == []
    assert untranslated(story.desk, data) == []
