"""A person at a browser that speaks HTTP to a running server: it follows, reads forms and fills them in."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from fuldmagt.vocabulary import clock
from tests.sign_in.people import Employee

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Hands:
    who: Employee
    server: str
    browser: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    page: httpx.Response | None = None

    def follows(self, address: str) -> str:
        """Go on by every redirect of the platform; the first address that is another's, or the page's own."""
        while address.startswith(self.server):
            self.page = self.browser.get(address)
            if not self.page.is_redirect:
                break
            address = urljoin(address, self.page.headers["Location"])
        return address

    def sends(self, address: str, **fields: str) -> str:
        assert self.page is not None
        token = TOKEN.search(self.page.text)
        assert token, self.page.text[:500]
        answer = self.browser.post(address, data={**fields, "csrfmiddlewaretoken": token[1]})
        assert answer.is_redirect, answer.text
        return self.follows(urljoin(address, answer.headers["Location"]))

    def logs_in(self, address: str) -> str:
        """From where a service sent the browser, through the login; where the browser is sent back to."""
        page = self.follows(address)
        if page.endswith("/user-id"):
            page = self.sends(page, user_id=self.who.user.user_id or "")
        if page.endswith("/means"):
            page = self.follows(page.removesuffix("means") + "code")
        if page.endswith("/code"):
            page = self.sends(page, pin=self.who.pin, code=self.who.code(clock.now()))
        return page
