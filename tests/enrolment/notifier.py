"""Bartek, who joins Katarzyna's company as its notifier (A2)."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import Representative

KATARZYNA = Citizen("Katarzyna Zielna", born="1991-03-19")  # the register's signatory, without a number
BARTEK = Citizen("Bartek Nowak", born="1985-06-02", number="0206850018")
ZIELNA = "dk:cvr:20000120"
POST = "kasia@zielna.example"
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x10" * 64 + b"\xff\xd9"


class Notifier(Representative):
    """Bartek, employed at Zielna Import, whose owner has no national number."""

    def finds(self, number: str = "20000120", scheme: str = "dk:cvr") -> Any:
        page = self.browser.post("/join/notifier/", {"scheme": scheme, "number": number}, follow=True)
        if page.redirect_chain:
            self.path = page.request["PATH_INFO"]
        return page

    def shows_the_eid(self, citizen: Citizen = BARTEK) -> Any:
        return self.confirms(citizen, category="company", email="bartek@zielna.example")

    def hands_in(self, content: bytes = PDF, name: str = "fuldmagt.pdf") -> Any:
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        return self.browser.post(f"{self.path}authority/", {"file": file}, follow=True)

    def asks(self, name: str = "Katarzyna Zielna", email: str = POST) -> Any:
        others = self.path.replace("/notifier", "") + "others/"
        keys = re.findall(r'name="signatory" value="([^"]+)"', self.browser.get(others).content.decode())
        key = next(key for key in keys if key.startswith(name))
        return self.browser.post(others, {"signatory": key, "email": email}, follow=True)

    def comes_to_the_mail(self) -> str:
        """Everything that Bartek does; the link in the representative's mail."""
        self.finds()
        self.shows_the_eid()
        self.hands_in()
        self.asks()
        return link_in(last_mail(POST))


def confirms(eid: NationalEid, link: str, citizen: Citizen) -> Any:
    browser = Client(headers={"accept-language": "en"})
    answer = browser.post(link)
    return browser.get(eid.login(answer["Location"], citizen), follow=True)


def said(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
