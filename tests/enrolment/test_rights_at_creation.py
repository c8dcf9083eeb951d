"""Rights given at creation count from the end of the activation, and not a moment earlier (B7)."""

import pytest

from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed, Refused
from fuldmagt.decisions.question import Context, Question
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import nordby, se_sag
from tests.conftest import MONDAY
from tests.enrolment.diana import created_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.requirement("B7")
def test_the_right_is_refused_at_every_stage_before_the_last_and_allowed_after_it(eid: NationalEid) -> None:
    people, law = nordby(), se_sag()
    given = {"department": people.jobcenter.ref, "right": [law.kommunal.ref]}
    story = created_by_mette(eid, Means.CODE_DISPLAY, at=people, **given)

    def asked(context: Context) -> Allowed | Refused:
        return ask(Question(story.user.ref, law.kommunal.ref, people.organisation.ref, context))

    beforehand = Context(MONDAY, MONDAY)
    for stage in (None, Stage.IDENTIFIED, Stage.CODE_ENTERED, Stage.NAMED, Stage.PHONED):
        if stage:
            story.does(stage)
        denied = asked(beforehand)
        assert isinstance(denied, Refused), stage
        assert denied.reasons == (Refusal(Reason.USER_NOT_ACTIVATED, about=story.user.ref),)
    story.does(Stage.DONE)

    assert isinstance(asked(beforehand), Allowed)
    assert isinstance(asked(Context(MONDAY, MONDAY, Level.SUBSTANTIAL, Means.CODE_DISPLAY)), Allowed)
