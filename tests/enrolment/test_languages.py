"""What the employee gets by mail and by text message is in the employee's own language (X7)."""

from dataclasses import dataclass
from datetime import date

import pytest

from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import NewUser
from tests.cast import acting, nordby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@dataclass(frozen=True)
class Words:
    """What a person reads: subjects, and a piece of each text."""

    invited: str
    by_whom: str
    until: str
    message: str
    ready: str
    user_id: str


SAID = {
    "da": Words(
        "Aktivér dit erhvervslogin",
        "Mette Lundager fra Nordby Kommune har oprettet et erhvervslogin til dig.",
        "1. april 2026",
        "er din kode fra",
        "Dit erhvervslogin er klar",
        "Dit bruger-id er diana.petrescu.",
    ),
    "nl": Words(
        "Activeer uw zakelijke inlog",
        "Mette Lundager van Nordby Kommune heeft een zakelijke inlog voor u gemaakt.",
        "1 april 2026",
        "is uw code van",
        "Uw zakelijke inlog is klaar",
        "Uw gebruikers-id is diana.petrescu.",
    ),
    "en": Words(
        "Activate your work login",
        "Mette Lundager at Nordby Kommune has created a work login for you.",
        "1 April 2026",
        "is your code from",
        "Your work login is ready",
        "Your user id is diana.petrescu.",
    ),
}


@pytest.mark.requirement("X7")
@pytest.mark.parametrize("language", SAID)
def test_mails_and_text_messages_are_in_the_employees_language(eid: NationalEid, language: str) -> None:
    mette = acting(nordby().mette)
    new = NewUser(
        name=DIANA.name,
        email=EMAIL,
        birth_date=date(1990, 8, 8),
        has_national_number=False,
        language=language,
    )
    made = invitations.invite(new, by=mette, at=MONDAY)
    assert isinstance(made, Invited)
    words, mail = SAID[language], last_mail(EMAIL)
    story = Story(mette, made.user, made.code, Employee(eid, link_in(mail)))
    story.comes_to(Stage.DONE)
    message, ready = Notice.objects.get(kind="text_message"), last_mail(EMAIL)

    assert (mail.subject, ready.subject) == (words.invited, words.ready)
    assert words.by_whom in " ".join(mail.body.split())
    assert words.until in mail.body
    assert words.message in message.body
    assert words.user_id in ready.body
    others = [each for other, each in SAID.items() if other != language]
    read = mail.body + mail.html + message.body + ready.body + ready.html
    assert not [
        piece for each in others for piece in (each.by_whom, each.message, each.user_id) if piece in read
    ]
    assert f'lang="{language}"' in mail.html
