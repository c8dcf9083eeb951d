"""Diana, who has been invited by Mette and has the mail and the code."""

from dataclasses import dataclass
from datetime import date

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor
from tests.cast import acting, nordby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid

DIANA = Citizen("Diana Petrescu", born="1990-08-08")
EMAIL = "diana@nordby.example"


@dataclass
class Story:
    mette: Actor
    user: BusinessUser
    code: str
    employee: Employee

    def log(self, event: str) -> list[str]:
        rows = PendingEntry.objects.filter(subject=self.user.ref, event=event).order_by("pk")
        return list(rows.values_list("outcome", flat=True))


def invited_by_mette(eid: NationalEid) -> Story:
    mette = acting(nordby().mette)
    new = NewUser(
        name="Diana Petrescu",
        email=EMAIL,
        birth_date=date(1990, 8, 8),
        has_national_number=False,
        language="en",
    )
    invited = invitations.invite(new, by=mette, at=MONDAY)
    assert isinstance(invited, Invited)
    return Story(mette, invited.user, invited.code, Employee(eid, link_in(last_mail(EMAIL))))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"
