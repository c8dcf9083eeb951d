"""Somebody in front of Se Sag, with a browser that runs no script."""

import html
import re
from dataclasses import dataclass, field

import httpx

FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TAGS = re.compile(r"<[^>]+>")


@dataclass
class SeSag:
    """The language is the browser's own, until chosen otherwise."""

    address: str
    browser: httpx.Client = field(
        default_factory=lambda: httpx.Client(follow_redirects=True, headers={"Accept-Language": "en"})
    )

    def open(self, path: str = "/cases/") -> httpx.Response:
        return self.browser.get(f"{self.address}{path}")

    def press(self, page: httpx.Response, path: str, **fields: str) -> httpx.Response:
        token = FORM.search(page.text)
        assert token
        data = {"csrfmiddlewaretoken": token[1], **fields}
        return self.browser.post(f"{self.address}{path}", data=data, headers={"Referer": str(page.url)})


def words(page: httpx.Response) -> str:
    """What a reader sees of a page, in one line."""
    body = page.text.partition("<body")[2].partition(">")[2]
    return " ".join(html.unescape(TAGS.sub(" ", body)).split())


def heading(page: httpx.Response) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page.text, re.DOTALL)
    assert found, page.text
    return " ".join(html.unescape(TAGS.sub("", found[1])).split())


def cases_on(page: httpx.Response) -> list[str]:
    return re.findall(r'class="fm-id" href="/cases/([^"/]+)/"', page.text)
