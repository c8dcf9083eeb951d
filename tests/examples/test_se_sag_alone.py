"""Se Sag when nobody answers: a platform of its own for each test, so that it can be taken away."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.examples.platform import Platform
from tests.examples.running import free_port, running
from tests.examples.se_sag import SeSag, cases_on, heading


@pytest.fixture
def own_platform() -> Platform:
    platform = Platform()
    platform.reset()
    return platform


@pytest.fixture
def visitor(own_platform: Platform, tmp_path: Path) -> Iterator[SeSag]:
    settings = {"url": f"http://localhost:{free_port()}", "issuer": own_platform.issuer}
    own_platform.client_address = settings["url"]
    with running("se_sag", settings, tmp_path / "se-sag"):
        yield SeSag(settings["url"])


def test_when_the_decision_service_is_gone_se_sag_is_shut_and_opens_again_with_it(
    visitor: SeSag, own_platform: Platform
) -> None:
    with own_platform.serving():
        number = cases_on(visitor.open())[0]
    own_platform.server.server_close()

    page = visitor.open(f"/cases/{number}/")
    assert page.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert heading(page) == "We cannot see right now what you may see"
    assert page.headers["retry-after"]
    assert number not in page.text.replace(f"/cases/{number}/", "")

    back = Platform(port=own_platform.port)
    back.reset()
    with back.serving():
        assert number in visitor.open(f"/cases/{number}/").text
    back.server.server_close()


def test_se_sag_may_ask_with_a_secret_instead_of_a_token(own_platform: Platform, tmp_path: Path) -> None:
    settings = {"url": f"http://localhost:{free_port()}", "issuer": own_platform.issuer}
    own_platform.client_address = settings["url"]
    own_platform.expects = "Basic c2Utc2FnOmElMjBzZWNyZXQlMkZvZiUzQSUyMGl0"  # se-sag:a%20secret%2Fof%3A%20it
    with (
        own_platform.serving(),
        running("se_sag", settings | {"decisions_secret": "a secret/of: it"}, tmp_path / "own"),
    ):
        assert cases_on(SeSag(settings["url"]).open())


def test_one_can_leave_without_the_platform(visitor: SeSag, own_platform: Platform) -> None:
    with own_platform.serving():
        page = visitor.open()
    own_platform.server.server_close()
    visitor.browser.follow_redirects = False
    assert visitor.press(page, "/logout").status_code == httpx.codes.SEE_OTHER
    assert heading(visitor.open("/")) == "Follow work-injury cases"
    assert not visitor.open("/cases/").is_success


def test_when_the_platform_is_gone_nobody_logs_in(visitor: SeSag, own_platform: Platform) -> None:
    own_platform.server.server_close()
    page = visitor.open()
    assert page.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert heading(page) == "Logging in does not work right now"
