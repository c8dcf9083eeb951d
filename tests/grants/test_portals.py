"""A portal sends its employer to the page; a provider’s programs look after grants and advisers (F5, F7)."""

import json
from base64 import b64encode
from typing import Any

import pytest
from django.test import Client as Browser

from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.clients.models import Client
from fuldmagt.config.settings import BASE_URL
from fuldmagt.mandates.grants.models import Adviser, Beginning, Grant
from fuldmagt.secrets import hashes
from tests.administration.pages import words
from tests.cast import an_organisation
from tests.chains.cast import EDIT, VIEW, at_a_desk
from tests.grants.cast import TYPED, Portal, gives, links, portal, the_grant

pytestmark = [pytest.mark.requirement("F5"), pytest.mark.django_db]
BACK = "https://portal.pensioen.example/adviser"


@pytest.fixture
def door(db: None) -> Portal:
    made = portal()
    provider = made.street.service.provider
    provider.organisation = an_organisation("Pensioenhuis", ref="nl:kvk:90000005", country="NL")
    provider.save()
    a_client("portal", provider, made.street.service)
    return made


def a_client(ref: str, provider: Provider, service: Service, *scopes: str) -> Client:
    client = Client.objects.create(
        ref=ref, name=ref, provider=provider, secret_hash=hashes.of_token("secret"),
        scopes=[*(scopes or ("grants:manage", "advisers:manage"))], redirect_uris=[BACK],
    )  # fmt: skip
    client.services.add(service)
    return client


def another(provider: str = "other") -> Client:
    """Another provider's program, with the same scopes."""
    home = an_organisation("Ander Huis", ref="nl:kvk:90000006", country="NL")
    theirs = Provider.objects.create(
        ref=provider, name="Ander Huis", sector="private", state="admitted", organisation=home
    )
    service = Service.objects.create(
        ref="elsewhere", provider=theirs, name="Elders", data_class="ordinary", accepts_grants=True
    )
    return a_client("elsewhere-portal", theirs, service)


def called(method: str, path: str, body: object = None, client: str = "portal") -> Any:
    basic = b64encode(f"{client}:secret".encode()).decode()
    sent = json.dumps(body) if body is not None else ""
    return Browser().generic(
        method, path, sent, content_type="application/json", headers={"authorization": f"Basic {basic}"}
    )


BEGIN = {"service": "portal", "organisation": "nl:kvk:90000001", "return_to": BACK, "state": "s1"}


def begun(**said: str) -> str:
    answer = called("POST", "/api/v1/grants/begin", BEGIN | said)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["url"]).split("://", 1)[1].partition("/")[2].join(("/", ""))


def test_a_portal_sends_its_employer_to_the_page_and_gets_it_back(door: Portal) -> None:
    page = begun()
    desk = at_a_desk(door.street.sanne)
    assert "Which adviser may act for Bakkerij De Korrel?" in words(desk.get(page))
    sent = desk.post(page, TYPED)
    assert f'href="{BACK}?result=waiting&amp;state=s1"' in sent.content.decode()
    assert the_grant().right.ref == VIEW
    assert desk.get(page).status_code == 410


def test_the_page_sends_nobody_to_an_address_that_is_not_the_clients(door: Portal) -> None:
    for address in ("https://evil.example/", BACK + "/..", BACK + "?x=1", "//evil.example", ""):
        assert called("POST", "/api/v1/grants/begin", BEGIN | {"return_to": address}).status_code == 400
    page = begun()
    said = at_a_desk(door.street.sanne).get(
        page + "&return=https://evil.example/&return_to=https://evil.example/"
    )
    assert b'href="https://evil' not in said.content
    Client.objects.filter(ref="portal").update(redirect_uris=[])
    assert BACK.encode() not in at_a_desk(door.street.sanne).get(page).content


def test_access_is_given_for_the_organisation_of_the_login_and_no_other(door: Portal) -> None:
    page = begun(organisation="nl:kvk:90000002")
    desk = at_a_desk(door.street.sanne)
    said = desk.get(page)
    assert said.status_code == 403
    assert "You are logged in for Bakkerij De Korrel" in words(said)
    assert "Balans" not in words(said)
    assert desk.post(page, TYPED).status_code == 403
    assert not Grant.objects.exists()


