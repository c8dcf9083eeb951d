"""The employee's way speaks eight languages, the rest of the platform three; none leaks (B1, X7)."""

import re

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from fuldmagt import explanations
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.journey.tasks import tell
from fuldmagt.onboarding.models import ProofingWay
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.languages import EMPLOYEES, spoken
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from scripts import messages
from tests.cast import Nordby
from tests.enrolment.conftest import Employee, last_mail
from tests.enrolment.diana import DIANA, created_by_mette
from tests.enrolment.provider import NationalEid
from tests.journey_page.conftest import EMAIL, PARTS, a_candidate, diana, invited
from tests.leaking import MORE, leaked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B1", "X7")]

HEADINGS = {
    "da": "Diana Petrescu, her er din vej til et erhvervslogin",
    "nl": "Diana Petrescu, dit is uw weg naar een zakelijke inlog",
    "en": "Diana Petrescu, this is your way to a work login",
    "de": "Diana Petrescu, das ist dein Weg zum Arbeits-Login",
    "pl": "Diana Petrescu, to Twoja droga do loginu służbowego",
    "ro": "Diana Petrescu, acesta este drumul tău spre un login de serviciu",
    "uk": "Diana Petrescu, це твій шлях до робочого входу",
    "es": "Diana Petrescu, este es tu camino hacia un acceso de trabajo",
}
PAGES_OF = {Stage.NAMED: ("phone",), Stage.PHONED: ("means", "means/display", "means/passkey")}
"""Pages that stand open once a stage has been reached."""
MET = [
    (Reason.STEP_NOT_POSSIBLE, ""), (Reason.STEP_NOT_POSSIBLE, "waiting"),
    (Reason.STEP_NOT_POSSIBLE, "national_number"), (Reason.STEP_NOT_POSSIBLE, "other_means"),
    (Reason.STEP_NOT_POSSIBLE, "means"), (Reason.CHANGED_MEANWHILE, ""), (Reason.TOO_MANY_TRIES, ""),
    (Reason.TOO_MANY_TRIES, "address"),
    (Reason.TOO_MANY_TRIES, "phone"), (Reason.TOO_MANY_TRIES, "phone_code"), (Reason.CODE_WRONG, ""),
    (Reason.CODE_WRONG, "phone_code"), (Reason.CODE_LOCKED, ""), (Reason.LINK_EXPIRED, ""),
    (Reason.LINK_EXPIRED, "replaced"), (Reason.LINK_USED, ""), (Reason.LINK_UNKNOWN, ""),
    (Reason.USER_ID_TAKEN, ""), (Reason.EID_LEVEL_TOO_LOW, ""), (Reason.EID_OTHER_PERSON, ""),
    (Reason.EID_NAME_DIFFERS, ""), (Reason.EID_BIRTH_DATE_DIFFERS, ""), (Reason.EID_FAILED, ""),
    (Reason.EID_UNAVAILABLE, ""), (Reason.LOGIN_CANCELLED, ""), (Reason.INPUT_NOT_USABLE, ""),
    (Reason.INPUT_NOT_USABLE, "phone"), (Reason.INPUT_NOT_USABLE, "pin"),
    (Reason.INPUT_NOT_USABLE, "pin_again"),
    (Reason.INPUT_NOT_USABLE, "user_id"), (Reason.INPUT_NOT_USABLE, "passkey"),
    (Reason.INPUT_NOT_USABLE, "document"), (Reason.ALREADY_EXISTS, "passkey"),
]  # fmt: skip
"""What can be refused on the way."""


def reads(link: str, language: str) -> str:
    browser = Client(headers={"accept-language": "en"})
    browser.cookies["fuldmagt_language"] = language
    return browser.get(link).content.decode()


@pytest.mark.parametrize("language", HEADINGS)
def test_the_page_is_in_the_employees_language_and_all_its_words_are(mette: Client, language: str) -> None:
    link = a_candidate(mette, language=language)
    page = Client(headers={"accept-language": "en"}).get(link).content.decode()

    assert f"<h1>{HEADINGS[language]}</h1>" in page
    assert f'<html lang="{language}">' in page
    assert last_mail(EMAIL).language == language
    others = [said for code, said in HEADINGS.items() if code != language]
    assert not [said for said in others if said in page]
    assert leaked(page, language) == []


def test_a_leaking_language_would_be_noticed(mette: Client) -> None:
    link = a_candidate(mette)
    assert len(leaked(reads(link, "en"), "pl")) > 10
    assert len(leaked(reads(link, "da"), "uk")) > 10


def test_each_language_is_chosen_by_its_own_name_and_only_here(mette: Client) -> None:
    link = a_candidate(mette, language="ro")
    browser = Client(headers={"accept-language": "en"})
    page = browser.get(link).content.decode()
    for code, name in EMPLOYEES:
        assert re.search(rf'value="{code}" lang="{code}"[^>]*>{name}<', page), name

    browser.post("/language", {"language": "uk", "next": link})
    assert HEADINGS["uk"] in browser.get(link).content.decode()
    elsewhere = browser.get("/help").content.decode()
    assert '<html lang="en">' in elsewhere, "the rest of the platform speaks what it speaks"
    assert "Українська" not in elsewhere


