"""Nordby, where Anna misses a right: Karen leads her department, Mette and Rikke give rights."""

from dataclasses import dataclass

from fuldmagt.catalogue.models import Right
from fuldmagt.decisions.ask import ask as decide
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.requests.actions import Asked, ask
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import Branch, BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Refusal
from tests.cast import Nordby, SeSag, a_user, acting, nordby, se_sag

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
HARBOUR, LIBRARY = "dk:pnr:1000000001", "dk:pnr:1000000002"
WHY = "I take over the cases of a colleague."


@dataclass(frozen=True, slots=True)
class Town:
    people: Nordby
    karen: BusinessUser
    rikke: BusinessUser
    sag: SeSag

    @property
    def anna(self) -> BusinessUser:
        return self.people.anna

    @property
    def mette(self) -> BusinessUser:
        return self.people.mette

    @property
    def ref(self) -> str:
        return self.people.organisation.ref

    def four_eyes(self) -> None:
        self.people.organisation.four_eyes = True
        self.people.organisation.save()


def town() -> Town:
    sag, people = se_sag(), nordby()
    home = people.organisation
    karen = a_user(home, "Karen Leder", Role.DEPARTMENT_LEADER, department=people.jobcenter)
    people.jobcenter.leader = karen
    people.jobcenter.save()
    Branch.objects.create(ref=HARBOUR, organisation=home, name="Havnekontoret")
    Branch.objects.create(ref=LIBRARY, organisation=home, name="Biblioteket")
    return Town(people, karen, a_user(home, "Rikke Rask", Role.RIGHTS_ADMINISTRATOR), sag)


def asks(user: BusinessUser, right: str = KOMMUNAL, *, by: BusinessUser | None = None) -> RightRequest:
    """The request that comes of asking, which must be possible."""
    done = wants(user, right, by=by)
    assert isinstance(done, Asked), done
    return done.request


def wants(
    user: BusinessUser,
    right: str = KOMMUNAL,
    *,
    by: BusinessUser | None = None,
    branches: frozenset[str] = frozenset(),
) -> Asked | Refusal:
    wish = Wish(right, Period(clock.now()), branches)
    return ask(user.ref, wish, WHY, by=acting(by or user), at=clock.now())


def another_right(sag: SeSag, name: str) -> Right:
    return Right.objects.create(
        ref=f"se-sag:{name}", service=sag.service, name=name, assurance="low", categories=[]
    )


def may(user: BusinessUser, right: str, branch: str = "") -> bool:
    now = clock.now()
    where = {"branch": branch} if branch else {"organisation": user.organisation.ref}
    question = Question(
        user.ref, right, **{"organisation": None, "branch": None} | where, context=Context(at=now, now=now)
    )
    return isinstance(decide(question), Allowed)


def letters(user: BusinessUser) -> list[str]:
    """The subjects of the mails to somebody, the oldest first."""
    return list(Notice.objects.filter(to=user.email).order_by("pk").values_list("subject", flat=True))
