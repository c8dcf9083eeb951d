"""Every page of the platform, asked for by somebody who may not open it."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fuldmagt.config.checks import views
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.permission import EVERYBODY, OTHER_PROOF
from tests import cast

SAMPLES = {"int": "1", "str": "something", "slug": "something", "path": "some/thing"}


def pages(*, for_a_deed: bool = False) -> set[str]:
    """The path of each page that is not open to everybody, its references made up."""
    deeds = {deed.value for deed in Deed}
    closed = {
        path
        for path, view in views(get_resolver().url_patterns)
        if view.permission not in {EVERYBODY, OTHER_PROOF} and (view.permission in deeds or not for_a_deed)
    }
    return {
        re.sub(r"<(?:(\w+):)?\w+>", lambda part: SAMPLES.get(part[1] or "str", "something"), path)
        for path in closed
    }


@pytest.mark.django_db
def test_nobody_is_asked_to_log_in_first(client: Client) -> None:
    to_login = reverse("sign_in:own")
    answers = [(path, answer) for path in pages() for answer in (client.get(path), client.post(path))]

    open_doors = [
        path for path, answer in answers if not answer.headers.get("Location", "").startswith(to_login)
    ]

    assert len(answers) > 50
    assert open_doors == []


@pytest.mark.django_db
@pytest.mark.requirement("A5")
def test_an_employee_without_a_role_is_refused(client: Client) -> None:
    cast.log_in(client, cast.nordby().anna)
    paths = list(pages(for_a_deed=True))

    answers = [
        (path, answer.status_code) for path in paths for answer in (client.get(path), client.post(path))
    ]

    assert len(answers) > 50
    assert [path for path, status in answers if status != 403] == []
