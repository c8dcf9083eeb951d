"""What a receiver accepts is what it has read; two mandates never give the same (F4)."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from fuldmagt.mandates.chains import actions, tasks
from fuldmagt.notices.models import Notice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import words
from tests.cast import acting
from tests.chains.cast import EDIT, VIEW, Street, at_a_desk, street
from tests.chains.test_chains import accepted, given, mails, the_mandate, yes

pytestmark = [pytest.mark.requirement("F4"), pytest.mark.django_db]


@pytest.fixture
def town(db: None) -> Street:
    return street()


def test_what_has_changed_since_it_was_read_is_not_accepted(town: Street) -> None:
    given(town)
    read = yes()
    mandate = the_mandate()
    actions.change(
        mandate.ref, [VIEW, EDIT], seen=actions.stamp(mandate), by=acting(town.sanne), at=clock.now()
    )

    late = at_a_desk(town.femke).post(f"/mandates/{mandate.ref}/answer/", read)

    assert "Somebody changed the mandate after you opened it." in words(late)
    assert not the_mandate().accepted
    at_a_desk(town.femke).post(f"/mandates/{mandate.ref}/answer/", {})
    assert the_mandate().state == "active", "nothing said is not no"


def test_what_has_run_out_is_not_accepted_and_nobody_is_asked_to(town: Street) -> None:
    given(town, until=(localdate() + timedelta(days=5)).isoformat())
    at = clock.now() + timedelta(days=20)
    Notice.objects.all().delete()

    refusal = actions.accept(
        the_mandate().ref, seen=actions.stamp(the_mandate()), by=acting(town.femke), at=at
    )

    assert isinstance(refusal, Refusal)
    assert tasks.answer(at) == 1, "it lapses"
    assert "waits for you" not in "".join(Notice.objects.values_list("subject", flat=True))


def test_two_mandates_never_give_the_same_right_however_they_came_to_be(town: Street) -> None:
    first = accepted(town, VIEW)
    given(town, EDIT)
    outcome = actions.change(
        first.ref, [VIEW, EDIT], seen=actions.stamp(first), by=acting(town.sanne), at=clock.now()
    )
    assert outcome == Refusal(Reason.ALREADY_EXISTS, about="mandate")


def test_what_is_taken_out_while_something_is_added_is_told(town: Street) -> None:
    mandate = accepted(town, VIEW, EDIT)
    Notice.objects.all().delete()
    actions.change(mandate.ref, [VIEW], seen=actions.stamp(mandate), by=acting(town.sanne), at=clock.now())
    same = actions.change(
        mandate.ref, [VIEW], seen=actions.stamp(the_mandate()), by=acting(town.sanne), at=clock.now()
    )
    assert not isinstance(same, Refusal)
    assert len(mails(town.femke)) == 1, "saving what is so already tells nobody"
