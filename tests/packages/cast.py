"""Packages made and given through the doors; and a file that puts another right in one on offer."""

import re

from django.test import Client

from fuldmagt.catalogue.imports.actions import Loaded, load
from fuldmagt.catalogue.models import Package
from fuldmagt.organisations.models import BusinessUser
from tests.administration.pages import field
from tests.cast import NEW_YEAR
from tests.groups.cast import LEAVE, SICKNESS, words
from tests.rights.conftest import DEMONSTRATION

PAY = "loen-og-refusion"
NEW = "indberetning:refusion"
"""What a later file puts in the package on offer."""


def a_package(browser: Client, name: str = "Fravær", *rights: str) -> Package:
    said = {"name": name, "text": "Til vikarer", "right": rights or (SICKNESS, LEAVE)}
    assert browser.post("/packages/new/", said).status_code == 302
    return Package.objects.get(name=name, retired_at__isnull=True)


def give(browser: Client, package: str, **whom: object) -> str:
    """Looked at and then given; what the page said first, or in the end."""
    said = {"package": package, "holder": "", "person": "", **whom}
    seen = browser.post("/packages/give/", said | {"step": "look"})
    if 'name="seen"' not in seen.content.decode():
        return words(seen.content)
    done = browser.post("/packages/give/", said | {"step": "give", "seen": field(seen, "seen")}, follow=True)
    return words(done.content)


def to_person(browser: Client, package: str, user: BusinessUser, **more: object) -> str:
    return give(browser, package, person=user.email, **more)


def change(browser: Client, package: Package, *rights: str) -> str:
    said = {"name": package.name, "text": "Til vikarer", "right": rights}
    seen = browser.post(f"/packages/{package.ref}/change/", said | {"step": "look"})
    if 'value="save"' not in seen.content.decode():
        return words(seen.content)
    confirmed = said | {"step": "save", "seen": field(seen, "seen")}
    return words(browser.post(f"/packages/{package.ref}/change/", confirmed, follow=True).content)


def catalogue_with(rights: str, package: str = PAY) -> str:
    """The demonstration's file, in which a package holds these rights."""
    text = DEMONSTRATION.read_text()
    before, line, after = re.split(rf"(- id: {package}\n(?:.*\n)*?    rights: )\[[^]]*\]", text, maxsplit=1)[
        :3
    ]
    return f"{before}{line}[{rights}]{after}"


def loaded(text: str) -> Loaded:
    outcome = load(text, held=lambda rights: {}, by="command-line", at=NEW_YEAR, admitted=True)
    assert isinstance(outcome, Loaded), outcome
    return outcome


def put_in(*rights: str) -> None:
    """A new file: the package on offer holds these."""
    loaded(catalogue_with(", ".join(rights)))


def answer(browser: Client, package: str, right: str, answer: str) -> str:
    """What the page of the news offers, pressed for this right."""
    page = browser.get("/packages/news/").content.decode()
    form = next(
        each
        for each in re.findall(r'<form method="post">.*?</form>', page, re.DOTALL)
        if f'value="{package}"' in each and f'value="{right}"' in each
    )
    seen = re.findall(r'name="seen" value="([^"]*)"', form)[0]
    said = {"package": package, "right": right, "seen": seen, "answer": answer}
    return words(browser.post("/packages/news/", said, follow=True).content)
