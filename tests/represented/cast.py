"""Roos, who may sign for a mill that has no users here; Ulla and Preben, who sign together for theirs."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils.timezone import localdate

from fuldmagt.onboarding.models import Visit
from tests.chains.cast import VIEW, Street
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import PREBEN, ULLA

ROOS = Citizen("Roos Molenaar", born="1979-04-02", number="0204790008")
MILL, VESTERBY = "nl:kvk:90000017", "dk:cvr:20000074"

__all__ = ["MILL", "PREBEN", "ROOS", "ULLA", "VESTERBY", "Signer", "confirms_by_mail"]


@dataclass
class Signer:
    """Somebody at a browser who may sign for an organisation."""

    eid: NationalEid
    citizen: Citizen = ROOS
    organisation: str = MILL
    email: str = "roos@molen.example"
    browser: Client = field(default_factory=lambda: Client(headers={"accept-language": "en"}))

    def finds(self) -> Any:
        scheme, _, number = self.organisation.rpartition(":")
        return self.browser.post("/represent/", {"scheme": scheme, "number": number}, follow=True)

    def goes_to_the_eid(self) -> str:
        self.finds()
        answer = self.browser.post("/represent/prove/", {"email": self.email})
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])

    def arrives(self, citizen: Citizen | None = None) -> Any:
        url = self.eid.login(self.goes_to_the_eid(), citizen or self.citizen)
        return self.browser.get(url, follow=True)

    def visit(self) -> Visit:
        return Visit.objects.get(organisation=self.organisation)

    def gives(self, receiver: str, *rights: str, step: str = "give", days: int = 90) -> Any:
        until = (localdate() + timedelta(days=days)).isoformat()
        form = {"right": rights or (VIEW,), "until": until, "note": "Jaarwerk", "step": step}
        return self.browser.post(f"/represent/new/?receiver={receiver}", form, follow=True)

    def gives_to(self, town: Street) -> Any:
        return self.gives(town.balans.ref)

    def asks(self, page: Any, name: str, email: str) -> Any:
        keys = dict(re.findall(r'name="signatory" value="([^"|]+)(\|[^"]*)"', page.content.decode()))
        path = page.request["PATH_INFO"]
        form = {"signatory": f"{name}{keys.get(name, '')}", "email": email}
        return self.browser.post(path, form, follow=True)


def confirms_by_mail(eid: NationalEid, email: str, citizen: Citizen) -> Any:
    browser = Client(headers={"accept-language": "en"})
    answer = browser.post(link_in(last_mail(email)))
    if answer.status_code != 303:
        return answer
    return browser.get(eid.login(answer["Location"], citizen), follow=True)
