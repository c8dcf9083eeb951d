"""An id of another organisation in every field of every form: refused as one that does not exist."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from fuldmagt.organisations.models import Employment, Organisation, OrganisationIdentifier
from tests import cast
from tests.administration import foreign
from tests.administration.conftest import At
from tests.administration.foreign import nobodys as nobody
from tests.administration.pages import links
from tests.administration.test_tenants import EVERYTHING, own
from tests.cast import Nordby, Sydby
from tests.effort import in_turn

pytestmark = pytest.mark.requirement("A5")

Form = tuple[str, str, dict[str, str]]
SECRET = ("user", "department", "employment", "means", "email", "name")
RANDOM = {"/mine/means/passkey/", "/mine/means/chip/"}
"""Pages that hold a challenge of their own each time."""
MORE = {"user": "user", "q": "name", "department": "department", "who": "name", "right": "right"}


def forms_on(url: str, page: Any) -> Iterator[Form]:
    """Each form of a page: where it goes, how, and what stands in it."""
    for attributes, body in re.findall(r"<form\b([^>]*)>(.*?)</form>", page.content.decode(), flags=re.S):
        action = re.search(r'action="([^"]*)"', attributes)
        method = "post" if 'method="post"' in attributes else "get"
        values = {}
        for control in re.findall(r"<(?:input|textarea)\b[^>]*>", body):
            name, value = re.search(r'name="([^"]*)"', control), re.search(r'value="([^"]*)"', control)
            closed = re.search(r'type="(radio|checkbox)"', control) and "checked" not in control
            if name and name[1] != "csrfmiddlewaretoken":
                values.setdefault(name[1], "") if closed else values.update(
                    {name[1]: html.unescape(value[1]) if value else ""}
                )
        for name, options in re.findall(
            r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, flags=re.S
        ):
            chosen = re.search(r'value="([^"]*)" selected', options)
            values[name] = html.unescape(chosen[1]) if chosen else ""
        yield (html.unescape(action[1]) if action else url, method, values)


def every_form(browser: Client) -> dict[tuple[str, ...], Form]:
    """The forms that can be reached by links from the start page, each kind once."""
    found: dict[tuple[str, ...], Form] = {}
    seen, ahead = {"/"}, ["/"]
    while ahead:
        url = ahead.pop(0)
        page = browser.get(url)
        if page.status_code != 200 or "text/html" not in page["Content-Type"]:
            continue
        for form in forms_on(url, page):
            target, method, values = form
            found.setdefault((_kind(target), method, *sorted(values)), form)
        for link in links(page):
            path = link.partition("?")[0].partition("#")[0]
            if path.startswith("/") and _kind(path) not in {_kind(each) for each in seen}:
                seen.add(path)
                ahead.append(path)
    return found


def _kind(path: str) -> str:
    return foreign.REFERENCE.sub("*", path)


def _meant(field: str) -> list[str]:
    """The kinds that a field of this name asks for: tried in every run, all others by turns."""
    return [kind for kind in SECRET if kind in field or kind == MORE.get(field)]


@pytest.fixture
def almighty(nordby: Nordby, at: At) -> Client:
    return at(cast.a_user(nordby.organisation, "Almighty", *EVERYTHING, department=nordby.jobcenter))


@pytest.mark.soak
def test_a_neighbours_id_in_a_field_is_as_unknown_as_nobodys(
    almighty: Client, nordby: Nordby, sydby: Sydby
) -> None:
    own(nordby)
    OrganisationIdentifier.objects.create(organisation=nordby.organisation, written="nl:kvk:90000001")
    theirs = foreign.furnish(sydby)
    forms = every_form(almighty)
    assert len(forms) > 20
    for target, method, values in forms.values():
        for place, field in enumerate(values):
            for word in {theirs[kind] for kind in (*_meant(field), *in_turn(place, SECRET))}:
                where = (target, method, field, word)
                told = foreign.alike(_sent(almighty, target, method, values | {field: word}), word)
                expected = foreign.alike(
                    _sent(almighty, target, method, values | {field: nobody(word)}), nobody(word)
                )
                assert told[:2] == expected[:2], where
                assert told[2] == expected[2] or target in RANDOM, where
                assert foreign.MARKER not in told[2], where


def _sent(browser: Client, target: str, method: str, values: dict[str, str]) -> Any:
    """Send a form and take everything back that it did, once it is seen to have done nothing to Sydby."""
    with transaction.atomic():
        answer = getattr(browser, method)(target, values)
        assert Organisation.objects.get(name="Sydby Kommune").revision == 1
        assert Employment.objects.get(name="Sydby Employee").organisation.name == "Sydby Kommune"
        transaction.set_rollback(True)
    return answer


def test_nor_does_an_address_with_a_question_tell_anything(
    almighty: Client, nordby: Nordby, sydby: Sydby
) -> None:
    theirs = foreign.furnish(sydby)
    for page in ("/", "/users/", "/roles/give/", "/events/", "/why/", "/departments/", "/mine/"):
        for field, kind in MORE.items():
            answer = almighty.get(page, {field: theirs[kind]})
            assert foreign.MARKER not in foreign.alike(answer, theirs[kind])[2], (page, field)
