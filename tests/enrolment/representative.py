"""Somebody at a browser who wants an organisation to join."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from fuldmagt.audit.models import PendingEntry
from tests.enrolment.provider import Citizen, NationalEid

BIRTHE = Citizen("Birthe Nordahl", born="1968-02-11", number="1102680014")
ULLA = Citizen("Ulla Brink", born="1972-05-04", number="0405720006")
PREBEN = Citizen("Preben Skaarup", born="1969-10-12", number="1210690003")
RIKKE = Citizen("Rikke Holt", born="1981-12-01", number="0112810002")
EMAIL = "birthe@nordby.example"


@dataclass
class Representative:
    """Somebody at a browser who wants an organisation to join."""

    eid: NationalEid
    browser: Client = field(default_factory=lambda: Client(headers={"accept-language": "en"}))
    path: str = ""

    def finds(self, number: str, scheme: str = "dk:cvr") -> Any:
        page = self.browser.post("/join/", {"scheme": scheme, "number": number}, follow=True)
        if page.redirect_chain:
            self.path = page.request["PATH_INFO"]
        return page

    def describes(self, category: str = "municipality", email: str = EMAIL, terms: str = "on") -> Any:
        return self.browser.post(self.path, {"category": category, "email": email, "terms": terms})

    def confirms(self, citizen: Citizen, **described: str) -> Any:
        answer = self.describes(**described)
        assert answer.status_code == 303, answer.content.decode()
        return self.browser.get(self.eid.login(answer["Location"], citizen), follow=True)


def log() -> list[tuple[str, str]]:
    return [(entry.event, entry.outcome) for entry in PendingEntry.objects.order_by("pk")]
