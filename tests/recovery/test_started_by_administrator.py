"""An administrator starts a recovery and stops what is lost; only the user ever chooses (F9, R27)."""

import pytest
from django.test import Client

from fuldmagt.authenticators.models import Authenticator
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock as clocks
from tests.administration.test_user_page import typed
from tests.cast import a_user, log_in, sydby
from tests.enrolment.conftest import last_mail
from tests.enrolment.diana import EMAIL
from tests.recovery.conftest import ENGLISH, NEW, Scene, mails

pytestmark = pytest.mark.requirement("F9")


def test_a_link_is_sent_and_the_administrator_sees_no_more_than_that(scene: Scene) -> None:
    said = scene.mette().post(f"/users/{scene.user.ref}/means/recover/", follow=True).content.decode()

    assert "A link was sent to Diana Petrescu" in said
    mail = last_mail(EMAIL)
    assert "Mette Lundager helps you to log in again" in mail.body
    token = scene.opens(mail).link.split("/")[2]
    assert token not in said
    assert scene.logs_in(), "what she has works all the while"
    assert scene.log("recovery.started") == ["done"]


def test_what_is_lost_is_stopped_and_the_link_sent_in_one(scene: Scene) -> None:
    path = f"/users/{scene.user.ref}/means/{scene.means.ref}/lost/"
    assert "as lost?" in scene.mette().get(path).content.decode()

    scene.mette().post(path)

    assert scene.means.state == Authenticator.State.REMOVED
    assert not scene.logs_in()
    assert [each.subject for each in mails()[-2:]] == [
        "A means of login was stopped as lost",
        "Get back into your work login",
    ]


def test_an_administrator_cannot_choose(scene: Scene) -> None:
    """Mette has the link too (a copy of the mail), and her own eID: she gets no further than anybody."""
    scene.mette().post(f"/users/{scene.user.ref}/means/recover/")
    hers = scene.opens()
    hers.browser = scene.mette()

    page = hers.browser.get(f"{hers.link}choose/")
    typed = {"pin": NEW, "pin_again": NEW, "code": scene.display.at(clocks.now())}
    chosen = hers.browser.post(f"{hers.link}pin/{scene.means.ref}/", typed)

    assert (page.status_code, chosen.status_code) == (302, 302)
    assert page["Location"] == chosen["Location"] == hers.link
    assert scene.logs_in()


def test_only_a_user_administrator_of_the_same_organisation_starts_one(scene: Scene) -> None:
    nordby = BusinessUser.objects.get(name="Mette Lundager").organisation
    for who in (sydby().sigrid, a_user(nordby, "Anna Nobody")):
        at = log_in(Client(headers=ENGLISH), who)
        for path in ("recover/", f"{scene.means.ref}/lost/"):
            assert at.post(f"/users/{scene.user.ref}/means/{path}").status_code in {403, 404}

    assert mails(subject="Get back") == []
    assert scene.means.state == Authenticator.State.ACTIVE


@pytest.mark.parametrize("step", ["suspend", "lock"])
def test_no_link_for_whom_the_administrator_has_stopped(scene: Scene, step: str) -> None:
    scene.mette().post(f"/users/{scene.user.ref}/steps/{step}/")

    answer = scene.mette().post(f"/users/{scene.user.ref}/means/recover/")

    assert answer.status_code == 403
    assert mails(subject="Get back") == []


def test_every_change_is_told_to_the_holder_with_what_to_do(scene: Scene) -> None:
    before = Notice.objects.count()
    at = scene.mette()
    for word in ("lock", "unlock", "remove"):
        at.post(f"/users/{scene.user.ref}/means/{scene.means.ref}/{word}/")

    told = mails()[-3:]
    assert Notice.objects.count() == before + 3
    assert [each.subject for each in told] == [
        "A means of login was locked",
        "A means of login was unlocked",
        "A means of login was removed",
    ]
    for each in told:
        assert "Call your user administrator at Nordby Kommune at once" in " ".join(each.body.split())
        assert scene.serial in each.body
        assert 'lang="en"' in each.html


def test_a_link_that_went_to_a_wrong_address_ends_when_the_address_is_corrected(scene: Scene) -> None:
    scene.asks()
    strangers = scene.opens()

    changed = typed(scene.story.now) | {"email": "diana.petrescu@nordby.example"}
    scene.mette().post(f"/users/{scene.user.ref}/", changed)

    assert BusinessUser.objects.get(pk=scene.user.pk).email == "diana.petrescu@nordby.example"
    assert strangers.opens_the_link().status_code == 410
