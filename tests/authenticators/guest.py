"""Diana, who has a work login at Nordby and gets another one at Sydby."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import time_machine
from django.test import Client

from fuldmagt.authenticators.models import Authenticator, CodeDisplay
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import fields
from fuldmagt.vocabulary import clock as clocks
from tests.cast import Sydby, acting, log_in, sydby
from tests.enrolment.conftest import Employee, code_sent_to, last_mail, link_in
from tests.enrolment.diana import DIANA, PIN, invited_by_mette
from tests.enrolment.provider import NationalEid
from tests.sign_in.people import Employee as AtALogin

ENGLISH = {"accept-language": "en"}


@dataclass
class Guest:
    eid: NationalEid
    sydby: Sydby
    user: BusinessUser
    code: str
    employee: Employee
    secret: str
    browser: Client = field(default_factory=lambda: Client(headers=ENGLISH))

    @property
    def now(self) -> BusinessUser:
        return BusinessUser.objects.select_related("organisation", "person").get(pk=self.user.pk)

    def allows(self, which: str) -> None:
        who = self.sydby.sigrid if which == "sydby" else BusinessUser.objects.get(name="Birthe Nordahl")
        at = log_in(Client(headers=ENGLISH), who)
        assert at.post("/organisation/settings/shared-means/", {"share": "on"}).status_code == 302

    def at_the_last_step(self) -> Any:
        employee = self.employee
        employee.shows_the_eid(DIANA)
        employee.types("code", code=self.code)
        employee.types("user-id", user_id="diana.sydby")
        employee.types("phone", phone="20123456")
        return employee.types("phone/code", code=code_sent_to("+4520123456"))

    def takes_what_she_has(self, ref: str = "") -> Any:
        hers = ref or Authenticator.objects.get(person=self.now.person, kind="code_display").ref
        return self.employee.types("means/share", means=hers)

    def logs_in(self, user_id: str) -> bool:
        user = BusinessUser.objects.get(user_id=user_id)
        who = AtALogin(user, self.secret, Client(headers=ENGLISH), pin=PIN)
        ended = who.logs_in("/log-in?next=/mine/")
        return ended.endswith("/users") and who.sends(ended, user=user.ref) == "/mine/"


def a_guest(eid: NationalEid, clock: time_machine.Traveller) -> Guest:
    first = invited_by_mette(eid)
    first.comes_to(Stage.DONE)
    kept = CodeDisplay.objects.get()
    secret = fields.decrypt(kept.secret, place=f"authenticators_codedisplay.secret.{kept.serial}")
    clock.shift(timedelta(days=1))
    theirs = sydby()
    new = NewUser(
        name=DIANA.name,
        email="diana@sydby.example",
        birth_date=date(1990, 8, 8),
        has_national_number=False,
        language="en",
    )
    invited = invite(new, by=acting(theirs.sigrid), at=clocks.now())
    assert isinstance(invited, Invited)
    link = link_in(last_mail(new.email))
    return Guest(
        eid, theirs, invited.user, invited.code, Employee(eid, link, Client(headers=ENGLISH)), secret
    )
