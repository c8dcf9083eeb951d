"""A hundred presses on one link at once, against four server processes: the first is the word that counts."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.grants.models import Grant
from tests.effort import of
from tests.enrolment.servers import serving
from tests.enrolment.test_races import at_once, proof
from tests.grants.cast import gives, links, portal

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.requirement("F5"), pytest.mark.soak
]  # fmt: skip
MANY = of(100)


@pytest.fixture(scope="module")
def address(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving("", tmp_path_factory.mktemp("servers") / "log") as address:
        yield address


def test_of_many_who_confirm_or_turn_down_at_once_one_is_heard(address: str) -> None:
    gives(portal().street.sanne)
    link, grant = links()[0], Grant.objects.get()
    browser = httpx.Client(base_url=address, timeout=60)
    assert browser.get(link).status_code == 200
    said = [proof(browser) | {"answer": each} for each in ("confirm", "deny")]

    got = at_once([
        lambda form=said[number % 2]: browser.post(link, data=form, headers={"origin": address})
        for number in range(MANY)
    ])  # fmt: skip

    assert Counter(answer.status_code for answer in got) == {200: 1, 410: MANY - 1}
    written = PendingEntry.objects.filter(outcome="done", event__in=["grant.confirmed", "grant.denied"])
    heard = written.get().event
    grant.refresh_from_db()
    assert (grant.confirmed, grant.state) == (
        (True, "active") if heard == "grant.confirmed" else (False, "revoked")
    )
