"""Rights of many people, changed through the pages as a browser without scripts posts them."""

import re
from collections.abc import Sequence
from html import unescape

from django.test import Client

from fuldmagt.organisations.models import BusinessUser

MANY = "/rights/many/"
SICKNESS, LEAVE = "indberetning:sygdom", "indberetning:barsel-ret"
CALCULATE, STATE = "ydelsesrefusion:opgoer", "ydelsesrefusion:attester"
"""The last two exclude one another."""


class Page:
    """A page of the change: its words, and what its form sends on."""

    def __init__(self, status: int, html: str) -> None:
        self.status, self.html = status, html
        main = html.split("<main", 1)[-1].split("</main>", 1)[0]
        self.text = " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())
        self.seen = next(iter(re.findall(r'name="seen" value="([^"]*)"', html)), "")

    def fields(self, button: str) -> dict[str, list[str]]:
        """What the form with this button sends, without what is ticked or typed."""
        form = next(each for each in re.findall(r"<form.*?</form>", self.html, re.DOTALL) if button in each)
        sent: dict[str, list[str]] = {}
        for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form):
            sent.setdefault(name, []).append(unescape(value))
        return sent


def post(browser: Client, posted: dict[str, object], query: str = "") -> Page:
    answer = browser.post(MANY + query, posted)
    return Page(answer.status_code, answer.content.decode())


def choose(browser: Client, *users: BusinessUser, what: str = "give") -> Page:
    return post(browser, {"step": "choose", "what": what, "user": [each.ref for each in users]})


def look(
    browser: Client, users: Sequence[BusinessUser], *rights: str, what: str = "give", **more: object
) -> Page:
    people = " ".join(each.ref for each in users)
    return post(browser, {"step": "look", "people": people, "what": what, "right": rights, **more})


def save(browser: Client, page: Page) -> Page:
    """Press the button of the page that was looked at."""
    return post(browser, {**page.fields('value="save"'), "step": "save"})
