"""What a holder is told of their means is in the holder's own language (X7)."""

import pytest

from fuldmagt.organisations.models import BusinessUser
from tests.app.phone import Phone, phone_of
from tests.enrolment.conftest import last_mail
from tests.enrolment.diana import EMAIL
from tests.leaking import MORE, leaked
from tests.recovery.conftest import USER_ID, Scene, mails
from tests.recovery.test_by_the_app import code_on

pytestmark = pytest.mark.requirement("X7")

SUBJECTS = {
    "da": [
        "Et loginmiddel er spærret",
        "Et loginmiddel virker igen",
        "Et loginmiddel er stoppet som mistet",
        "Kom ind i dit erhvervslogin igen",
    ],
    "nl": [
        "Een inlogmiddel is geblokkeerd",
        "Een inlogmiddel is gedeblokkeerd",
        "Een inlogmiddel is als verloren stopgezet",
        "Krijg weer toegang tot uw zakelijke inlog",
    ],
}
CALL = {"da": "Ring straks til din brugeradministrator", "nl": "Bel meteen uw gebruikersbeheerder"}


@pytest.mark.parametrize("language", SUBJECTS)
def test_mails_about_means_are_in_the_holders_language(scene: Scene, language: str) -> None:
    BusinessUser.objects.filter(pk=scene.user.pk).update(language=language)
    at, means = scene.mette(), scene.means.ref

    for word in ("lock", "unlock", "lost"):
        at.post(f"/users/{scene.user.ref}/means/{means}/{word}/")

    told = mails()[-4:]
    assert [each.subject for each in told] == SUBJECTS[language]
    for each in told[:3]:
        assert CALL[language] in " ".join(each.body.split())
    for each in told:
        assert f'lang="{language}"' in each.html
        assert not [word for word in ("Dear", "Means:", "When", "Code display") if word in each.body]


@pytest.mark.requirement("B1")
@pytest.mark.parametrize("language", MORE)
def test_the_way_back_is_in_the_employees_language(scene: Scene, language: str) -> None:
    """Whoever came here without a word of Danish finds back alone too."""
    BusinessUser.objects.filter(pk=scene.user.pk).update(language=language)
    held, phone = phone_of(scene.user), Phone()
    employee = scene.proven()
    link = last_mail(EMAIL)
    names = (f"pin/{scene.means.ref}", f"lost/{held.key}", "passkey", "display", f"app/{held.key}")
    pages = [scene.opens().opens_the_link(), scene.page]
    pages += [employee.browser.get(f"{employee.link}{name}/") for name in names]
    phone.activates(USER_ID, code_on(pages[-1].content.decode()))
    pages.append(employee.browser.get(f"{employee.link}app/"))

    assert link.language == language
    assert leaked(link.html, language) == []
    assert [page.status_code for page in pages] == [200] * len(pages)
    for page in pages:
        assert f'<html lang="{language}">' in page.content.decode()
        assert leaked(page.content.decode(), language) == []
