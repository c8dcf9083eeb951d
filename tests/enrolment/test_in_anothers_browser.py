"""A link is often opened in a browser in which an administrator is still logged in."""

import pytest

from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.models import BusinessUser
from tests.cast import log_in
from tests.enrolment.diana import invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B10")]

LOG_OUT = 'action="/log-off"'


def test_the_pages_of_a_link_show_nobody_as_logged_in(eid: NationalEid) -> None:
    """Diana opens her link in Mette's browser: no page of the activation says that she is Mette."""
    story = invited_by_mette(eid)
    mette = BusinessUser.objects.get(name="Mette Lundager")
    browser = log_in(story.employee.browser, mette)
    own = browser.get("/").content.decode()
    assert LOG_OUT in own

    pages = [browser.get(story.employee.link)]
    for stage in (Stage.IDENTIFIED, Stage.CODE_ENTERED, Stage.NAMED, Stage.PHONED):
        story.does(stage)
        pages.append(browser.get(story.employee.link, follow=True))
    pages.append(browser.get(f"{story.employee.link}means/"))
    pages.append(story.takes_a_display())
    pages.append(browser.get(story.employee.link))  # used by now: the page that says so

    for page in pages:
        text = page.content.decode()
        assert LOG_OUT not in text
        assert 'href="/mine/"' not in text
    assert "Your work login is ready" in pages[-2].content.decode()
    assert LOG_OUT in browser.get("/").content.decode(), "Mette is logged in as before"
