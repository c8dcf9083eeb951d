"""Diana, who logs in by a code display and can do so no more; Mette, who administers the users."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import Authenticator, CodeDisplay
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.recovery import tasks
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import fields
from fuldmagt.vocabulary import clock as clocks
from tests.cast import log_in
from tests.enrolment.conftest import Employee, eid, last_mail, link_in, running_eid
from tests.enrolment.diana import DIANA, EMAIL, PIN, Story, invited_by_mette
from tests.enrolment.provider import Citizen, NationalEid
from tests.sign_in.people import Employee as AtALogin

__all__ = ["eid", "running_eid"]

USER_ID = "diana.petrescu"
NEW = "719304"
ENGLISH = {"accept-language": "en"}


@dataclass
class Scene:
    eid: NationalEid
    story: Story
    user: BusinessUser
    display: pyotp.TOTP
    browser: Client = field(default_factory=lambda: Client(headers=ENGLISH))

    @property
    def means(self) -> Authenticator:
        return Authenticator.objects.get(display__serial=self.serial)

    @property
    def serial(self) -> str:
        return CodeDisplay.objects.order_by("pk")[0].serial

    def mette(self) -> Client:
        return log_in(Client(headers=ENGLISH), BusinessUser.objects.get(name="Mette Lundager"))

    def asks(self, user_id: str = USER_ID) -> Any:
        """At the page for those who have forgotten their PIN; the worker does its part."""
        answer = self.browser.post("/forgotten/pin", {"user_id": user_id})
        while tasks.send_links(clocks.now()):
            pass
        return answer

    def opens(self, mail: Notice | None = None) -> Employee:
        """With the link from the newest mail, in a browser that nobody has logged in at."""
        return Employee(self.eid, link_in(mail or last_mail(EMAIL)), Client(headers=ENGLISH))

    def proven(self, citizen: Citizen = DIANA) -> Employee:
        """By a link that she has asked for, and with the eID."""
        self.asks()
        employee = self.opens()
        self.page = employee.shows_the_eid(citizen)
        return employee

    def logs_in(self, pin: str = PIN, display: pyotp.TOTP | None = None) -> bool:
        """Whether a login to her own page comes through."""
        shown = display or self.display
        who = AtALogin(self.user, shown.secret, Client(headers=ENGLISH), pin=pin)
        return who.logs_in("/log-in?next=/mine/") == "/mine/"

    def log(self, event: str) -> list[str]:
        rows = PendingEntry.objects.filter(subject=self.user.ref, event=event).order_by("pk")
        return list(rows.values_list("outcome", flat=True))


def mails(*, subject: str = "", to: str = EMAIL) -> list[Notice]:
    return list(Notice.objects.filter(kind="mail", to=to, subject__contains=subject).order_by("pk"))


def a_scene(eid: NationalEid, story: Story, citizen: Citizen = DIANA) -> Scene:
    """Activated with the eID of this citizen; whose national number agrees needs no temporary code."""
    story.employee.shows_the_eid(citizen)
    if not citizen.number:
        story.does(Stage.CODE_ENTERED)
    for stage in (Stage.NAMED, Stage.PHONED, Stage.DONE):
        story.does(stage)
    kept = CodeDisplay.objects.get()
    secret = fields.decrypt(kept.secret, place=f"authenticators_codedisplay.secret.{kept.serial}")
    return Scene(eid, story, story.now, pyotp.TOTP(secret))


@pytest.fixture
def scene(db: None, eid: NationalEid, clock: time_machine.Traveller) -> Scene:
    scene = a_scene(eid, invited_by_mette(eid))
    clock.shift(timedelta(days=30))
    return scene
