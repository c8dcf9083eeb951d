"""A login that is refused: the person reads why and what to do, and who helps can look it up."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in.models import SignIn
from tests import cast
from tests.administration.pages import words
from tests.by_hand import changed
from tests.conftest import MONDAY
from tests.oidc.conftest import World
from tests.oidc.party import ISSUER, answer_in
from tests.sign_in.people import an_employee, without_tokens

pytestmark = pytest.mark.requirement("F6")

ASK = "Bed en rettighedsadministrator hos Nordby Kommune om »Kommunal sagsbehandler«."
METTE = "Mette Lundager , rettighedsadministrator i Nordby Kommune"


def refused(world: World) -> str:
    """Anna's right is withdrawn, and she comes to the page that says so."""
    Assignment.objects.update(state="revoked")
    page = world.anna.logs_in(world.party.address())
    assert page.endswith("/refused")
    return page


def reference_on(text: str) -> str:
    found = re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", text)
    assert found
    return found[0]


def look_up(world: World, by: BusinessUser, reference: str) -> tuple[int, str]:
    browser = cast.log_in(Client(), by)
    answer = browser.get("/events/refused", {"reference": reference})
    return answer.status_code, " ".join(answer.content.decode().split())


@pytest.mark.requirement("X2")
def test_the_person_reads_what_is_so_who_mends_it_and_how(world: World) -> None:
    refused(world)
    text = world.anna.text
    assert world.anna.page.status_code == 403
    assert "Du kan ikke bruge Se Sag for Nordby Kommune endnu" in text
    assert "is-broken" in text
    assert "Mette Lundager" in text
    assert "rettighedsadministrator i Nordby Kommune" in text
    assert "/requests/new/?right=se-sag%3A" in text, "the first step"
    assert reference_on(text)
    assert "<code>" not in text.split("details")[0]
    assert "revoked" in text


def test_the_way_back_tells_the_service_that_and_not_why(world: World) -> None:
    page = refused(world)
    answer = answer_in(world.anna.sends(page.removesuffix("refused") + "cancel"))
    assert answer["error"] == "access_denied"
    assert SignIn.objects.get().reference in answer["error_description"]
    assert "revoked" not in answer["error_description"]
    assert "Mette" not in answer["error_description"]


def test_once_it_is_mended_the_same_page_lets_in(world: World) -> None:
    page = refused(world)
    Assignment.objects.update(state="active")
    changed()
    page = page.removesuffix("refused") + "organisation"
    assert "code" in answer_in(world.anna.sends(page, organisation="dk:cvr:20000015"))


def test_an_administrator_looks_the_login_up_by_what_is_read_aloud(world: World) -> None:
    refused(world)
    reference = reference_on(world.anna.text)
    for written in (reference, reference.lower(), f" {reference.removeprefix('R-')} "):
        status, text = look_up(world, world.nordby.mette, written)
        assert status == 200
        assert "Anna Holmstrup" in text
        assert "Se Sag" in text
        assert "revoked" in text


@pytest.mark.requirement("A5")
def test_another_organisations_login_is_as_unknown_as_none(world: World) -> None:
    refused(world)
    reference = reference_on(world.anna.text)
    sigrid = cast.sydby().sigrid
    theirs, nobodys = (look_up(world, sigrid, each) for each in (reference, "R-2222-2222"))
    assert theirs[0] == nobodys[0] == 404
    assert "Anna" not in theirs[1]
    texts = (theirs[1].replace(reference, ""), nobodys[1].replace("R-2222-2222", ""))
    assert len({without_tokens(text) for text in texts}) == 1


@pytest.mark.requirement("A5")
def test_an_employee_without_a_role_looks_nothing_up(world: World) -> None:
    refused(world)
    assert look_up(world, world.nordby.bodil, reference_on(world.anna.text))[0] == 403


@pytest.mark.requirement("B15")
@pytest.mark.parametrize(("state", "reason"), [("suspended", "user_suspended"), ("locked", "user_locked")])
def test_whoever_shows_to_be_a_suspended_user_is_told_so_and_nobody_else(
    world: World, state: str, reason: str
) -> None:
    BusinessUser.objects.filter(pk=world.nordby.anna.pk).update(state=state)
    page = world.anna.types_user_id(world.anna.follows(world.party.address()))
    page = world.anna.follows(page.removesuffix("means") + "code")
    world.anna.types_code(page, code="000000")
    assert not SignIn.objects.get().reasons

    end = world.anna.types_code(page)
    assert end.endswith("/refused")
    assert SignIn.objects.get().reasons[0]["reason"] == reason
    assert "Mette Lundager" in world.anna.text
    assert "login" not in world.anna.browser.session

    status, text = look_up(world, world.nordby.mette, reference_on(world.anna.text))
    assert status == 200
    assert reason in text


def nothing_given(world: World) -> None:
    Assignment.objects.all().delete()


def revoked(world: World) -> None:
    Assignment.objects.update(state="revoked", revoked_at=MONDAY - timedelta(days=3))


def ended(world: World) -> None:
    Assignment.objects.update(ends_at=MONDAY - timedelta(days=3))


