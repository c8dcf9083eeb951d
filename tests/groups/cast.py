"""A group of case workers, put together through the doors."""

import re
from html import unescape

from django.test import Client

from fuldmagt.mandates.groups.models import Group
from fuldmagt.organisations.models import BusinessUser, Department

SICKNESS, LEAVE = "indberetning:sygdom", "indberetning:barsel-ret"
CALCULATE, STATE = "ydelsesrefusion:opgoer", "ydelsesrefusion:attester"
"""The last two exclude one another."""


def a_group(browser: Client, name: str = "Sagsbehandlere", *members: BusinessUser) -> Group:
    assert browser.post("/groups/new/", {"name": name}).status_code == 302
    group = Group.objects.get(name=name, closed_at__isnull=True)
    if members:
        put_in(browser, group, *members)
    return group


def put_in(browser: Client, group: Group, *users: BusinessUser) -> str:
    posted = {"user": [each.ref for each in users]}
    return words(browser.post(f"/groups/{group.ref}/add/", posted, follow=True).content)


def give(browser: Client, group: Group, right: str, **more: object) -> str:
    posted = {"right": right, "step": "give", **more}
    return words(browser.post(f"/groups/{group.ref}/give/", posted, follow=True).content)


def take(browser: Client, group: Group, right: str) -> None:
    source = group.sources.get(right__ref=right, state="active")
    assert browser.post(f"/groups/{group.ref}/rights/{source.ref}/end/").status_code == 302


def words(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.decode())).split())


def give_department(browser: Client, department: Department, right: str, **more: object) -> str:
    posted = {"right": right, "step": "give", **more}
    return words(browser.post(f"/departments/{department.ref}/give/", posted, follow=True).content)


def move(browser: Client, user: BusinessUser, department: Department) -> str:
    """Put a user in another department, as the form of the particulars does."""
    user.refresh_from_db()
    posted = {
        "name": user.name,
        "email": user.email,
        "birth_date": str(user.birth_date),
        "language": user.language,
        "department": department.ref,
        "version": user.version,
    }
    return words(browser.post(f"/users/{user.ref}/", posted, follow=True).content)