def test_a_language_that_no_native_speaker_has_read_says_so(mette: Client, settings: Settings) -> None:
    link = a_candidate(mette, language="en")
    says = {
        "de": "mit Deutsch aufgewachsen", "pl": "polski jest językiem ojczystym",
        "ro": "limbă maternă este româna",
        "uk": "українська є рідною", "es": "español como lengua materna", "da": "vokset op med dansk",
        "nl": "met het Nederlands is opgegroeid",
    }  # fmt: skip
    assert [code for code, said in says.items() if said in reads(link, code)] == [
        "de",
        "pl",
        "ro",
        "uk",
        "es",
    ]
    settings.UNREAD_LANGUAGES = ["da", "nl", "pl"]
    assert [code for code, said in says.items() if said in reads(link, code)] == ["pl", "da", "nl"]
    assert "vokset op med dansk" not in reads("/help", "da")


@pytest.mark.parametrize("language", MORE)
def test_the_whole_activation_and_its_mails_are_in_the_language(
    mette: Client, eid: NationalEid, language: str
) -> None:
    link = invited(mette, language=language)
    employee = Employee(eid, link, Client(headers={"accept-language": "en"}))
    mail = last_mail(EMAIL)
    pages = [
        employee.opens_the_link(),
        employee.shows_the_eid(DIANA),
        employee.types("code", code="00000000"),
    ]

    assert mail.language == language
    assert f'lang="{language}"' in mail.html
    for page in pages:
        assert f'<html lang="{language}">' in page.content.decode()
        assert leaked(page.content.decode(), language) == []
    assert leaked(mail.html, language) == []
    wrong = employee.types("user-id", user_id="a")
    assert leaked(wrong.content.decode(), language) == []


@pytest.mark.requirement("B10")
@pytest.mark.parametrize("language", MORE)
def test_every_page_to_the_end_is_in_the_language(eid: NationalEid, language: str, people: Nordby) -> None:
    reader = Client(headers={"accept-language": "en"})
    story = created_by_mette(eid, Means.CODE_DISPLAY, number="yes", at=people, language=language)
    story.employee.browser = reader
    pages = [story.employee.opens_the_link(), reader.get(story.employee.link + "code/", follow=True)]
    for stage in list(Stage)[1:-1]:
        story.does(stage)
        pages.append(reader.get(story.employee.link, follow=True))
        pages += [
            reader.get(f"{story.employee.link}{page}/", follow=True) for page in PAGES_OF.get(stage, ())
        ]
    pages += [story.takes_a_display(), reader.get(f"{story.employee.link}done/")]

    assert story.now.state == UserState.ACTIVE
    for page in pages:
        assert f'<html lang="{language}">' in page.content.decode()
        assert leaked(page.content.decode(), language) == []
    told = last_mail(EMAIL)
    assert told.language == language
    assert leaked(told.html, language) == []
    text_message = Notice.objects.get(kind="text_message")
    assert leaked(text_message.body, language) == []


@pytest.mark.requirement("B3")
@pytest.mark.parametrize("language", MORE)
def test_waiting_and_being_told_of_a_way_are_in_the_language(mette: Client, language: str) -> None:
    link, reader = a_candidate(mette, language=language), Client(headers={"accept-language": "en"})
    pages = [
        reader.get(f"{link}wait/"),
        reader.post(f"{link}wait/", {}),
        reader.post(f"{link}wait/", {"why": "face"}, follow=True),
        reader.post(f"{link}leave/", follow=True),
        reader.post(f"{link}tick/", {}),
        *(reader.post(f"{link}tick/", {"part": part}, follow=True) for part in PARTS),
        reader.get("/journey/nothing/"),
    ]
    reader.post(f"{link}wait/", {"why": "other"})
    texts = {"da": "Tekst", "nl": "Tekst", "en": "Text"}
    ProofingWay.objects.create(ref="w", names=texts, texts=texts, opened_at=clocks.now(), opened_by="x")
    assert tell(clocks.now()) == 1

    for page in pages[:-1]:
        assert f'<html lang="{language}">' in page.content.decode()
        assert leaked(page.content.decode(), language) == []
    assert leaked(last_mail(EMAIL).html, language) == []


@pytest.mark.parametrize("language", MORE)
def test_why_something_was_refused_is_in_the_language_too(language: str) -> None:
    english = {said for met in MET for said in in_words(met, "en")}
    danish = {said for met in MET for said in in_words(met, "da")}
    for met in MET:
        sentence, remedy = in_words(met, language)
        assert sentence not in english | danish, met
        assert remedy not in english | danish, met


def in_words(met: tuple[Reason, str], language: str) -> tuple[str, str]:
    told = explanations.explained(Refusal(*met), language=language)
    return told.sentence, told.remedy


@pytest.mark.parametrize("language", HEADINGS)
def test_a_date_ends_its_sentence_with_one_full_stop(mette: Client, language: str) -> None:
    link = a_candidate(mette, language=language)
    Client().post(f"{link}tick/", {"part": "valid", "until": "04-03-2099"})
    page = Client(headers={"accept-language": "en"}).get(link).content.decode()
    (said,) = re.findall(r"<p>([^<]*2099[^<]*)</p>", page)
    assert re.search(r"\b0?4\b", said)
    assert ".." not in said
    assert said.endswith("2026.")


def test_other_mails_of_such_a_person_are_in_english() -> None:
    assert spoken("pl", on_the_way=False) == "en"
    assert spoken("pl", on_the_way=True) == "pl"
    assert spoken("nl", on_the_way=False) == "nl"


def test_nothing_of_the_way_is_missing_in_any_language() -> None:
    assert messages.faults_on_the_way() == []


def test_the_language_is_chosen_at_creation_and_unknown_ones_are_refused(mette: Client) -> None:
    invited(mette, language="uk")
    assert diana().language == "uk"
    page = mette.get("/users/new/").content.decode()
    assert all(f'<option value="{code}"' in page for code, _ in EMPLOYEES)
    assert {code for code, _ in configured.LANGUAGES} == {"da", "nl", "en"}