def begins(world: World) -> None:
    Assignment.objects.update(starts_at=MONDAY + timedelta(days=3))


def weaker(world: World) -> None:
    """Anna may view; the service asks for viewing and editing."""
    view = Right.objects.create(
        ref="se-sag:se", service=world.se_sag.service, name="Se sager", assurance="substantial"
    )
    world.se_sag.kommunal.implies.add(view)
    Assignment.objects.update(right=view)


def not_a_customer(world: World) -> None:
    world.se_sag.service.keeps_customers = True
    world.se_sag.service.save()


@pytest.mark.parametrize(
    ("so", "reason", "sentence", "remedy", "mender"),
    [
        (
            nothing_given,
            "no_authorisation",
            "Anna Holmstrup har ikke fået »Kommunal sagsbehandler« for Nordby Kommune.",
            ASK,
            METTE,
        ),
        (
            revoked,
            "revoked",
            "»Kommunal sagsbehandler« blev trukket tilbage 27. februar 2026 kl. 10.00.",
            ASK,
            METTE,
        ),
        (ended, "expired", "»Kommunal sagsbehandler« ophørte 27. februar 2026.", ASK, METTE),
        (begins, "not_yet_valid", "»Kommunal sagsbehandler« begynder 5. marts 2026.", ASK, METTE),
        (
            weaker,
            "weaker_right_only",
            "Anna Holmstrup har fået »Se sager«, ikke »Kommunal sagsbehandler«.",
            ASK,
            METTE,
        ),
        (
            not_a_customer,
            "organisation_not_customer",
            "Nordby Kommune er ikke blandt kunderne hos Se Sag.",
            "Kontakt Arbejdsmarkedets Erhvervssikring.",
            "Kontakt AES , Arbejdsmarkedets Erhvervssikring",
        ),
    ],
    ids=[
        "no_authorisation",
        "revoked",
        "expired",
        "not_yet_valid",
        "weaker_right_only",
        "organisation_not_customer",
    ],
)
def test_each_ground_is_told_with_who_mends_it(
    world: World, so: Callable[[World], None], reason: str, sentence: str, remedy: str, mender: str
) -> None:
    so(world)
    asked = f'[{{"type": "{ISSUER}/rights", "service": "se-sag", "rights": ["{world.se_sag.kommunal.ref}"]}}]'
    page = world.anna.logs_in(world.party.address(authorization_details=asked))
    assert page.endswith("/refused")
    assert [each["reason"] for each in SignIn.objects.get().reasons] == [reason]
    assert f"{sentence} {remedy} Kan ordnes af {mender}" in words(world.anna.page)


@pytest.mark.requirement("F2", "F6")
def test_a_means_that_is_not_sure_enough_leads_to_one_that_is(
    world: World, clock: time_machine.Traveller
) -> None:
    """Anna was identified at a low level only: her login reads so, and other means are offered."""
    person = world.nordby.anna.person
    assert person is not None
    person.level = "low"
    person.save()
    page = world.anna.logs_in(world.party.address())
    assert page.endswith("/refused")
    assert SignIn.objects.get().reasons[0]["reason"] == "assurance_too_low"
    means = page.removesuffix("refused") + "means"
    assert f'href="{means}"' in world.anna.text

    person.level = "substantial"
    person.save()
    clock.shift(timedelta(minutes=1))
    page = world.anna.follows(means.removesuffix("means") + "code")
    assert "code" in answer_in(world.anna.types_code(page))


@pytest.mark.requirement("F2")
def test_a_level_that_the_service_demands_and_the_login_misses_is_refused_with_it(world: World) -> None:
    person = world.nordby.anna.person
    assert person is not None
    person.level = "low"
    person.save()
    world.se_sag.kommunal.assurance = "low"
    world.se_sag.kommunal.save()
    loa = "http://eidas.europa.eu/LoA/substantial"
    page = world.anna.logs_in(world.party.address(acr_values=loa))
    assert page.endswith("/refused")
    assert SignIn.objects.get().nearest_way == {"level_needed": "substantial"}
    assert "/means" in world.anna.text


@pytest.mark.requirement("C3", "F6")
def test_the_wrong_kind_of_department_is_told_which_right_is_not_open(world: World) -> None:
    bodil = an_employee(world.nordby.bodil)
    cast.gives(world.nordby.bodil, world.se_sag.kommunal)
    page = bodil.logs_in(world.party.address())
    assert page.endswith("/refused")
    reasons = {each["reason"] for each in SignIn.objects.get().reasons}
    assert reasons == {"not_eligible"}
    said = words(bodil.page)
    assert "»Kommunal sagsbehandler« er ikke åben for denne slags organisation eller afdeling." in said
    assert "Vælg en rettighed, der er åben for denne slags organisation eller afdeling." in said
    assert f"Kan ordnes af {METTE}" in said


def test_only_the_browser_of_the_login_sees_its_refusal(world: World) -> None:
    page = refused(world)
    stranger = Client().get(page)
    assert stranger.status_code == 404
    assert "Anna" not in stranger.content.decode()
