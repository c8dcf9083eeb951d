"""For whom does the person act? Asked where there is more than one answer, and answered by the law."""

import pytest

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.sign_in.models import SignIn
from tests import cast
from tests.by_hand import changed
from tests.oidc.party import answer_in, unsigned
from tests.sign_in.conftest import Adviser
from tests.sign_in.portal import CLIENTS, a_client

KORREL = "Bakkerij De Korrel"


def claims(adviser: Adviser, address: str) -> dict[str, object]:
    return unsigned(adviser.party.redeems(answer_in(address)["code"]).json()["id_token"])


@pytest.mark.requirement("F1", "F4")
def test_with_one_organisation_nobody_is_asked(adviser: Adviser) -> None:
    korrel = a_client(adviser.portal, KORREL, right=adviser.portal.edit)
    told = claims(adviser, adviser.jonas.logs_in(adviser.address))
    balans = told["represents"]
    assert isinstance(balans, dict)
    assert (balans["sub"], balans["represents"]["sub"]) == ("nl:kvk:90000002", korrel.ref)
    assert balans["represents"]["sub_id_type"] == "urn:nl-eid-gdi:1.0:id:KvKnr"
    assert told["authorization_details"] == [
        {
            "type": "http://localhost:8000/rights",
            "service": "portal",
            "rights": ["portal:edit", "portal:view"],
            "organisation": korrel.ref,
        }
    ]


@pytest.mark.requirement("F1", "F4")
def test_with_several_the_person_chooses_and_reads_what_is_possible(adviser: Adviser) -> None:
    cast.gives(adviser.portal.jonas, adviser.portal.edit)
    for name in CLIENTS:
        a_client(adviser.portal, name)
    page = adviser.jonas.logs_in(adviser.address)
    assert page.endswith("/organisation")
    for words in ("Balans Advies", KORREL, "Bekijken en wijzigen", "Kædefuldmagt", "uden slutdato"):
        assert words in adviser.jonas.text
    assert "Rederij Zilvermeeuw" not in adviser.jonas.text

    adviser.jonas.follows(f"{page}?page=2")
    assert "Rederij Zilvermeeuw" in adviser.jonas.text

    adviser.jonas.follows(f"{page}?q=zilver")
    assert "Rederij Zilvermeeuw" in adviser.jonas.text
    assert KORREL not in adviser.jonas.text

    adviser.jonas.follows(f"{page}?q=nobody")
    assert "nobody" in adviser.jonas.text

    zilver = adviser.portal.clients["Rederij Zilvermeeuw"]
    told = claims(adviser, adviser.jonas.sends(page, organisation=zilver.ref))
    assert told["represents"]["represents"]["sub"] == zilver.ref  # type: ignore[index]  # nested claims
    assert told["authorization_details"][0]["rights"] == ["portal:view"]  # type: ignore[index]  # likewise


def test_another_organisation_is_chosen_without_logging_in_again_in_the_same_session(
    adviser: Adviser,
) -> None:
    first, second = (a_client(adviser.portal, name) for name in CLIENTS[:2])
    page = adviser.jonas.logs_in(adviser.address)
    claims(adviser, adviser.jonas.sends(page, organisation=first.ref))
    before = adviser.jonas.browser.cookies["fuldmagt_session"].value

    page = adviser.jonas.follows(adviser.address)
    assert page.endswith("/organisation")
    assert "Valgt sidst" in adviser.jonas.text
    told = claims(adviser, adviser.jonas.sends(page, organisation=second.ref))

    assert told["represents"]["represents"]["sub"] == second.ref  # type: ignore[index]  # nested claims
    assert adviser.jonas.browser.cookies["fuldmagt_session"].value == before


def test_a_service_that_asks_silently_learns_that_there_is_a_choice(adviser: Adviser) -> None:
    for name in CLIENTS[:2]:
        a_client(adviser.portal, name)
    adviser.jonas.logs_in(adviser.address)
    silent = adviser.party.address(scope="openid portal", prompt="none")
    assert answer_in(adviser.jonas.follows(silent))["error"] == "account_selection_required"


@pytest.mark.requirement("F4", "F6")
def test_an_organisation_that_is_not_there_says_what_is_missing(adviser: Adviser) -> None:
    for name in CLIENTS[:2]:
        a_client(adviser.portal, name)
    garage = a_client(adviser.portal, "Garage Noord", assigned=False)
    page = adviser.jonas.logs_in(adviser.address)
    missing = page.removesuffix("organisation") + "missing"

    adviser.jonas.follows(missing)
    adviser.jonas.sends(missing, number="12 34")
    assert adviser.jonas.page.status_code == 200
    assert "aria-invalid" in adviser.jonas.text

    number = garage.ref.split(":")[-1]
    page = adviser.jonas.sends(missing, number=f"{number[:4]} {number[4:]}")
    assert page.endswith("/refused")
    assert "Garage Noord" in adviser.jonas.text
    assert "Femke Aldenkamp" in adviser.jonas.text

    adviser.jonas.follows(page.removesuffix("refused") + "organisation")
    korrel = adviser.portal.clients[KORREL]
    told = claims(
        adviser, adviser.jonas.sends(page.removesuffix("refused") + "organisation", organisation=korrel.ref)
    )
    assert told["represents"]["represents"]["sub"] == korrel.ref  # type: ignore[index]  # nested claims


@pytest.mark.requirement("F4")
def test_what_was_chosen_is_judged_when_it_is_chosen(adviser: Adviser) -> None:
    """The mandate is revoked while the page with the choice stands open."""
    korrel, _ = (a_client(adviser.portal, name) for name in CLIENTS[:2])
    page = adviser.jonas.logs_in(adviser.address)
    Mandate.objects.filter(giver=korrel).update(state="revoked")
    changed()
    page = adviser.jonas.sends(page, organisation=korrel.ref)
    assert page.endswith("/refused")
    assert SignIn.objects.get().reasons[0]["reason"] == "chain_revoked"


@pytest.mark.parametrize(
    "ref", ["nl:kvk:99999999", "", "x" * 200, "nl:kvk:90000010'--", "\0", "dk:cvr:20000023"]
)
def test_an_id_of_another_organisation_gives_nothing(adviser: Adviser, ref: str) -> None:
    cast.sydby()
    for name in CLIENTS[:2]:
        a_client(adviser.portal, name)
    page = adviser.jonas.logs_in(adviser.address)
    end = adviser.jonas.sends(page, organisation=ref)
    assert end.endswith(("/refused", "/organisation"))
    assert SignIn.objects.get().stage in {"identified", "refused"}
    assert SignIn.objects.get().rights == []
