"""The last stretch of the employee's way, the login, in the languages of the way; none leaks (B1, X7)."""

import pytest
from django.test import Client

from fuldmagt.mandates.assignments.models import Assignment
from tests import cast
from tests.leaking import MORE, leaked
from tests.oidc.conftest import World
from tests.sign_in.conftest import Adviser
from tests.sign_in.portal import CLIENTS, a_client

pytestmark = [pytest.mark.requirement("B1", "X7")]

MEANS = ("means", "passkey", "chip", "code", "code-reader", "app")


def judged(page: str, language: str) -> None:
    assert f'<html lang="{language}">' in page
    assert leaked(page, language) == []


@pytest.mark.parametrize("language", MORE)
def test_every_page_to_the_login_is_in_the_language(world: World, language: str) -> None:
    anna = world.anna
    anna.browser = Client(headers={"accept-language": f"{language};q=0.9, en;q=0.5"})
    start = anna.follows(world.party.address()).removesuffix("user-id")
    judged(anna.text, language)
    anna.sends(f"{start}user-id", user_id="")
    judged(anna.text, language)
    anna.types_user_id(f"{start}user-id")
    for means in MEANS:
        anna.follows(start + means)
        judged(anna.text, language)
    anna.types_code(f"{start}code", code="000000")
    judged(anna.text, language)
    anna.types_code(f"{start}code-reader", pin="")
    judged(anna.text, language)
    assert anna.logs_in(world.party.address()).startswith("https://se-sag.example/")


@pytest.mark.parametrize("language", MORE)
def test_what_lies_beside_the_login_is_in_the_language(world: World, language: str) -> None:
    anna = world.anna
    anna.browser = Client(headers={"accept-language": language})
    beside = ("/forgotten/user-id", "/forgotten/user-id/sent", "/forgotten/pin", "/forgotten/pin/sent")
    for path in (*beside, "/log-in/cancelled", "/sign-in/nowhere/"):
        anna.follows(path)
        judged(anna.text, language)
    for path in ("/forgotten/user-id", "/forgotten/pin"):
        anna.sends(path)
        judged(anna.text, language)


@pytest.mark.parametrize("language", MORE)
def test_with_the_frame_of_the_platform_around_it_a_page_speaks_as_the_platform_does(
    adviser: Adviser, language: str
) -> None:
    cast.gives(adviser.portal.jonas, adviser.portal.edit)
    for name in CLIENTS:
        a_client(adviser.portal, name)
    adviser.jonas.browser = Client(headers={"accept-language": language})
    page = adviser.jonas.logs_in(adviser.address)
    judged(adviser.jonas.text, "en")
    missing = page.replace("/organisation", "/missing")
    adviser.jonas.follows(missing)
    judged(adviser.jonas.text, "en")
    adviser.jonas.sends(missing, number="x")
    judged(adviser.jonas.text, "en")
    adviser.jonas.follows("/forgotten/pin")
    judged(adviser.jonas.text, "en")


def test_the_service_says_in_which_language_and_the_reader_has_the_last_word(world: World) -> None:
    anna = world.anna
    anna.browser = Client(headers={"accept-language": "es"})
    anna.follows(world.party.address(ui_locales="xx pl-PL uk"))
    judged(anna.text, "pl")
    anna.browser.cookies["fuldmagt_language"] = "ro"
    anna.follows(world.party.address(ui_locales="pl"))
    judged(anna.text, "ro")


@pytest.mark.requirement("F6")
def test_a_refusal_is_in_a_language_of_the_platform(world: World) -> None:
    """Its sentences are those of the whole law, which the way does not speak: English, and no mixture."""
    Assignment.objects.update(state="revoked")
    world.anna.browser = Client(headers={"accept-language": "uk"})

    page = world.anna.logs_in(world.party.address())

    assert page.endswith("/refused")
    assert '<html lang="en">' in world.anna.text
    assert "You cannot use Se Sag for Nordby Kommune yet" in world.anna.text
