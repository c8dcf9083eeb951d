"""The pages of administration in a real browser: axe, phone, dark, forgotten words, without scripts."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.organisations.models import Branch, BusinessUser, Employment, Organisation
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.languages import EMPLOYEES
from tests import cast
from tests.browser import (
    CONTRAST,
    LANGUAGES,
    PSEUDO,
    choose_box,
    follow,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import Nordby
from tests.effort import has_turn, in_turn

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=False)]

NAMES = (
    "Claus Emil Dybvad", "Ditte Kragelund", "Esben Tornby", "Frederikke Aamodt", "Gorm Vestervig",
    "Hedvig Skovgård Lind", "Ilie Câmpeanu", "Jytte Molbo", "Katarzyna Zielna", "Lars Overby Friis",
    "Meryem Altınsoy", "Niels Peter Sandager", "Olena Pshenychna", "Per Aksel Thy", "Rikke Salling",
)  # fmt: skip
STATES = {
    "Esben Tornby": UserState.LOCKED,
    "Gorm Vestervig": UserState.SUSPENDED,
    "Ilie Câmpeanu": UserState.INVITED,
    "Katarzyna Zielna": UserState.WAITING,
    "Meryem Altınsoy": UserState.IDENTITY_CONFIRMED,
}


@pytest.fixture
def town(transactional_db: None) -> Nordby:
    """Nordby on a working day: people in every state, an order, an employment, events, a branch."""
    town = cast.nordby()
    now = clock.now()
    for role in set(Role) - {Role.PLATFORM_OPERATOR}:
        town.mette.roles_held.get_or_create(role=role, defaults={"given_at": now, "given_by": "x"})
    for number, name in enumerate(NAMES):
        state = STATES.get(name, UserState.ACTIVE)
        user = cast.a_user(town.organisation, name, department=town.jobcenter, state=state)
        BusinessUser.objects.filter(pk=user.pk).update(created_at=now - timedelta(days=number))
    BusinessUser.objects.filter(pk=town.anna.pk).update(employee_group="Sagsbehandlere")
    cast.gives(town.anna, cast.se_sag().kommunal)
    Branch.objects.create(ref="dk:pnr:1000000001", organisation=town.organisation, name="Rådhuset")
    Employment.objects.create(
        ref=dice.reference(),
        organisation=town.organisation,
        name="Karen Rengøring",
        department=town.jobcenter,
        start=date(2020, 1, 1),
    )
    MeansOrder.objects.create(
        ref=dice.reference(),
        user=town.bodil,
        kind="code_display",
        ordered_by=town.mette.ref,
        ordered_at=now,
        changed_at=now,
    )
    town.jobcenter.leader = town.mette
    town.jobcenter.save()
    mette = cast.log_in(Client(), town.mette)
    mette.post(f"/users/{town.bodil.ref}/steps/suspend/", {"reason": "Barsel"})
    mette.post(f"/users/{town.bodil.ref}/steps/resume/")
    mette.post(f"/users/{town.anna.ref}/steps/unlock/")
    mette.post(f"/roles/{town.birthe.ref}/auditor/withdraw/")
    return town


def pages(town: Nordby) -> dict[str, str]:
    anna, jobcenter = town.anna.ref, town.jobcenter.ref
    employment = Employment.objects.get().ref
    return {
        "overview": "/",
        "users": "/users/?state=every",
        "users-searched": "/users/?q=o&state=active&department=" + jobcenter,
        "users-nobody": "/users/?q=zebra",
        "user": f"/users/{anna}/",
        "user-means": f"/users/{anna}/means/",
        "user-events": f"/users/{town.bodil.ref}/events/",
        "user-orders": f"/users/{town.bodil.ref}/orders/",
        "user-no-orders": f"/users/{anna}/orders/",
        "user-close": f"/users/{anna}/steps/close/",
        "user-assign": f"/users/{anna}/means/assign/",
        "user-new": "/users/new/",
        "user-code-shown": f"/users/{anna}/code/",
        "departments": "/departments/",
        "department": f"/departments/{jobcenter}/",
        "department-change": f"/departments/{jobcenter}/change/",
        "department-mine": "/departments/mine/",
        "employment": f"/employments/{employment}/",
        "employment-end": f"/employments/{employment}/end/",
        "roles": "/roles/",
        "roles-give": "/roles/give/",
        "roles-withdraw": f"/roles/{town.mette.ref}/auditor/withdraw/",
        "events": "/events/",
        "organisation": "/organisation/",
        "organisation-change": "/organisation/change/",
        "settings": "/organisation/settings/",
        "orders": "/organisation/orders/",
        "guide-code": "/help/activate-with-a-code/",
        "guide-right": "/help/which-right-in-se-sag/",
        "guide-hand-over": "/help/hand-over-the-code/",
    }


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "da") -> None:
    """The person in their browser, logged in."""
    key = cast.log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def each(page: Page, server: LiveServer, town: Nordby, *, of: int = 1) -> Iterator[str]:
    """Each page as it is opened, or those whose turn it is."""
    for place, (name, path) in enumerate(pages(town).items()):
        if has_turn(place, of=of):
            page.goto(f"{server.url}{path}")
            yield name


@pytest.mark.soak
def test_axe_finds_nothing_on_any_page(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette)
    found = {}
    for place, (name, path) in enumerate(pages(town).items()):
        for language in in_turn(place, LANGUAGES):
            speak(desktop, live_server.url, language)
            desktop.goto(f"{live_server.url}{path}")
            picture(desktop, f"administration-{name}-{language}")
            found[f"{name} {language}"] = violations(desktop) + inline(desktop)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_front_page_is_for_everybody(desktop: Page, live_server: LiveServer, db: None) -> None:
    desktop.goto(live_server.url)
    picture(desktop, "administration-front")
    assert violations(desktop) + inline(desktop) == []


def test_nothing_is_wider_than_a_phone(phone: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(phone, live_server, town.mette)
    wide = []
    for name in each(phone, live_server, town):
        picture(phone, f"administration-{name}-phone")
        if wider_than_the_window(phone):
            wide.append(name)
    assert wide == []


@pytest.mark.soak
def test_dark_is_as_readable(dark: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(dark, live_server, town.mette)
    found = {}
    for name in each(dark, live_server, town, of=3):
        picture(dark, f"administration-{name}-dark")
        found[name] = violations(dark, only=CONTRAST)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.usefixtures("pseudo")
def test_no_word_is_forgotten(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette, PSEUDO)
    data = written(town)
    left = {name: untranslated(desktop, data) for name in each(desktop, live_server, town)}
    assert {name: words for name, words in left.items() if words} == {}


def written(town: Nordby) -> list[str]:
    """What stands on the pages because somebody wrote it: names, places, identifiers."""
    people = BusinessUser.objects.all()
    first = [user.name.split()[0] for user in people]
    organisation = Organisation.objects.get(pk=town.organisation.pk)
    return [
        *(value for user in people for value in (user.name, user.email, user.user_id or "")),
        *first,
        *(organisation.name, organisation.address, organisation.city, organisation.joined_by),
        *("Jobcenter Nordby", "Forsikringsafdelingen", "Sagsbehandlere", "Karen Rengøring", "Rådhuset"),
        *("Barsel", "Se Sag", "Sagsbehandler", "Kommunal sagsbehandler", "MitID", "zebra"),
        *("Arbejdsmarkedets Erhvervssikring", "Public", "x", *dict(EMPLOYEES).values()),
    ]


@pytest.mark.requirement("B4", "B8")
def test_a_user_is_created_without_any_script(
    scriptless: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(scriptless, live_server, town.mette)
    scriptless.goto(f"{live_server.url}/users/new/")
    scriptless.get_by_label("Fulde navn, som i passet").fill("Øyvind Fjeldskov")
    scriptless.get_by_label("Fødselsdato").fill("14-02-1991")
    scriptless.get_by_label("E-mail").fill("oyvind@nordby.example")
    choose_box(scriptless.get_by_label("Ja", exact=True))
    scriptless.get_by_role("button", name="Opret brugeren, og vis koden").click()

    heading = scriptless.get_by_role("heading", level=1)
    expect(heading).to_have_text("Giv denne kode til Øyvind Fjeldskov")
    code = re.sub(r"\D", "", scriptless.locator(".fm-code").inner_text())
    assert len(code) == 8
    scriptless.get_by_role("button", name="Lav et brev").click()
    expect(scriptless.locator(".fm-lcode .fm-code")).to_contain_text(code[:4])


@pytest.mark.requirement("B8")
def test_the_page_with_the_code_and_the_letter_are_readable_to_everybody(
    desktop: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(desktop, live_server, town.mette)
    ilie = BusinessUser.objects.get(name="Ilie Câmpeanu")
    desktop.goto(f"{live_server.url}/users/{ilie.ref}/")
    desktop.locator("summary", has_text="Mere").click()
    assert violations(desktop) == []
    picture(desktop, "administration-user-more")
    follow(desktop.get_by_role("button", name="Lav en ny midlertidig kode"))
    assert violations(desktop) == []
    picture(desktop, "administration-code")
    follow(desktop.get_by_role("button", name="Lav et brev"))
    assert violations(desktop) + inline(desktop) == []
    picture(desktop, "administration-letter")
