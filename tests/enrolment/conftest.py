"""What the stories of enrolment share: the national eID of the tests, and a way through the pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from fuldmagt.notices.models import Notice
from tests.enrolment.provider import Citizen, Mood, NationalEid, running


@pytest.fixture(scope="session")
def running_eid() -> Iterator[NationalEid]:
    with running() as eid:
        yield eid


@pytest.fixture
def eid(running_eid: NationalEid, settings: Settings) -> NationalEid:
    """The national eID in a good mood, and the platform as its client."""
    running_eid.mood = Mood()
    settings.EID_ISSUER = running_eid.issuer
    settings.EID_CLIENT_SECRET = "eid-secret"
    return running_eid


def last_mail(to: str) -> Notice:
    return Notice.objects.filter(kind="mail", to=to).latest("pk")


def link_in(notice: Notice) -> str:
    """The path of the first address in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", notice.body)
    assert found is not None
    return found[1]


def code_sent_to(phone: str) -> str:
    body = Notice.objects.filter(kind="text_message", to=phone).latest("pk").body
    found = re.search(r"\d{6}", body)
    assert found is not None
    return found[0]


@dataclass
class Employee:
    """Somebody at a browser with a link, on the way to a login."""

    eid: NationalEid
    link: str
    browser: Client = field(default_factory=Client)

    def opens_the_link(self) -> HttpResponse:
        return self.browser.get(self.link)

    def goes_to_the_eid(self) -> str:
        answer = self.browser.post(self.link)
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])

    def shows_the_eid(self, citizen: Citizen, **changed: str) -> Any:
        """Log in at the eID and come back."""
        return self.browser.get(self.eid.login(self.goes_to_the_eid(), citizen, **changed), follow=True)

    def types(self, page: str, **typed: str) -> Any:
        return self.browser.post(f"{self.link}{page}/", typed, follow=True)
