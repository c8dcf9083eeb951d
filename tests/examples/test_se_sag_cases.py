"""What the two rights show, and finding one's way among 120 cases."""

import re
from datetime import date

import httpx
import pytest

from tests.examples.platform import INSURANCE, Platform
from tests.examples.se_sag import SeSag, cases_on, words

NOT_MONEY = ("Compensation", "Paid", "Permanent injury", "DKK", "varigt mén", "Godtgørelse", "kr.")


def every_case(se_sag: SeSag) -> list[str]:
    found: list[str] = []
    for number in range(1, 20):
        page = cases_on(se_sag.open(f"/cases/?sort=number&page={number}"))
        if page and page[0] in found:
            break
        found += page
    return found


def total(page: httpx.Response) -> int:
    found = re.search(r"Showing \d+-\d+ of (\d+)", words(page))
    return int(found[1]) if found else 0


@pytest.mark.requirement("C3")
def test_a_municipal_case_worker_sees_the_way_back_to_work_and_no_money(se_sag: SeSag) -> None:
    listed = se_sag.open()
    assert "Municipal case worker" in words(listed)
    assert "Back to work" in words(listed)
    assert not [word for word in NOT_MONEY if word in words(listed)]
    for number in every_case(se_sag)[::7]:
        page = words(se_sag.open(f"/cases/{number}/"))
        assert "The way back to work" in page
        assert not [word for word in NOT_MONEY if word in page]


@pytest.mark.requirement("C3")
def test_a_case_worker_of_an_insurer_sees_compensation_and_not_the_job_centre_s_papers(
    se_sag: SeSag, platform: Platform
) -> None:
    platform.rights = {INSURANCE}
    listed = se_sag.open("/cases/?show=closed")
    assert "Paid, DKK" in words(listed)
    for number in cases_on(listed)[:6]:
        page = words(se_sag.open(f"/cases/{number}/"))
        assert "Compensation" in page
        assert "The way back to work" not in page
        assert "Jobcentret" not in page


@pytest.mark.requirement("C3")
def test_a_case_or_a_paper_of_the_other_right_is_not_there(se_sag: SeSag, platform: Platform) -> None:
    municipal = set(every_case(se_sag))
    platform.rights = {INSURANCE}
    insured = every_case(se_sag)
    assert len(municipal) + len(insured) - len(municipal & set(insured)) == 120
    decided = cases_on(se_sag.open("/cases/?show=closed"))
    papers = {
        (number, ref)
        for number in decided
        for ref in re.findall(rf"/cases/{number}/documents/(\d+)", se_sag.open(f"/cases/{number}/").text)
    }
    platform.rights = {"se-sag:kommunal-sagsbehandler"}
    for number in set(insured) - municipal:
        assert se_sag.open(f"/cases/{number}/").status_code == httpx.codes.NOT_FOUND
    money = [
        (number, ref)
        for number, ref in papers
        if number in municipal
        and f"/cases/{number}/documents/{ref}" not in se_sag.open(f"/cases/{number}/").text
    ]
    assert money, "some decided case is of both"
    for number, ref in money:
        assert se_sag.open(f"/cases/{number}/documents/{ref}").status_code == httpx.codes.NOT_FOUND


def test_another_organisation_has_other_cases(se_sag: SeSag, platform: Platform) -> None:
    nordby = set(every_case(se_sag))
    platform.claims["represents"] = {"sub": "dk:cvr:20000023", "name": "Sydby Kommune"}
    sydby = SeSag(se_sag.address)
    assert not nordby & set(every_case(sydby))
    assert sydby.open(f"/cases/{next(iter(nordby))}/").status_code == httpx.codes.NOT_FOUND


def test_fifteen_on_a_page_and_each_case_once(se_sag: SeSag) -> None:
    first = se_sag.open()
    assert len(cases_on(first)) == 15
    everything = every_case(se_sag)
    assert len(everything) == len(set(everything)) == total(first) == 80
    assert cases_on(se_sag.open("/cases/?page=999")) == cases_on(se_sag.open("/cases/?page=6"))


