"""Nordby, where rights are gone through: Karen leads the job centre, in which Anna and Ole work.

Karen is employed in the insurance department, which Lone leads; Mette and Rikke give rights.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.groups.actions import Particulars, add, create
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.recertification import actions
from fuldmagt.mandates.recertification.actions import Wanted
from fuldmagt.mandates.recertification.models import Campaign, Entry, Review
from fuldmagt.mandates.recertification.rules import Calendar, Scope
from fuldmagt.mandates.review_plans import actions as plans
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import Intended, Rhythm
from fuldmagt.mandates.sources.giving import give
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.period import Period
from tests.cast import Nordby, SeSag, a_user, acting, gives, nordby, se_sag

LEADERS = Scope()
USUAL = Calendar()
FIRST = date(2027, 3, 1)
KOMMUNAL = "se-sag:kommunal-sagsbehandler"


@dataclass(frozen=True, slots=True)
class Town:
    people: Nordby
    sag: SeSag
    karen: BusinessUser
    lone: BusinessUser
    ole: BusinessUser
    rikke: BusinessUser

    @property
    def anna(self) -> BusinessUser:
        return self.people.anna

    @property
    def mette(self) -> BusinessUser:
        return self.people.mette

    @property
    def ref(self) -> str:
        return self.people.organisation.ref


def town() -> Town:
    """Anna, Ole and Karen hold the same right directly."""
    sag, people = se_sag(), nordby()
    home, jobcenter, insurance = people.organisation, people.jobcenter, people.insurance
    karen = a_user(home, "Karen Leder", Role.DEPARTMENT_LEADER, department=insurance)
    lone = a_user(home, "Lone Vester", Role.DEPARTMENT_LEADER, department=insurance)
    ole = a_user(home, "Ole Åkjær", department=jobcenter)
    jobcenter.leader, insurance.leader = karen, lone
    jobcenter.save()
    insurance.save()
    for user in (people.anna, ole, karen):
        gives(user, sag.kommunal)
    return Town(people, sag, karen, lone, ole, a_user(home, "Rikke Rask", Role.RIGHTS_ADMINISTRATOR))


def another_right(sag: SeSag, name: str) -> Right:
    return Right.objects.create(
        ref=f"se-sag:{name}", service=sag.service, name=name, assurance="low", categories=[]
    )


def in_a_group(town: Town, user: BusinessUser, right: Right) -> Group:
    """The user is in a group that has the right."""
    now, by = clock.now(), acting(town.rikke)
    group = create(Particulars(name="Sagsbehandlere"), by=by, at=now)
    assert isinstance(group, Group), group
    give(group.ref, Wish(right.ref, Period(now)), by=by, at=now)
    add(group.ref, [user.ref], by=by, at=now)
    return group


def begun(
    town: Town, *, days: int = 30, name: str = "Foråret", scope: Scope = LEADERS, calendar: Calendar = USUAL
) -> Campaign:
    """A campaign that Mette has begun; its last day lies so many days ahead."""
    now = clock.now()
    last = now.date() + timedelta(days=days)
    done = actions.begin(
        Wanted(name=name, last_day=last, scope=scope, calendar=calendar), by=acting(town.mette), at=now
    )
    assert isinstance(done, Campaign), done
    return done


def list_of(reviewer: BusinessUser) -> Review:
    return Review.objects.get(reviewer=reviewer)


def line_of(user: BusinessUser, right: str = KOMMUNAL) -> Entry:
    return Entry.objects.get(user=user, right__ref=right)


def holds(user: BusinessUser, right: str = KOMMUNAL) -> bool:
    return Assignment.objects.filter(user=user, right__ref=right, state="active").exists()


def letters(user: BusinessUser) -> list[str]:
    """The subjects of the mails to somebody, the oldest first."""
    return list(Notice.objects.filter(to=user.email).order_by("pk").values_list("subject", flat=True))


def intended(**changed: object) -> Intended:
    plain = {"name": "Årlig", "rhythm": Rhythm(FIRST, 12, True), "days": 30}
    return Intended(**plain | changed)  # type: ignore[arg-type]  # by name


def planned(town: Town, **changed: object) -> Plan:
    done = plans.make(intended(**changed), by=acting(town.mette), at=clock.now())
    assert isinstance(done, Plan), done
    return done
