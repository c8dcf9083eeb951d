"""Logging in with the stand-in eID, as a service sees it."""

import re
import uuid
from itertools import pairwise

import httpx
import pytest

from tests.examples.service import Service, returned

NSIS = "https://data.gov.dk/concept/core/nsis/"


@pytest.mark.requirement("X1")
def test_a_service_learns_who_approved_in_the_words_of_a_broker(service: Service) -> None:
    answer = service.approved_by("Anna Holm")
    assert answer["state"] == service.state
    assert answer["iss"] == service.eid

    tokens = service.redeem(answer["code"]).json()
    claims = service.claims(tokens["id_token"])
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (service.eid, "plain", service.nonce)
    assert claims["loa"] == claims["acr"] == f"{NSIS}Substantial"
    assert claims["idp"] == "mitid"
    assert claims["identity_type"] == "private"

    told = service.userinfo(tokens["access_token"]).json()
    assert told["sub"] == claims["sub"]
    assert told["mitid.identity_name"] == "Anna Holm"
    assert told["mitid.date_of_birth"] == "1990-05-17"
    assert told["mitid.has_cpr"] == "true"
    assert told["dk.cpr"] == "1705900014"
    assert uuid.UUID(told["mitid.uuid"])
    assert all(isinstance(value, str) for name, value in told.items() if name != "amr")


def test_the_national_number_is_told_only_when_asked_for_and_only_where_there_is_one(
    service: Service,
) -> None:
    _, without_scope = service.told_of("Anna Holm", scope="openid mitid")
    assert "dk.cpr" not in without_scope
    _, katarzyna = service.told_of("Katarzyna")
    assert katarzyna["mitid.has_cpr"] == "false"
    assert "dk.cpr" not in katarzyna
    assert katarzyna["loa"] == f"{NSIS}Substantial"


def test_an_eid_issued_over_the_counter_is_low_however_strong_the_means(service: Service) -> None:
    claims, told = service.told_of("Câmpeanu")
    assert claims["loa"] == claims["ial"] == f"{NSIS}Low"
    assert claims["aal"] == f"{NSIS}Substantial"
    assert told["mitid.ial_identity_assurance_level"] == "LOW"
    assert told["mitid.has_cpr"] == "false"


def test_a_level_that_is_insisted_on_is_reached_or_nothing_is_told(service: Service) -> None:
    insisting = {"idp_params": '{"mitid": {"loa_value": "substantial"}}'}
    page = service.choose("Câmpeanu", **insisting)
    assert "does not reach the level" in page.text or "når ikke det niveau" in page.text
    assert returned(service.press(page))["error"] == "unmet_authentication_requirements"
    assert "code" in Service(service.eid).approved_by("Anna Holm", **insisting)


def test_a_level_that_is_only_wished_for_is_answered_with_the_one_that_was_reached(service: Service) -> None:
    claims, _ = service.told_of("Câmpeanu", acr_values=f"{NSIS}High {NSIS}Substantial")
    assert claims["acr"] == f"{NSIS}Low"


def test_cancelling_tells_nothing(service: Service) -> None:
    page = service.choose("Anna Holm")
    reference = re.search(r"/login/([^/]+)/", str(page.url))
    assert reference
    answer = returned(service.press(page, f"/login/{reference[1]}/cancel"))
    assert answer["error"] == "access_denied"
    assert answer["state"] == service.state
    assert "code" not in answer
    assert service.browser.get(str(page.url)).status_code == httpx.codes.GONE


def test_a_protected_name_is_not_told(service: Service) -> None:
    _, told = service.told_of("Else Kaas")
    assert told["mitid.identity_name"] == "NAVNE & ADRESSEBESKYTTET"


def test_each_service_has_its_own_name_for_a_person_and_always_the_same(service: Service, eid: str) -> None:
    first, _ = service.told_of("Anna Holm")
    again, _ = Service(eid).told_of("Anna Holm")
    elsewhere, _ = Service(eid, client="odd", secret="odd").told_of("Anna Holm")
    assert first["sub"] == again["sub"] != elsewhere["sub"]
    fixed, _ = Service(eid).told_of("Sub Fast")
    assert fixed["sub"] == "fixed-by-the-file"


def test_people_are_found_by_name_or_birth_date(service: Service) -> None:
    page = service.begin()
    by_date = service.browser.get(str(page.url), params={"q": "1968-02-11"})
    assert "Birthe Nordahl" in by_date.text
    assert "Anna Holm" not in by_date.text
    nobody = service.browser.get(str(page.url), params={"q": "Nobody Atall"})
    assert "Nobody Atall" in nobody.text


@pytest.mark.requirement("X7")
def test_the_page_speaks_the_language_that_the_service_speaks(service: Service) -> None:
    assert "Hvem vil du være?" in service.begin(ui_locales="da").text
    assert "Wie wilt u zijn?" in service.begin(ui_locales="nl-NL en").text
    assert "Who do you want to be?" in service.begin(ui_locales="en").text


def test_a_login_belongs_to_the_browser_in_which_it_began(service: Service) -> None:
    page = service.choose("Anna Holm")
    stranger = httpx.get(str(page.url))
    assert stranger.status_code == httpx.codes.GONE
    assert "Anna Holm" not in stranger.text


def test_claims_go_wrong_where_the_people_or_the_registration_say_so(service: Service, eid: str) -> None:
    _, told = service.told_of("Fejl Typesen")
    assert told["mitid.has_cpr"] is True
    assert isinstance(told["mitid.age"], int)
    assert told["amr"] == "code_app"
    odd, _ = Service(eid, client="odd", secret="odd").told_of("Anna Holm")
    assert odd["loa"] == f"{NSIS}Moderate"
    quiet = Service(eid, client="quiet", secret="quiet")
    assert quiet.redeem(quiet.approved_by("Anna Holm")["code"]).status_code == httpx.codes.SERVICE_UNAVAILABLE


def test_a_forged_token_names_a_key_of_the_set_and_was_signed_by_another(service: Service) -> None:
    tokens = service.redeem(service.approved_by("Falsk Forgersen")["code"]).json()
    with pytest.raises(Exception, match=r"bad_signature|invalid_key"):
        service.claims(tokens["id_token"])


def test_the_built_in_people_are_those_of_the_demonstration() -> None:
    from examples.national_eid import people

    built_in = people.read(people.built_in())
    found = {person.name: person for person in built_in.values()}
    assert {
        "Birthe Nordahl",
        "Mette Lundager",
        "Anna Holm",
        "Bodil Ravnsø",
        "Jonas de Wit",
        "Henk Visser",
    } <= set(found)
    for name in ("Katarzyna Zielna", "Ilie Câmpeanu", "Olena Pshenychna"):
        assert found[name].national_number is None
    assert found["Ilie Câmpeanu"].level == "low"
    assert len(found) == len(built_in) >= 29
    names = [person.name.casefold() for person in built_in.values()]
    assert all(one <= other for one, other in pairwise(names))
