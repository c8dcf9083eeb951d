"""Whoever is refused can begin to mend it on that very page: each reason has a button or a link (F6)."""

import re

import pytest

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_user
from tests.decisions.test_random_worlds import REASONS_OF_THE_LAW
from tests.sign_in.conftest import Adviser
from tests.sign_in.portal import CLIENTS, a_client

pytestmark = pytest.mark.requirement("F6")

NO_LOGIN = {Reason.USER_UNKNOWN, Reason.USER_NOT_ACTIVATED}
"""Whoever is nobody, or not activated, gets no login that could be refused for this."""


@pytest.fixture
def refused(adviser: Adviser) -> str:
    """The page of a login for a client that has taken its mandate back."""
    a_user(adviser.portal.balans, "Marijke Balkenende", Role.ORGANISATION_ADMINISTRATOR)
    garage, *_others = [a_client(adviser.portal, name) for name in ("Garage Noord", *CLIENTS[:2])]
    Mandate.objects.filter(giver=garage).update(state="revoked")
    garage.email = "info@garage.example"
    garage.save()
    page = adviser.jonas.logs_in(adviser.address).removesuffix("organisation") + "missing"
    return adviser.jonas.sends(page, number=garage.ref.rpartition(":")[2])


def test_each_no_has_a_first_step(adviser: Adviser, refused: str) -> None:
    """One refused login, read with each reason in turn; what mends it is a link, a form or a written mail."""
    sign_in = SignIn.objects.get(refused_at__isnull=False)
    without = []
    for reason in sorted(REASONS_OF_THE_LAW - NO_LOGIN):
        mender = Refusal(Reason(reason)).mended_by.value
        sign_in.reasons = [{"reason": reason, "about": "portal:view", "mender": mender}]
        sign_in.save()
        shown = adviser.jonas.browser.get(refused).content.decode()
        said = re.search(r'<ol class="fm-reasons">.*?</ol>', shown, re.DOTALL)
        assert said, reason
        if not re.search(r'class="fm-actions">\s*<(a|form)', said[0]):
            without.append(reason)
    assert without == []


def test_where_nobody_has_an_address_the_page_says_how_else(adviser: Adviser, refused: str) -> None:
    Organisation.objects.update(email="")
    BusinessUser.objects.exclude(pk=adviser.portal.jonas.pk).update(email="")
    shown = adviser.jonas.browser.get(refused, headers={"accept-language": "en"}).content.decode()
    said = re.search(r'<ol class="fm-reasons">.*?</ol>', shown, re.DOTALL)
    assert said
    assert re.search(r'class="fm-actions">\s*(<a|<form|<span class="fm-small)', said[0]), said[0]


@pytest.mark.usefixtures("refused")
def test_the_letter_says_where_it_is_mended(adviser: Adviser) -> None:
    letter = re.findall(r'href="(mailto:[^"]*)"', adviser.jonas.text)[0]
    assert letter.startswith("mailto:info%40garage.example?")
    assert "/mandates/" in letter
