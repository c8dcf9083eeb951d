"""Stories of creating a user: the form, rights at once, the code that is shown once."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from fuldmagt.audit.events import Event
from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.models import Invitation, TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role, UserState
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import field, heading, posted, words
from tests.cast import Nordby


def anew(nordby: Nordby, **other: Any) -> dict[str, Any]:
    return {
        "name": "Øyvind Fjeldskov",
        "birth_date": "14-02-1991",
        "email": "oyvind@nordby.example",
        "department": nordby.jobcenter.ref,
        "language": "en",
        "has_national_number": "yes",
        "means": "passkey",
    } | other


def code_on(page: Any) -> str:
    found = re.search(r'class="fm-code[^"]*">(.*?)</p>', page.content.decode(), flags=re.S)
    return re.sub(r"\D", "", re.sub(r"<[^>]+>", "", found[1])) if found else ""


@pytest.mark.requirement("B4", "B8", "B9")
def test_the_user_the_code_and_the_mail_come_of_one_save(mette: Client, nordby: Nordby) -> None:
    page = mette.post("/users/new/", anew(nordby), follow=True)

    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")
    assert (user.state, user.organisation, user.department) == (
        UserState.INVITED,
        nordby.organisation,
        nordby.jobcenter,
    )
    assert heading(page) == "Hand this code over to Øyvind Fjeldskov"
    assert re.fullmatch(r"\d{8}", code_on(page))
    (mail,) = Notice.objects.all()
    assert mail.to == "oyvind@nordby.example"
    assert code_on(page) not in mail.body + mail.html


@pytest.mark.requirement("B8")
def test_the_code_is_never_shown_a_second_time(mette: Client, nordby: Nordby) -> None:
    first = mette.post("/users/new/", anew(nordby), follow=True)
    code = code_on(first)
    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")

    again = mette.get(f"/users/{user.ref}/code/")

    assert heading(again) == "The code has been shown"
    assert code not in again.content.decode()
    assert "no-store" in first["Cache-Control"]


@pytest.mark.requirement("B8")
def test_the_code_is_kept_nowhere_in_the_clear(mette: Client, nordby: Nordby) -> None:
    answer = mette.post("/users/new/", anew(nordby))
    kept = [Session.objects.get(session_key=mette.cookies["fuldmagt_session"].value).get_decoded()]
    kept += list(TemporaryCode.objects.values()) + list(PendingEntry.objects.values())
    code = code_on(mette.get(answer["Location"]))
    assert code
    assert code not in str(kept)


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(
    ("language", "greeting", "title"),
    [
        ("en", "Dear Øyvind Fjeldskov,", "Your temporary code"),
        ("da", "Kære Øyvind Fjeldskov", "Din midlertidige kode"),
        ("nl", "Beste Øyvind Fjeldskov", "Uw tijdelijke code"),
    ],
)
def test_the_code_goes_on_a_letter_in_the_employees_language(
    mette: Client, nordby: Nordby, language: str, greeting: str, title: str
) -> None:
    """Mette reads English, whatever her employee reads."""
    code = code_on(mette.post("/users/new/", anew(nordby, language=language), follow=True))
    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")
    letter = mette.post(f"/users/{user.ref}/letter/", {"code": code})
    text = words(letter)
    assert code_on(letter) == code
    assert greeting in text
    assert title in text
    assert f'lang="{language}"' in letter.content.decode().split("<body", 1)[1]
    assert "Rådhustorvet 1" in text
    assert "Mette Lundager" in text


def test_a_letter_holds_a_code_and_nothing_else(mette: Client, nordby: Nordby) -> None:
    for wrong in ("", "1234", "<b>12345678</b>", "１２３４５６７８"):
        assert mette.post(f"/users/{nordby.anna.ref}/letter/", {"code": wrong}).status_code == 404


def test_somebody_elses_browser_never_sees_the_code(mette: Client, at: At, nordby: Nordby) -> None:
    grethe = at(cast.a_user(nordby.organisation, "Grethe Anden", Role.USER_ADMINISTRATOR))
    answer = mette.post("/users/new/", anew(nordby))
    assert heading(grethe.get(answer["Location"])) == "The code has been shown"
    assert code_on(mette.get(answer["Location"]))


@pytest.mark.requirement("B7")
def test_rights_are_given_with_the_user(mette: Client, nordby: Nordby) -> None:
    law = cast.se_sag()
    mette.post("/users/new/", anew(nordby, right=[law.kommunal.ref]))
    (held,) = Assignment.objects.filter(user__name="Øyvind Fjeldskov")
    assert (held.right, held.given_by) == (law.kommunal, nordby.mette.ref)


@pytest.mark.requirement("B7", "C3")
def test_with_a_right_that_the_department_may_not_hold_nothing_is_made(mette: Client, nordby: Nordby) -> None:
    law = cast.se_sag()

    page = mette.post("/users/new/", anew(nordby, right=[law.sagsbehandler.ref]))

    assert not BusinessUser.objects.filter(name="Øyvind Fjeldskov").exists()
    assert not Assignment.objects.exists()
    assert not Notice.objects.exists()
    assert not Invitation.objects.exists()
    assert "Cannot be chosen in this department." in words(page)
    assert field(page, "name") == "Øyvind Fjeldskov"
    (entry,) = PendingEntry.objects.filter(event=Event.USER_CREATED)
    assert (entry.outcome, entry.facts["rights"]) == ("not_eligible", [law.sagsbehandler.ref])


@pytest.mark.requirement("B7", "C2")
def test_two_rights_that_exclude_one_another_are_never_given_together(mette: Client, nordby: Nordby) -> None:
    law = cast.se_sag()
    law.kommunal.categories = []
    law.kommunal.save()
    both = [law.sagsbehandler.ref, law.kommunal.ref]
    page = mette.post("/users/new/", anew(nordby, department=nordby.insurance.ref, right=both))
    assert page.status_code == 200
    assert not Assignment.objects.exists()
    assert not BusinessUser.objects.filter(name="Øyvind Fjeldskov").exists()


@pytest.mark.requirement("B7", "A5")
def test_who_does_not_administer_rights_is_offered_none_and_can_give_none(at: At, nordby: Nordby) -> None:
    law = cast.se_sag()
    grethe = at(cast.a_user(nordby.organisation, "Grethe Anden", Role.USER_ADMINISTRATOR))
    assert "Rights at once" not in words(grethe.get("/users/new/"))

    page = grethe.post("/users/new/", anew(nordby, right=[law.kommunal.ref]))

    assert page.status_code == 200
    assert not BusinessUser.objects.filter(name="Øyvind Fjeldskov").exists()


@pytest.mark.requirement("B6")
@pytest.mark.parametrize("number", ["yes", "no"])
def test_the_private_eid_is_shown_as_no_choice_and_is_none(
    mette: Client, nordby: Nordby, number: str
) -> None:
    page = mette.get("/users/new/")
    assert "The private eID confirms who the employee is, once." in words(page)
    option = re.search(r'<input[^>]*value="private_eid"[^>]*>', page.content.decode())
    assert option is not None
    assert "disabled" in option[0]

    answer = mette.post("/users/new/", anew(nordby, means="private_eid", has_national_number=number))
    assert answer.status_code == 200
    assert not BusinessUser.objects.filter(name="Øyvind Fjeldskov").exists()


@pytest.mark.requirement("B6")
def test_without_a_national_number_there_is_one_choice_of_means(mette: Client, nordby: Nordby) -> None:
    for other in ("code_display", "passkey"):
        answer = mette.post("/users/new/", anew(nordby, has_national_number="no", means=other))
        assert "Without a national number the app is the only choice" in words(answer)
    assert not BusinessUser.objects.filter(name="Øyvind Fjeldskov").exists()

    mette.post("/users/new/", anew(nordby, has_national_number="no", means="app"))
    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")
    assert (user.has_national_number, user.first_means) == (False, "app")


@pytest.mark.requirement("B6")
def test_the_form_proposes_the_app(mette: Client, nordby: Nordby) -> None:
    page = mette.get("/users/new/").content.decode()
    assert re.findall(r'<input[^>]*name="means"[^>]*value="(\w+)"[^>]*checked', page) == ["app"]


@pytest.mark.requirement("B6")
def test_the_means_that_was_chosen_is_kept_for_the_activation(mette: Client, nordby: Nordby) -> None:
    mette.post("/users/new/", anew(nordby, means="code_display"))
    assert BusinessUser.objects.get(name="Øyvind Fjeldskov").first_means == "code_display"


@pytest.mark.requirement("B4")
@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"name": ""}, "Write the name as it stands in the passport."),
        ({"email": "oyvind@"}, "This is not an e-mail address."),
        ({"birth_date": "31-02-1991"}, "This date does not exist."),
        ({"birth_date": "14-02-1891"}, "Nobody who works was born that long ago."),
        ({"birth_date": "14-02-2091"}, "This cannot be a birth date."),
        ({"birth_date": ""}, "Write the birth date or the national number."),
        ({"has_national_number": ""}, "Say whether the employee has a national number."),
        ({"national_number": "123"}, "This is not a national number."),
        ({"has_national_number": "no", "national_number": "1402911234"}, "Leave the field empty."),
        ({"department": "nowhere"}, "Choose one of the possibilities."),
        ({"phone": "12"}, "This is not a phone number."),
        ({"right": ["nobody:knows"]}, "Choose one of the possibilities."),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_typed_is_lost(
    mette: Client, nordby: Nordby, wrong: dict[str, Any], complaint: str
) -> None:
    cast.se_sag()
    typed = anew(nordby, employee_group="Vej og park") | wrong
    page = mette.post("/users/new/", typed)
    assert page.status_code == 200
    assert complaint in words(page)
    assert field(page, "employee_group") == "Vej og park"
    assert not BusinessUser.objects.filter(email="oyvind@nordby.example").exists()


@pytest.mark.requirement("B4")
def test_special_characters_are_warned_of_at_the_name(mette: Client) -> None:
    assert "Letters such as ø, å, ł and ş often cause trouble" in words(mette.get("/users/new/"))


def test_the_national_number_is_never_in_a_list_or_the_log(mette: Client, nordby: Nordby) -> None:
    mette.post("/users/new/", anew(nordby, birth_date="", national_number="140291-1234"))
    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")
    assert user.national_number_index
    seen = words(mette.get(f"/users/{user.ref}/")) + words(mette.get("/users/"))
    kept = str(list(BusinessUser.objects.values())) + str(list(PendingEntry.objects.values()))
    assert "1402911234" not in seen + kept
    assert "140291-1234" not in seen + kept


@pytest.mark.requirement("B4")
def test_the_same_person_is_not_created_twice(mette: Client, nordby: Nordby) -> None:
    mette.post("/users/new/", anew(nordby))
    page = mette.post("/users/new/", anew(nordby))
    assert "There is a user with this name and this e-mail address already." in words(page)
    assert BusinessUser.objects.filter(name="Øyvind Fjeldskov").count() == 1


@pytest.mark.requirement("B9")
def test_the_mail_is_sent_again_and_the_older_link_is_void(mette: Client, nordby: Nordby) -> None:
    mette.post("/users/new/", anew(nordby))
    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")
    assert f"/users/{user.ref}/resend/" in posted(mette.get(f"/users/{user.ref}/"))

    page = mette.post(f"/users/{user.ref}/resend/", follow=True)

    assert "A new activation mail is on its way to oyvind@nordby.example." in words(page)
    older, newer = Invitation.objects.filter(user=user).order_by("created_at", "pk")
    assert older.voided_at is not None
    assert newer.voided_at is None


@pytest.mark.requirement("B8")
def test_a_lost_code_is_replaced_by_another(mette: Client, nordby: Nordby) -> None:
    first = code_on(mette.post("/users/new/", anew(nordby), follow=True))
    user = BusinessUser.objects.get(name="Øyvind Fjeldskov")
    second = code_on(mette.post(f"/users/{user.ref}/new-code/", follow=True))
    assert second
    assert second != first
    assert TemporaryCode.objects.filter(user=user, voided_at__isnull=True).count() == 1


def test_for_an_active_user_there_is_neither_mail_nor_code_again(mette: Client, nordby: Nordby) -> None:
    for way in ("resend", "new-code"):
        answer = mette.post(f"/users/{nordby.anna.ref}/{way}/")
        assert answer.status_code == 403
    assert not Notice.objects.exists()
    assert not TemporaryCode.objects.exists()
