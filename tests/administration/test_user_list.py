"""Stories of the list of users: paged, sorted, searched, downloaded."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fuldmagt.audit.events import Event
from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.means import Means
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import links, names, rows, words
from tests.cast import Nordby, Sydby

pytestmark = pytest.mark.requirement("C4")


def sixty(nordby: Nordby) -> None:
    for number in range(60):
        cast.a_user(nordby.organisation, f"Person {number:02}", means=None)


def test_the_list_shows_fifteen_people_and_the_way_to_the_others(mette: Client, nordby: Nordby) -> None:
    sixty(nordby)
    first = mette.get("/users/")
    assert "Showing 1-15 of 64" in words(first)
    assert names(first)[:4] == ["Anna Holmstrup", "Birthe Nordahl", "Bodil Ravnsø", "Mette Lundager"]
    assert 'name="q" type="search" value=""' in first.content.decode()

    last = mette.get("/users/?page=5")
    assert names(last) == [f"Person {number}" for number in range(56, 60)]


def test_fifty_or_a_hundred_can_be_shown_and_nothing_else(mette: Client, nordby: Nordby) -> None:
    sixty(nordby)
    assert len(names(mette.get("/users/?size=50"))) == 50
    assert len(names(mette.get("/users/?size=100"))) == 64
    assert len(names(mette.get("/users/?size=100000"))) == 15


def test_each_row_has_name_mail_group_means_and_ways_to_edit_and_close(mette: Client, nordby: Nordby) -> None:
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(employee_group="Sagsbehandlere")
    cast.a_means(nordby.anna, Means.CODE_DISPLAY)

    page = mette.get("/users/?q=anna")

    (row,) = rows(page)
    assert row.startswith(
        "Anna Holmstrup anna.holmstrup@nordby.example Sagsbehandlere Jobcenter Nordby "
        "Code display, Passkey Active"
    )
    ways = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', page.content.decode(), flags=re.S)
    pencils = [url for url, content in ways if "Edit Anna Holmstrup" in content]
    assert pencils == [f"/users/{nordby.anna.ref}/"]
    assert f"/users/{nordby.anna.ref}/steps/close/" in links(page)


def test_the_heads_sort_once_up_and_once_more_down(mette: Client, nordby: Nordby) -> None:
    assert names(mette.get("/users/?sort=name"))[0] == "Anna Holmstrup"
    assert names(mette.get("/users/?sort=-name"))[0] == "Mette Lundager"
    assert "?sort=-name" in links(mette.get("/users/?sort=name"))


def test_a_sort_nobody_offers_is_taken_as_by_name(mette: Client) -> None:
    assert names(mette.get("/users/?sort=person__national_number"))[0] == "Anna Holmstrup"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("anna", ["Anna Holmstrup"]),
        ("RAVNSØ", ["Bodil Ravnsø"]),
        ("holm anna", ["Anna Holmstrup"]),
        ("bodil.ravnsoe@nordby", ["Bodil Ravnsø"]),
        ("mette.lundager.nordby", ["Mette Lundager"]),
        ("70200041", ["Mette Lundager"]),
        ("70 20 00 41", ["Mette Lundager"]),
        ("nobody", []),
    ],
)
def test_one_box_finds_by_name_mail_user_id_and_phone(mette: Client, asked: str, found: list[str]) -> None:
    assert names(mette.get("/users/", {"q": asked})) == found


def test_an_empty_search_repeats_what_was_searched(mette: Client) -> None:
    assert "You searched for “Zebra”" in words(mette.get("/users/?q=Zebra"))


def test_paging_and_sorting_keep_what_was_searched(mette: Client, nordby: Nordby) -> None:
    sixty(nordby)
    page = mette.get("/users/?q=person&size=15&sort=-name&page=2")
    assert "?q=person&size=15&sort=-name&page=3" in links(page)
    assert "?q=person&size=15&sort=email" in links(page)
    assert "/users/download.csv?q=person&size=15&sort=-name&page=2" in links(page)


def test_the_advanced_search_narrows_by_each_of_its_fields(mette: Client, nordby: Nordby) -> None:
    law = cast.se_sag()
    cast.gives(nordby.anna, law.kommunal)
    cast.a_means(nordby.bodil, Means.CODE_DISPLAY)
    BusinessUser.objects.filter(pk=nordby.bodil.pk).update(
        employee_group="Forsikring", created_at=datetime(2026, 2, 10, 12, tzinfo=UTC)
    )
    cast.a_user(nordby.organisation, "Ilie Campeanu", state=UserState.INVITED)
    expected = {
        f"department={nordby.insurance.ref}": ["Bodil Ravnsø"],
        "group=Forsikring": ["Bodil Ravnsø"],
        "state=invited": ["Ilie Campeanu"],
        "state=on_the_way": ["Ilie Campeanu"],
        "means=code_display": ["Bodil Ravnsø"],
        "role=organisation_administrator": ["Birthe Nordahl"],
        f"right={law.kommunal.ref}": ["Anna Holmstrup"],
        "created_from=2026-02-10&created_to=2026-02-10": ["Bodil Ravnsø"],
        "created_from=2026-02-11": [],
        f"department={nordby.jobcenter.ref}&right={law.kommunal.ref}&state=active": ["Anna Holmstrup"],
    }
    for query, found in expected.items():
        assert names(mette.get(f"/users/?{query}")) == found, query


def test_closed_users_are_found_only_when_they_are_asked_for(mette: Client, nordby: Nordby) -> None:
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(state=UserState.CLOSED)
    assert names(mette.get("/users/?q=anna")) == []
    assert names(mette.get("/users/?q=anna&state=closed")) == ["Anna Holmstrup"]
    assert names(mette.get("/users/?q=anna&state=every")) == ["Anna Holmstrup"]


def test_a_right_that_has_ended_is_not_held(mette: Client, nordby: Nordby) -> None:
    law = cast.se_sag()
    ended = cast.gives(nordby.anna, law.kommunal)
    held = cast.gives(nordby.mette, law.kommunal)
    ended.ends_at = datetime(2026, 1, 2, tzinfo=UTC)
    ended.save()
    assert names(mette.get(f"/users/?right={law.kommunal.ref}")) == [held.user.name]


def test_a_search_that_cannot_be_understood_shows_everybody_and_stays_typed(mette: Client) -> None:
    page = mette.get("/users/?created_from=yesterday&means=telepathy")
    assert page.status_code == 200
    assert len(names(page)) == 4


def test_another_organisations_people_are_in_nobodys_list(at: At, nordby: Nordby, sydby: Sydby) -> None:
    page = words(at(nordby.mette).get("/users/?size=100&state=every"))
    assert "Sydby" not in page
    assert "Nordby" not in words(at(sydby.sigrid).get("/users/?q=.example&state=every")).replace(
        "nordby", "Nordby"
    )


def test_the_list_is_downloaded_whole_as_it_was_searched(mette: Client, nordby: Nordby) -> None:
    sixty(nordby)
    answer = mette.get("/users/download.csv?q=person&sort=-name")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:2] == ["Name", "E-mail"]
    assert [line[0] for line in lines[1:]] == [f"Person {number:02}" for number in reversed(range(60))]


@pytest.mark.parametrize(
    "name", ["=1+1", "+45 20", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\u200b=1", "\x0b-1", "＝1"]
)
def test_no_cell_of_the_download_is_a_formula(mette: Client, nordby: Nordby, name: str) -> None:
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(name=name)
    answer = mette.get(f"/users/download.csv?q={nordby.anna.email}")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lines[1][0] == f"'{name}"


def test_who_took_a_list_out_of_the_platform_is_on_record(mette: Client, nordby: Nordby) -> None:
    mette.get("/users/download.csv")
    (entry,) = PendingEntry.objects.filter(event=Event.USERS_DOWNLOADED)
    assert (entry.actor, entry.facts) == (nordby.mette.ref, {"count": 4})


def test_an_auditor_sees_the_list_and_no_way_to_change_anybody(at: At, nordby: Nordby) -> None:
    auditor = cast.a_user(nordby.organisation, "Astrid Revisor", Role.AUDITOR)
    page = at(auditor).get("/users/")
    assert page.status_code == 200
    assert not [link for link in links(page) if "/close/" in link or "/new/" in link]


def test_the_list_costs_the_same_number_of_questions_however_many_it_shows(
    mette: Client, nordby: Nordby
) -> None:
    sixty(nordby)
    mette.get("/users/")  # what is read once for a process is read
    asked = []
    for size in (15, 100):
        with CaptureQueriesContext(connection) as questions:
            mette.get(f"/users/?size={size}")
        asked.append(len(questions))

    few, many = asked
    assert few == many <= 24, "most of them are the numbers in the navigation"
