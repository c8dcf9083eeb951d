"""Forms as pages show them: what is wrong is said above the field, summed up at the top, and linked."""

import pytest
from django.test import Client
from django.utils import translation
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.web.look.samples import SampleForm
from tests.browser import choose_box, picture, violations

GOOD = {
    "name": "Anna Holmstrup",
    "email": "anna@nordby.example",
    "birth": "14-02-1991",
    "department": "job",
    "means": "passkey",
    "informed": "on",
}


def test_complaints_are_in_our_words_and_a_fields_own_words_stay() -> None:
    with translation.override("da"):
        said = SampleForm({"email": "anna", "birth": "31-02-1988"}).errors
        assert said["name"] == ["Write the name."]
        assert said["email"] == ["Det er ikke en e-mailadresse. Den skal se ud som navn@example.com."]
        assert said["birth"] == ["Datoen findes ikke. Skriv dag, måned og år, for eksempel 24-12-1990."]
        assert said["informed"] == ["Feltet skal udfyldes."]


@pytest.mark.parametrize("written", ["14-02-1991", "14.02.1991", "14/02/1991", "14021991", "1991-02-14"])
def test_a_date_may_be_written_as_people_write_it(written: str) -> None:
    form = SampleForm(GOOD | {"birth": written})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["birth"].isoformat() == "1991-02-14"


@pytest.mark.django_db(transaction=True)
def test_each_complaint_leads_to_its_field(
    desktop: Page, live_server: LiveServer, settings: Settings
) -> None:
    settings.DEMO = True
    desktop.goto(f"{live_server.url}/look/")
    form = desktop.locator("form.fm-panel").first
    form.get_by_label("E-mail").fill("anna")
    form.get_by_role("button", name="Create the user").click()

    summary = desktop.get_by_role("alert").first
    expect(summary).to_contain_text("ting skal rettes")
    summary.get_by_role("link", name="E-mail").click()
    field = form.get_by_label("E-mail")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert [desktop.locator(f"#{one}").first.inner_text() for one in described] == [
        "The activation link is sent here",
        "Det er ikke en e-mailadresse. Den skal se ud som navn@example.com.",
    ]
    picture(desktop, "look-form-errors")
    assert violations(desktop) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_done_is_said_at_the_top_once(
    scriptless: Page, live_server: LiveServer, settings: Settings
) -> None:
    settings.DEMO = True
    scriptless.goto(f"{live_server.url}/look/")
    form = scriptless.locator("form.fm-panel").first
    for label, words in (
        ("Full name", GOOD["name"]),
        ("E-mail", GOOD["email"]),
        ("Birth date", GOOD["birth"]),
    ):
        form.get_by_label(label).fill(words)
    form.get_by_label("Department").select_option("job")
    choose_box(form.get_by_label("Passkey"))
    choose_box(form.get_by_label("The employee has been told"))
    form.get_by_role("button", name="Create the user").click()

    expect(scriptless.get_by_role("status").first).to_contain_text("Anna Holmstrup can use Se Sag now.")


@pytest.mark.django_db
def test_what_cannot_be_chosen_stays_readable_and_says_why(settings: Settings) -> None:
    settings.DEMO = True
    page = Client().get("/look/").content.decode()

    radio = page[page.index('id="id_means_1"') :][:500]
    assert ' disabled aria-describedby="id_means_1_why"' in radio
    assert 'id="id_means_1_why"><p>Without a national number the private eID can only confirm' in radio


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_in_words_with_a_way_on(settings: Settings) -> None:
    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "nl"})

    assert answer.status_code == 403
    assert "Siden har været åben for længe" in answer.content.decode()
    assert "Åbn siden igen" in answer.content.decode()


@pytest.mark.django_db
def test_the_language_menu_leads_nowhere_else() -> None:
    answer = Client().post("/language", {"language": "nl", "next": "https://elsewhere.example/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_an_address_with_nothing_says_so_in_the_readers_language() -> None:
    answer = Client(headers={"accept-language": "nl"}).get("/nowhere")

    assert answer.status_code == 404
    assert "Er is niets op dit adres" in answer.content.decode()