def test_a_portal_begins_only_for_its_own_services(door: Portal) -> None:
    another()
    answer = called("POST", "/api/v1/grants/begin", BEGIN, client="elsewhere-portal")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert not Beginning.objects.exists()


def test_whoever_is_not_logged_in_logs_in_first_and_comes_back_to_the_page(door: Portal) -> None:
    page = begun()
    answer = Browser().get(page)
    assert answer.status_code == 302
    assert "%2Fgrants%2Fnew%2F%3Fask%3D" in answer["Location"]


def test_a_provider_reads_the_grants_of_its_own_services_and_of_no_others(door: Portal) -> None:
    another()
    gives(door.street.sanne)
    told = called("GET", "/api/v1/grants").json()["grants"]
    assert [(each["right"], each["state"]) for each in told] == [(VIEW, "not_confirmed")]
    Browser().post(links()[0], {"answer": "confirm"})
    assert called("GET", "/api/v1/grants?adviser=nl:kvk:90000002").json()["grants"][0]["state"] == "active"
    assert called("GET", "/api/v1/grants?adviser=nl:kvk:90000099").json()["grants"] == []
    path = f"/api/v1/grants/{told[0]['id']}"
    known = called("GET", path).json()
    assert known["state"] == "active"
    page = at_a_desk(door.street.sanne).get(known["page"].removeprefix(BASE_URL))
    assert "Balans Advies" in words(page)
    foreign = called("GET", path, client="elsewhere-portal")
    assert (foreign.status_code, foreign.json()) == (404, called("GET", f"{path}x").json())
    for wanted in ("", "?service=portal"):
        assert called("GET", f"/api/v1/grants{wanted}", client="elsewhere-portal").json()["grants"] == []


@pytest.mark.requirement("F7")
def test_a_provider_recognises_an_adviser_by_its_licence_and_ends_it(door: Portal) -> None:
    an_organisation("Tweede Advies", ref="nl:kvk:90000012", country="NL")
    new = {"organisation": "nl:kvk:90000012", "licence": "12009", "checked_by": "Marit Relatie"}
    made = called("POST", "/api/v1/advisers", new)
    assert made.status_code == 201
    assert called("POST", "/api/v1/advisers", new).status_code == 409
    assert called("POST", "/api/v1/advisers", new | {"licence": ""}).status_code == 400
    assert {each["licence"] for each in called("GET", "/api/v1/advisers").json()["advisers"]} == {
        "12001",
        "12009",
    }

    another()
    path = f"/api/v1/advisers/{made.json()['id']}"
    assert called("DELETE", path, client="elsewhere-portal").status_code == 404
    assert called("DELETE", path).json()["state"] == "revoked"
    assert Adviser.objects.get(licence="12009").state == "revoked"


def test_a_program_needs_its_scope_and_its_secret(door: Portal) -> None:
    a_client("reader", door.street.service.provider, door.street.service, "access:evaluate")
    assert called("GET", "/api/v1/grants", client="reader").status_code == 403
    assert called("POST", "/api/v1/advisers", {}, client="reader").status_code == 403
    assert Browser().get("/api/v1/grants").status_code == 401
    assert Browser().post("/api/v1/advisers", {}).status_code == 401


def test_the_door_is_described(door: Portal) -> None:
    told = Browser().get("/api/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {
        "/api/v1/grants", "/api/v1/grants/begin", "/api/v1/grants/{id}", "/api/v1/advisers",
        "/api/v1/advisers/{id}",
    }  # fmt: skip


@pytest.mark.parametrize("body", ["", "[]", "{", '{"service": 1}', '{"service": "\\u0000"}', '"\\ud800"'])
def test_what_cannot_be_read_is_answered_as_such(door: Portal, body: str) -> None:
    basic = b64encode(b"portal:secret").decode()
    for path in ("/api/v1/grants/begin", "/api/v1/advisers"):
        answer = Browser().generic(
            "POST", path, body, content_type="application/json", headers={"authorization": f"Basic {basic}"}
        )
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"


def test_no_more_than_what_one_holds_is_on_offer_on_the_page_a_portal_opens(door: Portal) -> None:
    page = begun()
    offered = at_a_desk(door.baker).get(page).content.decode()
    assert f'value="{VIEW}"' in offered
    assert f'value="{EDIT}"' not in offered
