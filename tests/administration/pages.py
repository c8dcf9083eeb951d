"""Reading pages as people do: by what is written on them."""

import html
import re
from typing import Any


def words(answer: Any) -> str:
    """The text of a page, one line, without markup."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    page = re.sub(r"<[^>]+>", " ", page)
    return " ".join(html.unescape(page).split())


def heading(answer: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), flags=re.S)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def rows(answer: Any) -> list[str]:
    """The rows of the tables on a page, each as one line."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", answer.content.decode(), flags=re.S)
    found = [row for body in bodies for row in re.findall(r"<tr\b.*?</tr>", body, flags=re.S)]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]


def names(answer: Any) -> list[str]:
    """The row heads of a list of people."""
    found = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', answer.content.decode(), flags=re.S)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", head)).split()) for head in found]


def links(answer: Any) -> list[str]:
    return [html.unescape(url) for url in re.findall(r'<a\b[^>]*href="([^"]*)"', answer.content.decode())]


def posted(answer: Any) -> list[str]:
    """Where the forms of a page post to; an empty string is the page itself."""
    forms = re.findall(r'<form\b[^>]*method="post"[^>]*>', answer.content.decode())
    return [found[1] if (found := re.search(r'action="([^"]*)"', form)) else "" for form in forms]


def field(answer: Any, name: str) -> str:
    """What stands in an input of a page."""
    page = answer.content.decode()
    control = re.search(rf'<input\b[^>]*\bname="{name}"[^>]*>', page)
    assert control is not None, f"no field {name}"
    value = re.search(r'value="([^"]*)"', control[0])
    return html.unescape(value[1]) if value else ""
