"""Stories of one user's page: particulars, tabs, two people at once."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from fuldmagt.audit import queries as log
from fuldmagt.audit.events import Event
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.organisations.users.actions import change, particulars_of
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import field, heading, links, posted, rows, words
from tests.cast import Nordby
from tests.conftest import MONDAY

pytestmark = pytest.mark.requirement("C4")


def typed(user: BusinessUser, **other: str) -> dict[str, str]:
    """What the form holds, and what the administrator changes in it."""
    return {
        "name": user.name,
        "birth_date": user.birth_date.strftime("%d-%m-%Y") if user.birth_date else "",
        "email": user.email,
        "phone": user.phone,
        "address": user.address,
        "department": user.department.ref if user.department else "",
        "employee_group": user.employee_group,
        "language": user.language,
        "version": str(user.version),
    } | other


def test_the_pencil_opens_the_particulars_with_what_is_optional_marked(mette: Client, nordby: Nordby) -> None:
    page = mette.get(f"/users/{nordby.anna.ref}/")
    assert heading(page) == "Anna Holmstrup"
    assert field(page, "email") == "anna.holmstrup@nordby.example"
    text = words(page)
    assert "E-mail (optional)" not in text
    assert "Address (optional)" in text
    assert "No: the user has no administrator role." in text


def test_whether_the_user_is_an_administrator_stands_on_the_page(birthe: Client, nordby: Nordby) -> None:
    text = words(birthe.get(f"/users/{nordby.mette.ref}/"))
    assert "Rights administrator User administrator" in text


def test_the_tabs_lead_to_rights_means_events_and_orders(mette: Client, nordby: Nordby) -> None:
    user = nordby.anna.ref
    found = links(mette.get(f"/users/{user}/"))
    for tab in ("", "rights/", "means/", "events/", "orders/"):
        assert f"/users/{user}/{tab}" in found


def test_particulars_are_corrected_and_the_correction_is_on_record(mette: Client, nordby: Nordby) -> None:
    anna = nordby.anna
    answer = mette.post(
        f"/users/{anna.ref}/",
        typed(
            anna,
            name="Anna Holm",
            address="Lindeparken 14, 9999 Nordby",
            email="anna.ny@nordby.example",
            department=nordby.insurance.ref,
            phone="20123456",
        ),
        follow=True,
    )
    assert "The particulars of Anna Holm are saved." in words(answer)
    anna.refresh_from_db()
    assert (anna.name, anna.address) == ("Anna Holm", "Lindeparken 14, 9999 Nordby")
    assert (anna.email, anna.department, anna.version) == ("anna.ny@nordby.example", nordby.insurance, 2)
    again = mette.get(f"/users/{anna.ref}/")
    assert (field(again, "name"), field(again, "address")) == (anna.name, anna.address)

    (entry,) = log.of_subject(anna.ref, organisation=nordby.organisation.ref)
    assert (entry.event, entry.actor, entry.outcome) == (Event.USER_CHANGED, nordby.mette.ref, "done")
    assert entry.facts["changed"] == ["name", "email", "phone", "address", "department"]
    assert "anna.ny" not in str(entry.facts)
    assert log.personal(entry)["email_before"] == "anna.holmstrup@nordby.example"
    assert log.personal(entry)["name_before"] == "Anna Holmstrup"


def test_who_changes_the_address_of_somebody_on_the_way_is_told_where_the_new_mail_goes(
    mette: Client, nordby: Nordby
) -> None:
    invited = cast.a_user(nordby.organisation, "Ilie Campeanu", state=UserState.INVITED)
    said = "A new activation mail is on its way to new@nordby.example."
    path = f"/users/{invited.ref}/"
    assert said in words(mette.post(path, typed(invited, email="new@nordby.example"), follow=True))
    invited.refresh_from_db()
    assert said not in words(mette.post(path, typed(invited, phone="20123456"), follow=True))


def test_saving_what_is_so_already_leaves_no_trace(mette: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna))
    assert log.of_subject(nordby.anna.ref, organisation=nordby.organisation.ref) == []


def test_another_department_counts_for_decisions_at_once(mette: Client, nordby: Nordby) -> None:
    before = nordby.organisation.revision
    mette.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna, department=nordby.insurance.ref))
    nordby.organisation.refresh_from_db()
    assert nordby.organisation.revision > before


def test_the_second_of_two_people_is_told_what_the_first_one_changed(
    mette: Client, at: At, nordby: Nordby
) -> None:
    grethe = cast.a_user(nordby.organisation, "Grethe Anden", Role.USER_ADMINISTRATOR)
    as_opened = typed(nordby.anna)
    at(grethe).post(f"/users/{nordby.anna.ref}/", as_opened | {"email": "anna.first@nordby.example"})

    second = mette.post(f"/users/{nordby.anna.ref}/", as_opened | {"phone": "20 12 34 56"})

    text = words(second)
    assert "Somebody else has saved this user meanwhile" in text
    assert "Grethe Anden changed the particulars of Anna Holmstrup" in text
    assert "E-mail: anna.holmstrup@nordby.example became anna.first@nordby.example" in text
    assert field(second, "phone") == "20 12 34 56"
    assert BusinessUser.objects.get(pk=nordby.anna.pk).phone == ""


def test_and_saves_on_top_of_it_when_saving_again(mette: Client, at: At, nordby: Nordby) -> None:
    grethe = cast.a_user(nordby.organisation, "Grethe Anden", Role.USER_ADMINISTRATOR)
    as_opened = typed(nordby.anna)
    at(grethe).post(f"/users/{nordby.anna.ref}/", as_opened | {"address": "Lindeparken 14"})
    second = mette.post(f"/users/{nordby.anna.ref}/", as_opened | {"phone": "20 12 34 56"})

    again = as_opened | {"phone": "20 12 34 56", "address": "", "version": field(second, "version")}
    assert mette.post(f"/users/{nordby.anna.ref}/", again).status_code == 302
    assert BusinessUser.objects.get(pk=nordby.anna.pk).phone == "20 12 34 56"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"name": ""}, "Write the name."),
        ({"email": "anna"}, "This is not an e-mail address."),
        ({"phone": "call me"}, "This is not a phone number."),
        ({"department": "somewhere"}, "Choose one of the possibilities."),
        ({"version": "x"}, "whole number"),
    ],
)
def test_what_cannot_be_right_is_said_at_the_field_and_nothing_typed_is_lost(
    mette: Client, nordby: Nordby, wrong: dict[str, str], complaint: str
) -> None:
    answer = mette.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna, address="Lindeparken 14") | wrong)
    assert complaint in words(answer)
    assert field(answer, "address") == "Lindeparken 14"


def test_a_birth_date_that_the_eid_has_confirmed_stays_while_activation_goes_on(
    mette: Client, nordby: Nordby
) -> None:
    state, person = UserState.IDENTITY_CONFIRMED, cast.a_person("Ilie Campeanu")
    ilie = cast.a_user(nordby.organisation, "Ilie Campeanu", state=state, person=person)
    assert "Confirmed with the private eID." in words(mette.get(f"/users/{ilie.ref}/"))
    mette.post(f"/users/{ilie.ref}/", typed(ilie, birth_date="24-12-1990"))
    wanted = replace(particulars_of(ilie), birth_date=date(1990, 12, 24))
    done = change(ilie.ref, wanted, version=ilie.version, by=cast.acting(nordby.mette), at=MONDAY)
    assert done == Refusal(Reason.STEP_NOT_POSSIBLE, about="birth_date")
    ilie.refresh_from_db()
    assert ilie.birth_date == date(1985, 5, 17)


def test_the_birth_date_is_corrected_before_activation_and_never_after(mette: Client, nordby: Nordby) -> None:
    invited = cast.a_user(nordby.organisation, "Ilie Campeanu", state=UserState.INVITED)
    mette.post(f"/users/{invited.ref}/", typed(invited, birth_date="24-12-1990"))
    invited.refresh_from_db()
    assert invited.birth_date == date(1990, 12, 24)

    mette.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna, birth_date="24-12-1990", phone="20123456"))
    nordby.anna.refresh_from_db()
    assert (nordby.anna.birth_date, nordby.anna.phone) == (date(1985, 5, 17), "20123456")


def test_a_closed_user_is_read_and_not_changed(mette: Client, nordby: Nordby) -> None:
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(state=UserState.CLOSED)
    page = mette.get(f"/users/{nordby.anna.ref}/")
    assert "" not in posted(page)
    assert (
        "This cannot be done at this stage."
        in words(mette.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna, name="Another")))
        or BusinessUser.objects.get(pk=nordby.anna.pk).name == "Anna Holmstrup"
    )


def test_an_auditor_reads_the_particulars_and_can_save_nothing(at: At, nordby: Nordby) -> None:
    auditor = at(cast.a_user(nordby.organisation, "Astrid Revisor", Role.AUDITOR))
    page = auditor.get(f"/users/{nordby.anna.ref}/")
    assert "anna.holmstrup@nordby.example" in words(page)
    assert "" not in posted(page)

    answer = auditor.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna, name="Another"))
    assert answer.status_code == 403
    assert BusinessUser.objects.get(pk=nordby.anna.pk).name == "Anna Holmstrup"
    (entry,) = log.of_organisation(nordby.organisation.ref)
    assert (entry.event, entry.outcome) == (Event.DEED_REFUSED, "not_permitted")


@pytest.mark.requirement("C6")
def test_each_user_has_a_list_of_events_in_sentences(mette: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/", typed(nordby.anna, phone="20123456"))
    mette.post(f"/users/{nordby.anna.ref}/steps/suspend/", {"reason": "On leave until May"})

    suspended, changed = rows(mette.get(f"/users/{nordby.anna.ref}/events/"))

    assert "Mette Lundager suspended Anna Holmstrup Reason: On leave until May" in suspended
    assert suspended.endswith("Done")
    assert "Mette Lundager changed the particulars of Anna Holmstrup Phone: now 20123456" in changed


@pytest.mark.requirement("C6")
def test_a_user_without_orders_says_so(mette: Client, nordby: Nordby) -> None:
    assert "Anna Holmstrup has no waiting orders" in words(mette.get(f"/users/{nordby.anna.ref}/orders/"))


def test_what_the_user_still_lacks_stands_above(mette: Client, nordby: Nordby) -> None:
    invited = cast.a_user(nordby.organisation, "Ilie Campeanu", state=UserState.INVITED)
    assert "has not confirmed who they are yet" in words(mette.get(f"/users/{invited.ref}/"))
    bare = cast.a_user(nordby.organisation, "Niels Uden", means=None)
    assert "has no means of login that works" in words(mette.get(f"/users/{bare.ref}/"))
