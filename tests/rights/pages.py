"""The rights tree of a user as a browser without scripts meets it."""

import re
from html import unescape

from django.test import Client

from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
SICKNESS = "indberetning:sygdom"


def address(user: BusinessUser) -> str:
    return f"/users/{user.ref}/rights/"


class Page:
    """The tree as it stands in the page."""

    def __init__(self, html: str) -> None:
        self.text = unescape(html)
        self.seen = re.findall(r'name="seen" value="([^"]*)"', html)[0]
        self.shown = re.findall(r'name="shown" value="([^"]*)"', html)

    def row(self, right: str) -> str:
        """The line of one right: from its box to the next one."""
        box = rf'<input[^>]*name="right" value="{right}".*?(?=data-row|</form>)'
        found = re.search(box, self.text, re.DOTALL)
        assert found, f"{right} is not in the tree"
        return found[0]

    def ticked(self, right: str) -> bool:
        return " checked" in self.row(right).split(">")[0]

    def closed(self, right: str) -> bool:
        return " disabled" in self.row(right).split(">")[0]


def see(browser: Client, user: BusinessUser, query: str = "") -> Page:
    answer = browser.get(address(user) + query)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def save(browser: Client, user: BusinessUser, page: Page, *ticks: str) -> Page:
    """Save the page with these ticks, as a browser posts them; the page that follows."""
    posted = {"right": list(ticks), "shown": page.shown, "seen": page.seen}
    answer = browser.post(address(user), posted, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return Page(answer.content.decode())


def may(user: BusinessUser, right: str) -> bool:
    now = clock.now()
    question = Question(user.ref, right, user.organisation.ref, Context(at=now, now=now))
    return isinstance(ask(question), Allowed)
