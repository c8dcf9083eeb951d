"""Each cause for which an access carries nothing can be seen in the demonstration."""

from datetime import timedelta

import pytest
import yaml
from django.conf import settings

from fuldmagt.commands.demo import grants as demonstration
from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.categories import Category
from tests.cast import a_user, an_organisation
from tests.chains.cast import EDIT, MANAGER
from tests.grants.cast import links, portal

CAUSES = {
    "nl:kvk:90000003": "grant_weaker_right_only",
    "nl:kvk:90000008": "grant_not_confirmed",
    "nl:kvk:90000013": "grant_expired",
    "nl:kvk:90000014": "grant_revoked",
    "nl:kvk:90000015": "grant_not_yet_valid",
}


@pytest.mark.requirement("F5", "F6")
@pytest.mark.django_db
def test_every_cause_of_a_no_is_there_to_be_seen() -> None:
    town, at = portal().street, clock.now()
    Adviser.objects.update(starts_at=at - timedelta(days=300))
    told = yaml.safe_load((settings.ROOT / "demo" / "world.yaml").read_text())["grants"]
    for ref in CAUSES:
        giver = an_organisation(ref, ref=ref, category=Category.COMPANY, country="NL")
        a_user(giver, "Willem van Beek", MANAGER)
    lines = [each for each in told if each["giver"] in CAUSES and each["receiver"] == town.balans.ref]
    demonstration.make(lines, at=at)
    found = {
        ref: [str(each.reason.value) for each in answer.reasons]
        for ref in CAUSES
        if not hasattr(answer := ask(Question(town.jonas.ref, EDIT, ref, Context(at, at))), "valid_until")
    }
    assert found == {ref: [cause] for ref, cause in CAUSES.items()}
    assert len(links()) == 1, "what waits has its mail in the post"
    assert Grant.objects.count() == len(CAUSES)
