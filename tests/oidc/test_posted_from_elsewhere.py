"""A service posts its form to us: a real browser sends no cookie of ours along with it."""

from html import escape

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from fuldmagt.clients.models import Session
from tests.oidc.party import answer_in
from tests.sign_in.walks import LOG_IN, Walk, anna_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X1")]

SERVICE = "http://se-sag.example/"


@pytest.fixture
def anna(desktop: Page, live_server: LiveServer) -> Walk:
    return anna_at(desktop, live_server)


def logged_in(anna: Walk) -> dict[str, str]:
    """What the browser carries back to the service; nobody answers there."""
    anna.types_the_code()
    with anna.page.expect_request("https://se-sag.example/callback?*") as sent:
        anna.page.click(LOG_IN)
    return answer_in(sent.value.url)


def posts(anna: Walk, path: str, fields: dict[str, str]) -> None:
    """From a page of the service, by the press of a button."""
    inputs = "".join(f'<input type="hidden" name="{name}" value="{escape(fields[name])}">' for name in fields)
    form = f'<form method="post" action="{anna.server}{path}">{inputs}<button>Go</button></form>'

    def page(route: Route) -> None:
        route.fulfill(body=form, content_type="text/html")

    anna.page.route(SERVICE, page)
    anna.page.goto(SERVICE)
    anna.page.click("button")


def test_a_posted_request_leaves_the_other_logins_of_the_browser_alone(anna: Walk) -> None:
    anna.comes(state="the first")
    first = anna.page.url

    posts(anna, "/oidc/authorize", anna.party.request(state="the second"))
    anna.page.wait_for_url("**/sign-in/*/user-id")
    anna.page.goto(first)

    assert logged_in(anna)["state"] == "the first"


def test_a_posted_log_off_ends_the_login_at_the_platform(anna: Walk) -> None:
    anna.comes()
    tokens = anna.party.redeems(logged_in(anna)["code"]).json()

    posts(anna, "/oidc/logout", {"id_token_hint": tokens["id_token"]})

    anna.page.wait_for_url("**/log-off/done")
    assert Session.objects.get().ended_because == "logged off"
    anna.page.goto(f"{anna.server}/mine/")
    anna.page.wait_for_url("**/sign-in/**")
