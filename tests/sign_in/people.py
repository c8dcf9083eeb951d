"""Somebody with a code display in the hand, at a browser without JavaScript."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pyotp
from django.test import Client

from fuldmagt.authenticators.code import actions as codes
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock

PIN = "739158"
BEFORE = timedelta(minutes=10)


@dataclass
class Employee:
    """A user with a code display, and the browser on the desk."""

    user: BusinessUser
    secret: str
    browser: Client = field(default_factory=Client)
    pin: str = PIN

    def code(self, at: datetime | None = None) -> str:
        return pyotp.TOTP(self.secret).at(at or clock.now())

    def follows(self, address: str) -> str:
        """Go on by every redirect of our own; the first address that is another's, or the page's own."""
        while True:
            answer = self.browser.get(address)
            self.page = answer
            if answer.status_code not in {302, 303}:
                return address
            address = answer["Location"]
            if urlsplit(address).netloc not in {"", "localhost:8000"}:
                return address

    def types_user_id(self, page: str, user_id: str | None = None) -> str:
        return self.sends(page, user_id=user_id or self.user.user_id or "")

    def types_code(self, page: str, *, pin: str | None = None, code: str | None = None) -> str:
        return self.sends(page, pin=pin or self.pin, code=code or self.code())

    def posts_code(self, page: str) -> None:
        """Send the right PIN and digits, and do not go on."""
        self.page = self.browser.post(page, {"pin": self.pin, "code": self.code()})

    def sends(self, page: str, **fields: str) -> str:
        """Send the form of a page, and go on from the answer."""
        self.page = self.browser.post(page, fields)
        if self.page.status_code in {302, 303}:
            return self.follows(self.page["Location"])
        return page

    def logs_in(self, address: str) -> str:
        """From the address that a service sent the browser to, through the login; where it ends."""
        page = self.follows(address)
        if page.endswith("/user-id"):
            page = self.types_user_id(page)
        if page.endswith("/means"):
            page = self.follows(page.removesuffix("means") + "code")
        return self.types_code(page) if page.endswith("/code") else page

    @property
    def text(self) -> str:
        return " ".join(self.page.content.decode().split())


def without_tokens(page: str) -> str:
    """A page without what is drawn anew each time it is sent."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def an_employee(user: BusinessUser, *, at: datetime | None = None) -> Employee:
    """The user with a code display that was taken into use a while ago."""
    then = (at or clock.now()) - BEFORE
    enrolment = codes.begin_enrolment(user, at=then)
    first = codes.FirstUse(PIN, PIN, pyotp.TOTP(enrolment.secret).at(then))
    done = codes.finish_enrolment(enrolment.ref, first, user=user, by=user.ref, at=then)
    assert isinstance(done, Authenticator), done
    return Employee(user, enrolment.secret)
