"""The main job, from nothing: Sydby Kommune joins, enrols two people, and one of them opens Se Sag.

Henning signs for the municipality. Freja works in its job centre, Vibe in its insurance department.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import NARROW, WIDE, a_page, choose_box, follow, passkey
from tests.journeys import by_the_app, steps
from tests.journeys.demonstration import Demonstration
from tests.journeys.steps import Walker

PIN = "271904"
SAVE = ".fm-savebar button[type=submit].button-primary"
MUNICIPAL, INSURING = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"


def a_walker(browser: Browser, demo: Demonstration):
    for page in a_page(browser, viewport=WIDE, color_scheme="light"):
        page.context.set_default_timeout(30_000)
        yield Walker(page, demo)


@pytest.fixture
def henning(browser, demonstration):
    yield from a_walker(browser, demonstration)


@pytest.fixture
def freja(browser, demonstration):
    yield from a_walker(browser, demonstration)


@pytest.fixture
def vibe(browser, demonstration):
    for walker in a_walker(browser, demonstration):
        walker.looks = False  # Freja has come to the same pages
        yield walker


@pytest.fixture
def katarzyna(browser, demonstration):
    yield from a_walker(browser, demonstration)


@pytest.fixture
def mette(browser, demonstration):
    for walker in a_walker(browser, demonstration):
        walker.looks = False
        yield walker


@pytest.fixture
def phone(browser):
    yield from a_page(browser, viewport=NARROW, color_scheme="light", has_touch=True)


@pytest.mark.timeout(600)
@pytest.mark.requirement("B6", "B10", "F1", "X1")
def test_a_foreign_employee_opens_se_sag_by_the_app(mette: Walker, katarzyna: Walker, phone: Page):
    """Without national number: the app is what she begins with, and all that she has."""
    by_the_app.activate(katarzyna, phone)
    told = mette.demo.user("Mette Lundager")
    mette.page.goto(f"{mette.demo.address('platform')}/log-in?next=/")
    display = steps.Display(told["code_display"]["secret"])
    steps.log_in_by_display(mette, told["user_id"], told["code_display"]["pin"], display)
    user = f"{mette.demo.address('platform')}/users/{mette.demo.user(by_the_app.KATARZYNA)['ref']}/"
    give_the_right_one(mette, user, MUNICIPAL, barred=INSURING)
    by_the_app.open_se_sag(katarzyna, phone)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.requirement("A1", "A6", "B4", "B6", "B8", "B9", "B10", "C1", "C3", "C4", "F6", "X1", "X7")
def test_from_joining_to_se_sag_and_out_again(henning: Walker, freja: Walker, vibe: Walker):
    let_sydby_join(henning)
    display = take_into_use(henning)
    henning.page.goto(f"{henning.demo.address('platform')}/log-in?next=/")
    steps.log_in_by_display(henning, "henning.vester", PIN, display)
    henning.look("overview")
    departments(henning)
    code = create_user(henning, "Freja Ottosen", "1992-04-11", "Jobcenter Sydby")
    user_of_freja = henning.page.url
    activate(freja, "Freja Ottosen", code, "20 30 40 51")
    give_the_right_one(henning, user_of_freja, MUNICIPAL, barred=INSURING)
    see_the_cases(freja, "freja.ottosen")
    henning.looks = False
    code = create_user(henning, "Vibe Krarup", "1984-01-17", "Forsikringsafdelingen")
    user_of_vibe = henning.page.url
    activate(vibe, "Vibe Krarup", code, "20 30 40 52")
    give_the_right_one(henning, user_of_vibe, INSURING, barred=MUNICIPAL)
    see_the_cases(vibe, "vibe.krarup")
    take_it_away(henning, user_of_freja, MUNICIPAL)
    follow(freja.page.locator("main tbody a").first)
    refused(freja)
    follow(vibe.page.locator("main tbody a").first)
    expect(vibe.page.locator("main .fm-reasons")).to_have_count(0)


def let_sydby_join(henning: Walker) -> None:
    henning.go("/join/")
    henning.look("join")
    henning.choose(scheme="dk:cvr")
    henning.fill(number="20000023")
    henning.press()
    henning.look("join-company")
    henning.fill(email="henning.vester@sydby.example")
    henning.page.locator("main [name=terms]").check()
    henning.press()
    steps.prove_at_the_eid(henning, "Henning Vester")


def take_into_use(henning: Walker) -> steps.Display:
    steps.choose_user_id_and_phone(henning, "20 30 40 50")
    display = steps.take_a_code_display(henning, PIN)
    henning.look("activation-done")
    return display


def departments(henning: Walker) -> None:
    """The job centre is judged as the municipality is; the insurance department has a category of its own."""
    for name, category in (("Jobcenter Sydby", ""), ("Forsikringsafdelingen", "insurance_department")):
        henning.go("/departments/new/")
        henning.look("department-new")
        henning.fill(name=name)
        henning.choose(category=category)
        henning.press()
    henning.go("/departments/")
    henning.look("departments")


def create_user(henning: Walker, name: str, born: str, department: str) -> str:
    henning.go("/users/new/")
    henning.look("user-new")
    henning.fill(name=name, birth_date=born, email=f"{name.split()[0].lower()}@sydby.example")
    henning.page.select_option("main select[name=department]", label=department)
    choose_box(henning.page.locator("main [name=has_national_number]").first)
    choose_box(henning.page.locator("main [name=means][value=passkey]"))
    henning.press("main form[method=post] .fm-actions button.button-primary")
    henning.look("user-code", again=False)
    code = "".join(henning.page.locator("main .fm-code").first.inner_text().split())
    assert len(code) == 8
    henning.page.reload()
    assert not henning.page.locator("main .fm-code").count(), "the code is shown once"
    follow(henning.page.locator("main .fm-actions a").first)
    henning.look("user")
    return code


def activate(walker: Walker, name: str, code: str, phone: str) -> None:
    """By the link in the mail, the own eID, the code from the administrator, a phone and a passkey."""
    link = walker.demo.link_mailed_to(f"{name.split()[0].lower()}@sydby.example")
    passkey(walker.page)
    walker.page.goto(link)
    walker.look("activation-start")
    walker.press()
    steps.prove_at_the_eid(walker, name)
    walker.look("activation-code")
    walker.fill(code=code)
    walker.press()
    steps.choose_user_id_and_phone(walker, phone)
    steps.make_a_passkey(walker)
    walker.look("activation-done")


def tick(page: Page, right: str) -> None:
    """Open the tree down to the right, as one does, and press its name."""
    box = page.locator(f"input[name=right][value='{right}']")
    for twig in page.locator("details", has=box).all():
        if twig.get_attribute("open") is None:
            twig.locator("> summary").click()
    page.locator(f"label[for={box.get_attribute('id')}]").click()


def give_the_right_one(henning: Walker, user: str, right: str, *, barred: str) -> None:
    """The right of the user's own department can be ticked; the other cannot, and the page says why."""
    henning.page.goto(f"{user}rights/")
    henning.look("rights")
    other = henning.page.locator(f"input[name=right][value='{barred}']")
    expect(other).to_be_disabled()
    said = (other.get_attribute("aria-describedby") or "").split()[-1]
    expect(henning.page.locator(f"[id='{said}']")).not_to_be_empty()
    tick(henning.page, right)
    henning.look("rights-unsaved", again=False)
    henning.press(SAVE)
    henning.look("rights-given")
    expect(henning.page.locator(f"input[name=right][value='{right}']")).to_be_checked()


def see_the_cases(walker: Walker, user_id: str) -> None:
    walker.page.goto(walker.demo.address("se_sag"))
    walker.look("se-sag-front", again=False)
    walker.press("main a.button-primary")
    steps.log_in_by_passkey(walker, user_id)
    expect(walker.page).to_have_url(f"{walker.demo.address('se_sag')}/cases/")
    walker.look("se-sag-cases", again=False)
    assert walker.page.locator("main tbody tr").count()


def take_it_away(henning: Walker, user: str, right: str) -> None:
    henning.page.goto(f"{user}rights/")
    tick(henning.page, right)
    henning.press(SAVE)
    expect(henning.page.locator(f"input[name=right][value='{right}']")).not_to_be_checked()


def refused(freja: Walker) -> None:
    """At the next click, in the open session: no case, but the reason and who mends it."""
    expect(freja.page.locator("main .fm-reasons")).to_be_visible()
    freja.page.locator("main details > summary").click()
    expect(freja.page.locator("main details")).to_contain_text("revoked")
    assert not freja.page.locator("main table").count()
    freja.look("se-sag-refused", again=False)
