"""Rights are given and withdrawn: the right ones are, the wrong ones are refused, and both are on record."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.mandates.assignments.actions import Changed, change, give, withdraw
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.queries import held_by_person, stamp_of
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Branch, BusinessUser, Organisation
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import NEW_YEAR, Nordby, a_user, acting, gives, sydby
from tests.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C4")]

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
SICKNESS = "indberetning:sygdom"


def reason(outcome: Changed | Refusal) -> Reason | None:
    return outcome.reason if isinstance(outcome, Refusal) else None


def holds(user: BusinessUser) -> set[str]:
    return set(
        Assignment.objects.filter(user=user, state=RecordState.ACTIVE).values_list("right__ref", flat=True)
    )


def test_anna_of_the_job_centre_gets_the_municipal_right(town: Nordby) -> None:
    before = town.organisation.revision

    outcome = give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)

    assert outcome == Changed(given=(KOMMUNAL,))
    given = Assignment.objects.get(user=town.anna)
    assert (given.starts_at, given.ends_at, given.given_by) == (MONDAY, None, town.mette.ref)
    assert Organisation.objects.get(pk=town.organisation.pk).revision > before
    entry = of_subject(town.anna.ref, organisation=town.organisation.ref)[0]
    assert (entry.event, entry.outcome, entry.actor) == ("right.given", "done", town.mette.ref)
    assert entry.facts["right"] == KOMMUNAL


@pytest.mark.requirement("C2")
def test_a_right_that_slept_through_a_move_still_excludes_the_other(town: Nordby) -> None:
    gives(town.bodil, Right.objects.get(ref=SAGSBEHANDLER))
    town.bodil.department = town.jobcenter
    town.bodil.save()

    assert reason(give(town.bodil.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)) is Reason.RIGHTS_CONFLICT
    both_at_once = change(
        town.bodil.ref, give=[KOMMUNAL], withdraw=[SAGSBEHANDLER], by=acting(town.mette), at=MONDAY
    )
    assert both_at_once == Changed((KOMMUNAL,), (SAGSBEHANDLER,))


@pytest.mark.requirement("C2")
def test_one_save_cannot_give_two_rights_that_exclude_one_another(town: Nordby) -> None:
    both = ["ydelsesrefusion:opgoer", "ydelsesrefusion:attester", SICKNESS]

    outcome = change(town.anna.ref, give=both, by=acting(town.mette), at=MONDAY)

    assert reason(outcome) is Reason.RIGHTS_CONFLICT
    assert holds(town.anna) == set(), "all or nothing"
    refused = of_subject(town.anna.ref, organisation=town.organisation.ref)
    assert [entry.outcome for entry in refused] == ["rights_conflict", "rights_conflict"]


@pytest.mark.requirement("C2")
def test_exclusion_is_judged_for_the_person_not_for_the_user(town: Nordby) -> None:
    again = a_user(
        town.organisation,
        "Anna Holmstrup",
        department=town.jobcenter,
        person=town.anna.person,
        user_id="anna2",
    )
    give(town.anna.ref, "ydelsesrefusion:opgoer", by=acting(town.mette), at=MONDAY)

    second = give(again.ref, "ydelsesrefusion:attester", by=acting(town.mette), at=MONDAY)

    assert reason(second) is Reason.RIGHTS_CONFLICT
    town.anna.state = UserState.CLOSED
    town.anna.save()
    assert reason(give(again.ref, "ydelsesrefusion:attester", by=acting(town.mette), at=MONDAY)) is None


@pytest.mark.requirement("C2")
def test_rights_that_exclude_one_another_may_follow_one_another(town: Nordby) -> None:
    until = MONDAY + timedelta(days=30)
    give(town.anna.ref, "ydelsesrefusion:opgoer", by=acting(town.mette), at=MONDAY, until=until)

    def afterwards(start: datetime) -> Changed | Refusal:
        wish = Wish("ydelsesrefusion:attester", Period(start))
        return change(town.anna.ref, give=[wish], by=acting(town.mette), at=MONDAY)

    assert reason(afterwards(until - timedelta(seconds=1))) is Reason.RIGHTS_CONFLICT
    assert reason(afterwards(until)) is None


def test_withdrawing_ends_the_right_and_keeps_the_record(town: Nordby) -> None:
    give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)
    later = MONDAY + timedelta(hours=1)

    assert withdraw(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=later) == Changed((), (KOMMUNAL,))

    kept = Assignment.objects.get(user=town.anna)
    assert (kept.state, kept.revoked_at, kept.revoked_by) == ("revoked", later, town.mette.ref)
    assert of_subject(town.anna.ref, organisation=town.organisation.ref)[0].event == "right.withdrawn"


def test_doing_it_twice_does_it_once(town: Nordby) -> None:
    give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)
    revision = Organisation.objects.get(pk=town.organisation.pk).revision

    assert give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY) == Changed()
    assert withdraw(town.anna.ref, SICKNESS, by=acting(town.mette), at=MONDAY) == Changed()

    assert Assignment.objects.filter(user=town.anna).count() == 1
    assert len(of_subject(town.anna.ref, organisation=town.organisation.ref)) == 1
    assert Organisation.objects.get(pk=town.organisation.pk).revision == revision


def test_the_second_of_two_administrators_is_told(town: Nordby) -> None:
    ref, organisation = town.anna.ref, town.organisation.ref
    seen = stamp_of(held_by_person(town.anna, organisation=organisation, at=MONDAY), user=ref)
    give(ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)

    second = change(ref, give=[SICKNESS], by=acting(town.mette), at=MONDAY, seen=seen)

    assert second == Refusal(Reason.CHANGED_MEANWHILE, about=ref)
    assert holds(town.anna) == {KOMMUNAL}


def test_implied_rights_are_not_stored(town: Nordby) -> None:
    give(town.anna.ref, "indberetning:barsel-ret", by=acting(town.mette), at=MONDAY)

    assert holds(town.anna) == {"indberetning:barsel-ret"}


@pytest.mark.requirement("A5")
def test_only_a_rights_administrator_gives_rights(town: Nordby) -> None:
    for somebody in (
        town.birthe,
        town.anna,
        a_user(town.organisation, "Ulla Bruun", Role.USER_ADMINISTRATOR),
    ):
        outcome = give(town.anna.ref, KOMMUNAL, by=acting(somebody), at=MONDAY)
        assert reason(outcome) is Reason.NOT_PERMITTED
    assert holds(town.anna) == set()


@pytest.mark.requirement("A5")
def test_nobody_gives_rights_in_another_organisation(town: Nordby) -> None:
    neighbour = sydby()

    outcome = give(town.anna.ref, KOMMUNAL, by=acting(neighbour.sigrid), at=MONDAY)

    assert reason(outcome) is Reason.NOT_FOUND
    assert holds(town.anna) == set()
    assert of_subject(town.anna.ref, organisation=town.organisation.ref) == []


@pytest.mark.requirement("A5")
def test_with_four_eyes_nobody_gives_rights_to_themselves(town: Nordby) -> None:
    town.organisation.four_eyes = True
    town.organisation.save()
    second_self = a_user(town.organisation, "Mette Lundager", person=town.mette.person, user_id="mette2")

    for self in (town.mette, second_self):
        outcome = give(self.ref, SICKNESS, by=acting(town.mette), at=MONDAY)
        assert reason(outcome) is Reason.SECOND_PERSON_NEEDED
    assert reason(give(town.anna.ref, SICKNESS, by=acting(town.mette), at=MONDAY)) is None


def _close_the_user(town: Nordby) -> None:
    town.anna.state = UserState.CLOSED
    town.anna.save()


def _refuse_the_provider(town: Nordby) -> None:
    Provider.objects.filter(ref="aes").update(state=Provider.State.PROPOSED)


def _retire_the_right(town: Nordby) -> None:
    Right.objects.filter(ref=KOMMUNAL).update(retired_at=NEW_YEAR)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_close_the_user, Reason.USER_CLOSED),
        (_refuse_the_provider, Reason.RIGHT_UNKNOWN),
        (_retire_the_right, Reason.RIGHT_UNKNOWN),
    ],
)
def test_what_is_not_on_offer_is_not_given(
    town: Nordby, spoil: Callable[[Nordby], None], expected: Reason
) -> None:
    spoil(town)

    assert reason(give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)) is expected
    assert holds(town.anna) == set()


def test_a_right_may_be_limited_in_time_and_to_branches(town: Nordby) -> None:
    Branch.objects.create(ref="dk:pnr:1000000001", organisation=town.organisation)
    until = MONDAY + timedelta(days=7)

    outcome = give(
        town.anna.ref, SICKNESS, by=acting(town.mette), at=MONDAY, until=until, branches=["dk:pnr:1000000001"]
    )

    assert reason(outcome) is None
    given = Assignment.objects.get(user=town.anna)
    assert (given.ends_at, given.branches) == (until, ["dk:pnr:1000000001"])
    past = give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY, until=MONDAY)
    assert reason(past) is Reason.INPUT_NOT_USABLE
    foreign = give(town.anna.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY, branches=["dk:pnr:1000000009"])
    assert reason(foreign) is Reason.BRANCH_UNKNOWN


def test_nothing_is_given_for_the_past(town: Nordby) -> None:
    wish = Wish(SICKNESS, Period(MONDAY - timedelta(days=300)))

    change(town.anna.ref, give=[wish], by=acting(town.mette), at=MONDAY)

    assert Assignment.objects.get(user=town.anna).starts_at == MONDAY
