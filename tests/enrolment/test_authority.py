"""The signed authority: what is taken for one, how it is kept, and who gets it (A2)."""

import zlib

import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.models import Authority
from fuldmagt.onboarding.notifying.actions import hand_out
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_user, acting, an_organisation, log_in, sydby
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.notifier import JPEG, KATARZYNA, PDF, PNG, POST, ZIELNA, Notifier, confirms, said
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("A2")]


@pytest.fixture
def bartek(eid: NationalEid) -> Notifier:
    return Notifier(eid)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "The file is empty."),
        (b"MZ\x90\x00 not a document", "fuldmagt.pdf", "This is not a PDF, JPEG or PNG file"),
        (PDF[:-7], "cut.pdf", "or it is not whole"),
        (b"<html>%PDF-1.7 %%EOF", "page.pdf", "This is not a PDF"),
        (PNG[:-2], "a.png", "or it is not whole"),
        (JPEG[:-2], "a.jpg", "or it is not whole"),
        (b"%PDF-1.7\n" + b"x" * (5 * 1024 * 1024) + b"\n%%EOF", "big.pdf", "The file is larger than 5 MB."),
        (b"PK\x03\x04" + zlib.compress(b"x" * 99), "a.docx", "This is not a PDF"),
    ],
)
def test_what_is_no_authority_is_refused_in_words(
    bartek: Notifier, content: bytes, name: str, words: str
) -> None:
    bartek.finds()
    bartek.shows_the_eid()
    page = bartek.hands_in(content, name)
    assert (page.status_code, words in said(page)) == (200, True)
    assert not Authority.objects.exists()
    assert "We have the authority." in said(bartek.hands_in()), "and a right one is taken afterwards"


@pytest.mark.parametrize(
    ("content", "name", "kept", "kind"),
    [
        (PDF, "../../etc/pass|wd<b>.exe", "passwdb.pdf", "application/pdf"),
        (PNG, "billede.pdf", "billede.png", "image/png"),
        (JPEG, "Zażółć gęślą jaźń.jpeg", "Zażółć gęślą jaźń.jpg", "image/jpeg"),
        (PDF, ".pdf", "authority.pdf", "application/pdf"),
    ],
)
def test_it_is_kept_sealed_and_handed_out_to_its_own_administrator_as_what_it_is(
    bartek: Notifier, content: bytes, name: str, kept: str, kind: str
) -> None:
    bartek.finds()
    bartek.shows_the_eid()
    bartek.hands_in(content, name)
    bartek.asks()
    confirms(bartek.eid, link_in(last_mail(POST)), KATARZYNA)
    authority = Authority.objects.get()
    assert (authority.file_name, authority.size) == (kept, len(content))
    assert content not in bytes(authority.sealed)
    user = BusinessUser.objects.get()
    BusinessUser.objects.update(state=UserState.ACTIVE)

    own = log_in(Client(headers={"accept-language": "en"}), user)
    assert "Bartek Nowak joined it as its notifier." in said(own.get("/organisation/"))
    answer = own.get("/organisation/authority/")

    assert (answer.content, answer["Content-Type"]) == (content, kind)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    (entry,) = PendingEntry.objects.filter(event="authority.handed-out")
    assert (entry.actor, entry.outcome, entry.facts["sha256"]) == (user.ref, "done", authority.digest)


@pytest.mark.requirement("A5", "A7")
def test_nobody_else_gets_it_but_the_operator(bartek: Notifier, settings: Settings) -> None:
    confirms(bartek.eid, bartek.comes_to_the_mail(), KATARZYNA)
    organisation = Organisation.objects.get()
    drift = an_organisation("Drift", ref="dk:cvr:20000031")
    settings.OPERATOR = drift.ref
    operator = a_user(drift, "Olga Operator", Role.PLATFORM_OPERATOR)
    olga = log_in(Client(headers={"accept-language": "en"}), operator)
    path = f"/operator/organisations/{ZIELNA}/authority/"
    assert f'href="{path}"' in olga.get("/operator/organisations/").content.decode()
    assert olga.get(path).content == PDF
    assert olga.get("/operator/organisations/dk:cvr:20000031/authority/").status_code == 404

    auditor = a_user(organisation, "Aud Itor", Role.AUDITOR)
    for other in (log_in(Client(), auditor), log_in(Client(), sydby().sigrid), Client()):
        for address in (path, "/organisation/authority/"):
            assert other.get(address).status_code in {302, 403, 404}
    assert PendingEntry.objects.filter(event="authority.handed-out", outcome="done").count() == 1


@pytest.mark.requirement("A5")
def test_nobody_else_gets_it_past_the_pages(bartek: Notifier) -> None:
    confirms(bartek.eid, bartek.comes_to_the_mail(), KATARZYNA)
    auditor = a_user(Organisation.objects.get(), "Aud Itor", Role.AUDITOR)
    for other in (sydby().sigrid, auditor):
        done = hand_out(ZIELNA, by=acting(other), at=clocks.now())
        assert done == Refusal(Reason.NOT_PERMITTED, about="operate_platform")
