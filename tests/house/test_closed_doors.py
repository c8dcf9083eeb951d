"""Every page of the platform, asked for by somebody who may not open it."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fuldmagt.config.checks import views
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.permission import EVERYBODY, OTHER_PROOF
from tests import cast

SAMPLES = {"int": "1", "str": "something", "slug": "something", "path": "some/thing"}


def pages(*, for_a_deed: bool = False) -> Iterator[str]:
    """The path of each page that is not open to everybody, its references made up."""
    deeds = {deed.value for deed in Deed}
    for path, view in views(get_resolver().url_patterns):
        permission = getattr(view, "permission", None)
        if permission not in {EVERYBODY, OTHER_PROOF} and (permission in deeds or not for_a_deed):
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda part: SAMPLES.get(part[1] or "str", "something"), path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(set(pages())))
def test_nobody_is_asked_to_log_in_first(path: str, client: Client) -> None:
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("sign_in:own"))


@pytest.mark.django_db
@pytest.mark.requirement("A5")
@pytest.mark.parametrize("path", sorted(set(pages(for_a_deed=True))))
def test_an_employee_without_a_role_is_refused(path: str, client: Client) -> None:
    cast.log_in(client, cast.nordby().anna)

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 403
