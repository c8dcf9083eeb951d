"""The portal as it really runs, and the platform that it asks."""

import json
from collections.abc import Iterator

import pytest
from joserfc.jwk import ECKey
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.clients.keys.actions import ensure
from fuldmagt.clients.keys.models import SigningKey
from fuldmagt.vocabulary import clock
from tests.employer_portal.cast import Story, story
from tests.examples.running import free_port, running

SIGNING: list[SigningKey] = []
KEY = ECKey.generate_key("P-256", auto_kid=True)


@pytest.fixture(scope="session")
def portal_url(live_server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address; one process for all stories, since it keeps nothing of the platform's."""
    url = f"http://localhost:{free_port()}"
    told = {"url": url, "issuer": live_server.url, "key": json.dumps(KEY.as_dict(private=True))}
    with running("employer_portal", told, tmp_path_factory.mktemp("portal") / "portal"):
        yield url


@pytest.fixture
def told(
    transactional_db: None, settings: Settings, live_server: LiveServer, portal_url: str, desktop: Page
) -> Story:
    settings.BASE_URL = live_server.url
    keep_signing_keys()
    desktop.context.set_default_timeout(20_000)
    return story(KEY, portal_url)


def keep_signing_keys() -> None:
    """The platform keeps its keys from story to story: the portal seldom asks for new ones."""
    if SIGNING:
        SigningKey.objects.bulk_create(SIGNING)
    else:
        ensure(at=clock.now())
        SIGNING.extend(SigningKey.objects.all())
