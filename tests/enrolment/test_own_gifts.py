"""Four eyes look again when it comes out who a user is: nobody has given themselves a right (A5).

Mette administers users and rights. She creates a second user in her own name, gives it a right, and
activates it with her own eID.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.assignments import actions as assignments
from fuldmagt.mandates.assignments.actions import Changed
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.people.models import Eid
from fuldmagt.vocabulary.means import Means
from tests.cast import NEW_YEAR, Nordby, SeSag, a_user, acting, an_organisation, gives, log_in, nordby, se_sag
from tests.conftest import MONDAY
from tests.enrolment.diana import DIANA, EMAIL, Story, created_by_mette
from tests.enrolment.provider import Citizen, NationalEid
from tests.rights.pages import address, may, save, see

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.requirement("A5", "B7"),
]

METTE = Citizen("Mette Lundager", born="1985-05-17")


@dataclass
class Town:
    people: Nordby
    law: SeSag
    rikke: BusinessUser
    eid: NationalEid

    def second_user(self, *rights: str) -> Story:
        """Mette creates a user in her own name; it is perhaps she, the form warns, and she says no."""
        return created_by_mette(
            self.eid,
            Means.CODE_DISPLAY,
            at=self.people,
            name=METTE.name,
            birth_date="17-05-1985",
            department=self.people.jobcenter.ref,
            right=list(rights),
            another=self.people.mette.ref,
        )

    def walks(self, story: Story, citizen: Citizen = METTE) -> None:
        story.employee.shows_the_eid(citizen)
        for stage in (Stage.CODE_ENTERED, Stage.NAMED, Stage.PHONED, Stage.DONE):
            story.does(stage)
        assert story.now.state == "active"


@pytest.fixture
def town(eid: NationalEid) -> Town:
    """Four eyes are on, and Mette's eID is known from her first activation."""
    people = nordby()
    people.organisation.four_eyes = True
    people.organisation.save()
    assert people.mette.person is not None
    Eid.objects.create(
        person=people.mette.person,
        issuer=eid.issuer,
        subject=METTE.sub,
        has_national_number=False,
        confirmed_at=NEW_YEAR,
    )
    rikke = a_user(people.organisation, "Rikke Anden", Role.RIGHTS_ADMINISTRATOR, language="en")
    return Town(people, se_sag(), rikke, eid)


def log_of(user: BusinessUser) -> list[tuple[str, str]]:
    rows = PendingEntry.objects.filter(subject=user.ref, event="right.withdrawn").order_by("pk")
    return list(rows.values_list("actor", "outcome"))


def test_what_she_gave_herself_at_creation_ends_with_her_eid(town: Town) -> None:
    story = town.second_user(town.law.kommunal.ref)
    town.walks(story)

    assert not may(story.user, town.law.kommunal.ref)
    assert log_of(story.user) == [("platform", "done")]


def test_what_she_ticks_for_the_invited_user_ends_with_her_eid(town: Town) -> None:
    story = town.second_user()
    desk = log_in(Client(headers={"accept-language": "en"}), town.people.mette)
    assert save(desk, story.user, see(desk, story.user), town.law.kommunal.ref).ticked(town.law.kommunal.ref)
    town.walks(story)

    assert not may(story.user, town.law.kommunal.ref)
    desk = log_in(Client(headers={"accept-language": "en"}), town.people.mette)
    page = see(desk, story.user)
    ticked = {"right": [town.law.kommunal.ref], "shown": page.shown, "seen": page.seen}
    refused = desk.post(address(story.user), ticked)
    assert refused.status_code == 409, "from now on it is refused at once"
    assert "A second person has to agree to this." in refused.content.decode()


@pytest.mark.requirement("A5", "F4")
def test_what_she_gave_herself_for_a_client_ends_as_well(town: Town) -> None:
    story = town.second_user()
    client = an_organisation("Havnen", ref="dk:cvr:20000082")
    mandate = Mandate.objects.create(
        ref="m1", giver=client, receiver=story.user.organisation, accepted=True, starts_at=NEW_YEAR
    )
    own = gives(story.user, town.law.kommunal)
    Assignment.objects.filter(pk=own.pk).update(
        organisation=client, mandate=mandate, given_by=town.people.mette.ref
    )
    town.walks(story)

    own.refresh_from_db()
    assert own.state == "revoked"


def test_both_are_told_and_the_second_person_gives_it_again(town: Town) -> None:
    story = town.second_user(town.law.kommunal.ref)
    town.walks(story)

    mails = Notice.objects.filter(kind="mail", subject="A second person has to give these rights")
    told = {each.to: each.body for each in mails}
    assert set(told) == {EMAIL, town.rikke.email}
    assert "Se Sag: Kommunal sagsbehandler" in told[EMAIL]
    assert "you gave these rights to yourself" in told[EMAIL]
    assert f"/users/{story.user.ref}/rights/" in told[town.rikke.email]

    desk = log_in(Client(headers={"accept-language": "en"}), town.rikke)
    events = desk.get(f"/users/{story.user.ref}/events/").content.decode()
    assert "the person had given it to themselves" in events
    save(desk, story.user, see(desk, story.user), town.law.kommunal.ref)
    assert may(story.user, town.law.kommunal.ref)


def test_where_nobody_else_gives_rights_who_appoints_them_is_told(town: Town) -> None:
    town.rikke.roles_held.all().delete()
    town.walks(town.second_user(town.law.kommunal.ref))

    mails = Notice.objects.filter(about=town.people.birthe.ref)
    assert mails.count() == 1


def test_what_a_second_person_gave_stays(town: Town) -> None:
    story = town.second_user()
    given = assignments.give(story.user.ref, town.law.kommunal.ref, by=acting(town.rikke), at=MONDAY)
    assert isinstance(given, Changed)
    town.walks(story)

    assert may(story.user, town.law.kommunal.ref)
    assert log_of(story.user) == []


def test_what_mette_gave_to_another_person_stays(town: Town) -> None:
    story = town.second_user(town.law.kommunal.ref)
    BusinessUser.objects.filter(pk=story.user.pk).update(name=DIANA.name, birth_date=DIANA.born)
    town.walks(story, DIANA)

    assert may(story.user, town.law.kommunal.ref)


def test_where_four_eyes_are_off_it_stays_also_when_they_are_turned_on_later(town: Town) -> None:
    town.people.organisation.four_eyes = False
    town.people.organisation.save()
    story = town.second_user(town.law.kommunal.ref)
    town.walks(story)
    assert may(story.user, town.law.kommunal.ref)

    birthe = log_in(Client(headers={"accept-language": "en"}), town.people.birthe)
    birthe.post("/organisation/settings/four-eyes/", {"four_eyes": "on"})
    assert may(story.user, town.law.kommunal.ref)
    assert "before it is turned on stays" in birthe.get("/organisation/settings/").content.decode()
