"""Who may import: a user administrator, in the own organisation, and nobody else."""

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.imports import actions
from fuldmagt.onboarding.models import BulkActivation, Import
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Deed, Role, UserState
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.administration.conftest import At
from tests.cast import Nordby, Sydby
from tests.imports.files import ANDERS, BENTE, csv_of, imported, looked_through, upload

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B5", "A5")]

OTHERS = sorted(set(Role) - {Role.USER_ADMINISTRATOR, Role.PLATFORM_OPERATOR})
PAGES = ("", "new/", "template.csv", "letters/", "{ref}/", "{ref}/progress.json", "{ref}/faults.csv")
DEEDS = ("new/", "chosen/", "letters/", "{ref}/confirm/", "{ref}/cancel/", "bulk/{bulk}/stop/")


@pytest.fixture
def waiting(mette: Client, nordby: Nordby) -> Import:
    """An import that is ready, somebody who waits, and an activation that runs."""
    imported(mette, BENTE)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    of, _ = looked_through(mette, csv_of(ANDERS))
    return of


def addresses(parts: tuple[str, ...], of: Import) -> list[str]:
    return [f"/imports/{part.format(ref=of.ref, bulk=BulkActivation.objects.get().ref)}" for part in parts]


def untouched(of: Import) -> bool:
    of.refresh_from_db()
    running = BulkActivation.objects.get().state == "running"
    return of.state == "ready" and running and Import.objects.count() == 2


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_opens_these_pages(at: At, nordby: Nordby, waiting: Import, role: Role) -> None:
    other = at(cast.a_user(nordby.organisation, "Other Person", role))
    for url in addresses(PAGES, waiting):
        assert other.get(url).status_code == 403, url
    for url in addresses(DEEDS, waiting):
        assert other.post(url, {"do": "activate-all"}).status_code == 403, url
    assert untouched(waiting)


def test_without_a_login_they_lead_to_one(client: Client, waiting: Import) -> None:
    for url in addresses(PAGES, waiting):
        assert client.get(url).status_code == 302, url
    for url in addresses(DEEDS, waiting):
        assert client.post(url).status_code == 302, url
    assert untouched(waiting)


def test_a_neighbours_import_is_as_unknown_as_none(at: At, sydby: Sydby, waiting: Import) -> None:
    sigrid = at(sydby.sigrid)
    ours = addresses(PAGES, waiting)[4:] + addresses(DEEDS, waiting)[3:]
    for url in ours:
        nowhere = url.replace(waiting.ref, "2" * 20).replace(BulkActivation.objects.get().ref, "2" * 20)
        for ask in (sigrid.get, sigrid.post):
            theirs, nobodys = ask(url), ask(nowhere)
            assert theirs.status_code == nobodys.status_code, url
            assert theirs.status_code in {404, 405}, url
            assert "users.csv" not in theirs.content.decode()
    assert "Anders" not in sigrid.get("/imports/").content.decode()
    assert "Bente" not in sigrid.get("/imports/letters/").content.decode()
    assert sigrid.post("/imports/letters/").status_code == 404
    assert untouched(waiting)


def test_the_deed_itself_asks_for_the_role(nordby: Nordby, waiting: Import) -> None:
    by, at = cast.acting(nordby.anna), clock.now()
    assert actions.confirm(waiting.ref, by=by, at=at) == Refusal(
        Reason.NOT_PERMITTED, about=Deed.MANAGE_USERS.value
    )
    assert actions.cancel(waiting.ref, by=by, at=at) == Refusal(
        Reason.NOT_PERMITTED, about=Deed.MANAGE_USERS.value
    )
    refused = PendingEntry.objects.filter(actor=nordby.anna.ref, outcome=Reason.NOT_PERMITTED)
    assert refused.count() == 2
    assert untouched(waiting)


def test_departments_of_a_neighbour_are_none(mette: Client, nordby: Nordby, sydby: Sydby) -> None:
    of, page = looked_through(mette, csv_of((*ANDERS[:3], "Sydby Jobcenter")))
    assert of.state == "faulty"
    assert sydby.department.ref not in page.content.decode()
    assert not BusinessUser.with_staged.filter(department=sydby.department, state=UserState.IMPORTED).exists()


def test_an_upload_needs_the_token_of_the_page(nordby: Nordby) -> None:
    strict = Client(enforce_csrf_checks=True)
    cast.log_in(strict, nordby.mette)
    assert upload(strict, csv_of(ANDERS)).status_code == 403
    assert not Import.objects.exists()
