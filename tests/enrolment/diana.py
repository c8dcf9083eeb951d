"""Diana, who has been invited by Mette and has the mail and the code."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyotp
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from tests.cast import Nordby, acting, log_in, nordby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, code_sent_to, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid

DIANA = Citizen("Diana Petrescu", born="1990-08-08")
PIN = "480271"
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

    def comes_to(self, stage: Stage) -> None:
        """Diana walks until she has done what the stage names."""
        wanted = list(Stage)[1 : list(Stage).index(stage) + 1]
        for each in wanted:
            self.does(each)

    def does(self, stage: Stage) -> None:
        employee = self.employee
        if stage is Stage.IDENTIFIED:
            employee.shows_the_eid(DIANA)
        elif stage is Stage.CODE_ENTERED:
            employee.types("code", code=self.code)
        elif stage is Stage.NAMED:
            employee.types("user-id", user_id="diana.petrescu")
        elif stage is Stage.PHONED:
            employee.types("phone", phone="20123456")
            employee.types("phone/code", code=code_sent_to("+4520123456"))
        else:
            self.takes_a_display()

    def takes_a_display(self) -> Any:
        """Read the secret from the page, choose a PIN, and type the code that the display shows."""
        page = self.employee.browser.get(f"{self.employee.link}means/display/").content.decode()
        groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
        assert groups is not None, page
        secret = "".join(re.findall(r"<span>(\w+)</span>", groups[1]))
        code = pyotp.TOTP(secret).at(clock.now())
        return self.employee.types("means/display", pin=PIN, pin_again=PIN, code=code)

    @property
    def now(self) -> BusinessUser:
        return BusinessUser.objects.select_related("organisation", "person").get(pk=self.user.pk)


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


def created_by_mette(
    eid: NationalEid, means: Means, number: str = "yes", at: Nordby | None = None, **more: Any
) -> Story:
    """Mette fills the form in; the code stands on the page that follows."""
    mette = (at or nordby()).mette
    desk = log_in(Client(headers={"accept-language": "en"}), mette)
    form = {
        "name": DIANA.name,
        "birth_date": "08-08-1990",
        "email": EMAIL,
        "language": "en",
        "has_national_number": number,
        "means": means.value,
    }
    page = desk.post("/users/new/", form | more, follow=True).content.decode()
    shown = re.search(r'class="fm-code[^"]*">(.*?)</p>', page, re.DOTALL)
    assert shown is not None, page
    code = re.sub(r"\D", "", re.sub(r"<[^>]+>", "", shown[1]))
    user = BusinessUser.objects.get(email=EMAIL)
    return Story(acting(mette), user, code, Employee(eid, link_in(last_mail(EMAIL))))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"
