"""A review by service: what it would be, who answers, who is asked next; and what no review may be (C9)."""

from datetime import timedelta

import pytest
import time_machine

from fuldmagt.catalogue.models import Right, Service
from fuldmagt.mandates.recertification import actions
from fuldmagt.mandates.recertification.models import Campaign, Entry, Review
from fuldmagt.mandates.recertification.rules import By, Scope
from fuldmagt.vocabulary import clock as now
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_user, acting, gives
from tests.recertification.cast import Town, begun, letters, line_of
from tests.recertification.conftest import At
from tests.recertification.test_reminding import PASSED, pass_days

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]

FORM = {"name": "Foråret", "last_day": "2026-12-31"}


@pytest.fixture
def archive(nordby: Town) -> Right:
    """A second service, of which Anna and Mette, who gives rights, hold a right."""
    service = Service.objects.create(
        ref="arkiv", provider=nordby.sag.service.provider, name="Arkivet", data_class="ordinary"
    )
    right = Right.objects.create(ref="arkiv:laes", service=service, name="Læs", assurance="low")
    for user in (nordby.anna, nordby.mette):
        gives(user, right)
    return right


def test_what_a_review_would_be_is_shown_before_it_begins(nordby: Town, at: At, archive: Right) -> None:
    mette = at(nordby.mette)
    page = mette.post("/recertification/new/", {**FORM, "by": "service", "preview": "yes"}).content.decode()
    for words in ("If you began now", "Mette Lundager", "Rikke Rask", "Arkivet", "Se Sag"):
        assert words in page
    assert "nobody was told" in page
    assert not Campaign.objects.exists()
    assert letters(nordby.mette) == []
    own = {**FORM, "by": "department", "services": ["arkiv"], "preview": "yes"}
    page = mette.post("/recertification/new/", own).content.decode()
    assert "Karen Leder" in page
    assert "Lone Vester" not in page
    assert 'value="Foråret"' in page  # and nothing typed is lost


def test_a_review_that_nobody_can_answer_says_so_beforehand(nordby: Town, at: At, archive: Right) -> None:
    for user in (nordby.rikke, nordby.people.birthe):
        user.state = "suspended"
        user.save()
    page = at(nordby.mette).post(
        "/recertification/new/", {**FORM, "by": "service", "services": ["arkiv"], "preview": "yes"}
    )
    assert "there is nobody above them: Mette Lundager" in page.content.decode()


def test_each_service_is_gone_through_by_a_rights_administrator_and_nobody_their_own(
    nordby: Town, at: At, archive: Right
) -> None:
    at(nordby.mette).post("/recertification/new/", {**FORM, "by": "service"})

    lists = {(each.title, each.reviewer_name) for each in Review.objects.all()}
    assert lists == {("Se Sag", "Mette Lundager"), ("Arkivet", "Mette Lundager"), ("Arkivet", "Rikke Rask")}
    assert line_of(nordby.mette, "arkiv:laes").review.reviewer == nordby.rikke
    campaign = Campaign.objects.get()
    shown = at(nordby.mette).get(f"/recertification/{campaign.ref}/").content.decode()
    assert "By service" in shown
    assert letters(nordby.karen) == []


def test_leaders_may_be_asked_about_one_service_only(nordby: Town, at: At, archive: Right) -> None:
    at(nordby.mette).post("/recertification/new/", {**FORM, "by": "department", "services": ["arkiv"]})

    assert {each.user_name for each in Entry.objects.all()} == {"Anna Holmstrup", "Mette Lundager"}
    assert line_of(nordby.anna, "arkiv:laes").review.reviewer == nordby.karen
    assert Campaign.objects.get().services == ["Arkivet"]


def test_another_administrator_is_asked_about_a_service_that_nobody_goes_through(
    nordby: Town, archive: Right, clock: time_machine.Traveller
) -> None:
    begun(nordby, scope=Scope(by=By.SERVICE, services=frozenset({"se-sag"})))
    pass_days(clock, 39)
    assert PASSED not in letters(nordby.rikke)
    pass_days(clock, 1)
    assert letters(nordby.rikke).count(PASSED) == 1
    pass_days(clock, 5)
    assert letters(nordby.people.birthe).count(PASSED) == 1
    assert PASSED not in letters(nordby.karen) + letters(nordby.lone)


@pytest.mark.parametrize("day", ["9999-12-31", "2031-01-01"])
def test_no_review_runs_for_ever(nordby: Town, at: At, day: str) -> None:
    page = at(nordby.mette).post("/recertification/new/", {"name": "Foråret", "last_day": day})
    assert b"A review runs for a year at most." in page.content
    assert not Campaign.objects.exists()


def test_the_deed_refuses_it_too(nordby: Town) -> None:
    later = now.now().date() + timedelta(days=400)
    done = actions.begin(actions.Wanted(name="Sommer", last_day=later), by=acting(nordby.mette), at=now.now())
    assert isinstance(done, Refusal)
    assert done.reason is Reason.INPUT_NOT_USABLE


def test_more_tasks_than_the_page_shows_are_not_kept_quiet(nordby: Town, at: At) -> None:
    campaign = begun(nordby)
    review = Review.objects.filter(campaign=campaign).first()
    assert review is not None
    for number in range(27):
        user = a_user(nordby.people.organisation, f"Ansat {number}", means=None)
        gives(user, nordby.sag.kommunal)
    begun(nordby, name="Sommer")
    sommer = Campaign.objects.get(name="Sommer")
    sommer.entries.filter(user_name__startswith="Ansat").update(answer="to_be_ended")
    address = f"/recertification/{sommer.ref}/"
    assert "2 more are shown as soon as these are ended." in at(nordby.mette).get(address).content.decode()
