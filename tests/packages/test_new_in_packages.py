"""What comes into a package on offer reaches its holders once somebody who gives rights accepts it (C8)."""

import pytest
from django.test import Client

from fuldmagt.catalogue.models import Package, Provider
from fuldmagt.mandates.packages import tasks
from fuldmagt.notices.models import Notice
from fuldmagt.vocabulary.clock import now
from tests.cast import Nordby, log_in, sydby
from tests.groups.cast import CALCULATE, LEAVE, SICKNESS, a_group, words
from tests.groups.cast import put_in as join
from tests.packages.cast import NEW, PAY, answer, catalogue_with, give, loaded, put_in, to_person
from tests.rights.conftest import Import
from tests.rights.pages import may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C8")]


def told() -> list[str]:
    """What the worker mails, however often it looks."""
    Notice.objects.all().delete()
    while tasks.tell(now()):
        pass
    return [each.to for each in Notice.objects.order_by("pk")]


@pytest.fixture
def anna_has_it(mette: Client, town: Nordby) -> None:
    assert "Anna Holmstrup has the package now." in to_person(mette, PAY, town.anna)


@pytest.mark.usefixtures("anna_has_it")
def test_a_new_right_reaches_nobody_before_it_is_accepted(mette: Client, town: Nordby) -> None:
    assert may(town.anna, SICKNESS)
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    assert not may(town.anna, NEW)
    group = a_group(mette, "Lønkontoret", town.bodil)
    give(mette, PAY, holder=f"group:{group.ref}")
    assert may(town.bodil, SICKNESS)
    assert not may(town.bodil, NEW), "who gives it to others has not accepted what is new"

    page = words(mette.get("/packages/news/").content)
    assert "1 right is new in a package" in page
    assert "2 people get something by it: Anna Holmstrup, Bodil" in page
    assert "has been accepted" in answer(mette, PAY, NEW, "accept")

    assert may(town.anna, NEW)
    assert may(town.bodil, NEW)
    assert "Nothing new in packages waits for you" in words(mette.get("/packages/news/").content)


@pytest.mark.usefixtures("anna_has_it")
def test_the_rights_administrators_are_told_once(mette: Client, town: Nordby) -> None:
    assert told() == []
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)

    assert town.mette.email in told()
    mail = Notice.objects.filter(to=town.mette.email).get()
    assert "/packages/news/" in mail.body
    assert "Løn og refusion" in mail.body
    assert told() == []
    assert "New in packages 1" in words(mette.get("/packages/").content)


@pytest.mark.usefixtures("anna_has_it")
def test_what_is_declined_reaches_nobody_and_can_be_accepted_later(mette: Client, town: Nordby) -> None:
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    assert "has been declined" in answer(mette, PAY, NEW, "decline")
    to_person(mette, PAY, town.bodil)
    assert not may(town.anna, NEW)
    assert not may(town.bodil, NEW)
    assert told() == []
    assert "Declined" in words(mette.get(f"/packages/{PAY}/").content)

    answer(mette, PAY, NEW, "accept")

    assert may(town.anna, NEW)


@pytest.mark.usefixtures("anna_has_it")
def test_two_who_answer_are_both_told_what_became_of_it(mette: Client, town: Nordby) -> None:
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    page = mette.get("/packages/news/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer(mette, PAY, NEW, "accept")

    said = {"package": PAY, "right": NEW, "seen": seen}
    late = mette.post("/packages/news/", said | {"answer": "decline"})

    assert "This has been accepted already." in words(late.content)
    assert may(town.anna, NEW)


@pytest.mark.usefixtures("anna_has_it")
def test_who_would_get_it_has_changed_since_the_page_was_read(mette: Client, town: Nordby) -> None:
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    page = mette.get("/packages/news/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    to_person(mette, PAY, town.bodil)

    late = mette.post("/packages/news/", {"package": PAY, "right": NEW, "seen": seen, "answer": "accept"})

    assert "Since you looked, it would reach other people." in words(late.content)
    assert not may(town.anna, NEW)


@pytest.mark.usefixtures("anna_has_it")
def test_a_right_that_left_the_package_ends_and_comes_back_only_when_accepted_anew(
    mette: Client, town: Nordby
) -> None:
    put_in(SICKNESS, CALCULATE)
    while tasks.end(now()):
        pass
    assert not may(town.anna, LEAVE)
    assert may(town.anna, SICKNESS)

    put_in(SICKNESS, LEAVE, CALCULATE)
    join(mette, a_group(mette, "Andre"), town.bodil)  # whatever follows elsewhere gives nothing here
    assert not may(town.anna, LEAVE)
    answer(mette, PAY, LEAVE, "accept")
    assert may(town.anna, LEAVE)


@pytest.mark.usefixtures("anna_has_it")
def test_a_package_that_is_no_longer_on_offer_ends(town: Nordby) -> None:
    text = catalogue_with(SICKNESS)
    text = text[: text.index("  - id: loen-og-refusion")] + text[text.index("  - id: leder-overblik") :]
    assert loaded(text).plan.packages_removed == (PAY,)
    while tasks.end(now()):
        pass

    assert not may(town.anna, SICKNESS)
    assert tasks.tell(now()) == 0


def test_what_nobody_here_has_asks_nobody(town: Nordby) -> None:
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    assert told() == []


@pytest.mark.usefixtures("anna_has_it")
def test_what_is_not_on_offer_asks_nobody(town: Nordby) -> None:
    elsewhere = "elevfravaer:se"
    provider = Provider.objects.get(services__rights__ref=elsewhere)
    Provider.objects.filter(pk=provider.pk).update(state=Provider.State.PROPOSED)
    put_in(SICKNESS, LEAVE, CALCULATE, elsewhere)
    assert told() == []

    put_in(SICKNESS, LEAVE, CALCULATE, elsewhere, NEW)

    assert town.mette.email in told(), "what is not on offer keeps back the news of what is"


@pytest.mark.usefixtures("anna_has_it")
def test_news_are_the_organisations_own(mette: Client, town: Nordby) -> None:
    other = sydby()
    sigrid = log_in(Client(headers={"accept-language": "en"}), other.sigrid)
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    said = {"package": PAY, "right": NEW, "seen": "", "answer": "accept"}
    assert sigrid.post("/packages/news/", said).status_code in {403, 404}
    assert not may(town.anna, NEW)
    assert mette.post("/packages/news/", said | {"right": "laan:se"}).status_code == 404


@pytest.mark.parametrize(
    ("rights", "says"),
    [
        ("ydelsesrefusion:opgoer, ydelsesrefusion:attester", "exclude one another"),
        ("no:such", "no:such is not a right in this file"),
        ("", "a package without rights is of no use"),
    ],
)
def test_a_file_with_a_package_that_cannot_be_is_refused_whole(
    imported: Import, rights: str, says: str
) -> None:
    code, said = imported(catalogue_with(rights))
    assert code == 1
    assert says in said
    assert Package.objects.get(ref=PAY).rights.count() == 3


def test_a_file_says_what_it_would_change_of_packages(imported: Import) -> None:
    _code, said = imported(catalogue_with(f"{SICKNESS}, {NEW}"), "--dry-run")
    assert "would be changed: package loen-og-refusion" in said
    assert "package" not in imported(catalogue_with(f"{SICKNESS}, {LEAVE}, {CALCULATE}"))[1]