def test_searching_keeps_what_holds_every_word(se_sag: SeSag) -> None:
    number = cases_on(se_sag.open())[3]
    assert cases_on(se_sag.open(f"/cases/?q={number}")) == [number]
    found = se_sag.open("/cases/?q=tømrer")
    assert 0 < total(found) < 80
    page = se_sag.open(f"/cases/{cases_on(found)[0]}/")
    assert "tømrer" in words(page).casefold()
    nothing = se_sag.open("/cases/?q=tømrer+findes+ikke")
    assert "No case here holds “tømrer findes ikke”" in words(nothing)
    assert "Show all cases" in words(nothing)


def test_the_list_sorts_by_its_heads_and_selects_by_its_tabs(se_sag: SeSag) -> None:
    rising = cases_on(se_sag.open("/cases/?sort=number"))
    falling = cases_on(se_sag.open("/cases/?sort=-number"))
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert rising[0] < falling[0]
    odd = se_sag.open("/cases/?sort=__class__&show=__dict__&page=x")
    assert odd.status_code == httpx.codes.OK
    tabs = dict(re.findall(r"(All|Due within 14 days|Open|Decided) \((\d+)\)", words(odd)))
    assert int(tabs["Open"]) + int(tabs["Decided"]) == int(tabs["All"]) == 80
    assert total(se_sag.open("/cases/?show=closed")) == int(tabs["Decided"])


def test_a_case_tells_its_course_backwards_and_what_comes_next(se_sag: SeSag) -> None:
    number = cases_on(se_sag.open("/cases/?sort=next"))[0]
    page = se_sag.open(f"/cases/{number}/")
    days = [date.fromisoformat(day) for day in re.findall(r'<time datetime="([^"]+)"', page.text)]
    assert days == sorted(days, reverse=True)
    assert days[0] >= date.today() >= days[-1]  # noqa: DTZ011 - the demonstration follows the calendar of its machine
    assert "expected" in words(page)


def test_a_document_can_be_read(se_sag: SeSag) -> None:
    number = cases_on(se_sag.open())[0]
    page = se_sag.open(f"/cases/{number}/documents/1")
    assert "Anmeldelse af arbejdsskade" in words(page)
    assert "Venlig hilsen" in words(page)
    assert se_sag.open(f"/cases/{number}/documents/99").status_code == httpx.codes.NOT_FOUND


@pytest.mark.requirement("X7")
def test_states_kinds_and_steps_are_in_the_reader_s_language(se_sag: SeSag) -> None:
    listed = words(se_sag.open("/cases/?sort=number"))
    assert "hours a week" in listed
    assert not [word for word in ("timer om ugen", "Sygemeldt", "Delvist raskmeldt") if word in listed]
    for number in every_case(se_sag)[::9]:
        page = words(se_sag.open(f"/cases/{number}/"))
        assert "Kind Accident" in page or "Kind Occupational disease" in page
        assert not [word for word in ("Skaden er", "Samtale i jobcentret", "Erhvervssygdom") if word in page]
    page = se_sag.open(f"/cases/{cases_on(se_sag.open())[0]}/")
    danish = words(se_sag.press(page, "/language", language="da", next=page.url.path))
    assert "Skaden er anmeldt" in danish
    assert "Art Ulykke" in danish or "Art Erhvervssygdom" in danish


def test_what_is_still_to_come_is_not_told_as_done(se_sag: SeSag) -> None:
    """Nor is the outcome of a decision told before it is made."""
    done = "has been|have been"
    seen = 0
    for number in every_case(se_sag)[::2]:
        page = se_sag.open(f"/cases/{number}/").text
        for ahead in re.findall(r'<li class="is-next">(.*?)</li>', page, re.DOTALL):
            seen += 1
            assert not re.search(done, ahead), ahead
    assert seen
