"""The pages of the administrator roles: who is meant, and what is so already."""

from django.test import Client

from fuldmagt.organisations.models import RoleHeld
from tests import cast
from tests.administration.pages import links, words
from tests.cast import Nordby


def test_who_is_meant_is_asked_when_several_fit(birthe: Client, nordby: Nordby) -> None:
    cast.a_user(nordby.organisation, "Anna Andersen")
    text = words(birthe.post("/roles/give/", {"who": "Anna", "role": "auditor"}))
    assert "Several fit: Anna Andersen (anna.andersen@nordby.example), Anna Holmstrup" in text
    assert "Nobody here fits “Zebra”." in words(
        birthe.post("/roles/give/", {"who": "Zebra", "role": "auditor"})
    )


def test_the_way_from_the_users_page_fills_in_who(birthe: Client, nordby: Nordby) -> None:
    assert f"/roles/give/?user={nordby.anna.ref}" in links(birthe.get(f"/users/{nordby.anna.ref}/"))
    assert nordby.anna.email in birthe.get(f"/roles/give/?user={nordby.anna.ref}").content.decode()


def test_a_role_held_already_is_not_given_twice(birthe: Client, nordby: Nordby) -> None:
    page = birthe.post("/roles/give/", {"who": nordby.mette.email, "role": "user_administrator"})
    assert "They have this role already." in words(page)
    assert RoleHeld.objects.filter(user=nordby.mette).count() == 2
