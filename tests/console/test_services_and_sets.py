"""A provider adds and changes services, and lets rights exclude one another (C1, C2)."""

import pytest
from django.test import Client

from fuldmagt.catalogue.models import ExclusiveSet, Proposal, Right, Service
from fuldmagt.vocabulary.means import Means
from tests.administration.pages import field, links, words
from tests.cast import a_means, gives, nordby
from tests.console.library import GODKEND, SE, Library

pytestmark = pytest.mark.requirement("C1")

THREE = {"da": "d", "nl": "n", "en": "e"}
SERVICE = {
    "name": "Reservation",
    "ref": "reservation",
    "url": "https://reservation.example",
    "data_class": "ordinary",
    "means": ["app"],
    **{f"text_{language}": "Reservér." for language in THREE},
    **{f"right_name_{language}": "Reservér" for language in THREE},
    **{f"right_text_{language}": "Reservér bøger." for language in THREE},
    "right_ref": "brug",
    "right_level": "substantial",
}


def test_a_service_is_added_with_its_first_right(liv: Client, bogskab: Library) -> None:
    add = "/provider/bogskab/services/add/"
    said = SERVICE | {"seen": field(liv.get(add), "seen"), "save": "yes"}

    done = liv.post(add, said, follow=True)

    assert "The service is in the catalogue." in words(done)
    made = Service.objects.get(ref="reservation")
    assert (made.provider, made.means, made.url) == (
        bogskab.provider,
        ["app"],
        "https://reservation.example",
    )
    assert [right.ref for right in made.rights.all()] == ["reservation:brug"]
    taken = liv.post(add, said)
    assert "This short name is taken" in words(taken)


def change_of(liv: Client, **changes: object) -> dict[str, object]:
    service = Service.objects.get(ref="laan")
    said: dict[str, object] = {
        "name": service.name,
        "url": service.url,
        "data_class": service.data_class,
        "means": service.means,
        "seen": field(liv.get("/provider/services/laan/change/"), "seen"),
    }
    return said | changes


@pytest.mark.requirement("F8")
def test_raising_the_data_class_says_what_it_ends(liv: Client, bogskab: Library) -> None:
    said = change_of(liv, data_class="sensitive")
    looked = words(liv.post("/provider/services/laan/change/", said | {"look": "yes"}))
    assert "It counts as a service with sensitive data." in looked
    assert "Private eID is not accepted any more." in looked

    liv.post("/provider/services/laan/change/", said | {"save": "yes"})

    service = Service.objects.get(ref="laan")
    assert (service.data_class, sorted(service.means)) == ("sensitive", ["app", "passkey"])
    assert Service.objects.get(ref="laan").rights.count() == 3


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"means": ["app", "passkey", "private_eid", "chip"]},
            "People can log in to Lån with these too: Chip.",
        ),
        ({"ways": ["accepts_chains"]}, "In Lån one can act for another organisation by chain mandate."),
        ({"url": "https://else.example"}, "Links to Lån lead to https://else.example."),
    ],
)
def test_a_service_that_opens_more_needs_a_second(
    liv: Client, bogskab: Library, change: dict[str, object], says: str
) -> None:
    said = change_of(liv, **change) | {"save": "yes", "why": "Because."}
    waits = liv.post("/provider/services/laan/change/", said, follow=True)
    assert says in words(waits)
    service = Service.objects.get(ref="laan")
    assert (len(service.means), service.accepts_chains, service.url) == (3, False, "")


@pytest.mark.requirement("F8")
def test_the_last_means_without_an_end_stays(liv: Client, bogskab: Library) -> None:
    Service.objects.filter(ref="laan").update(means_ended={"app": "2026-12-31T23:00:00+00:00"})
    said = change_of(liv, means=["app", "private_eid"]) | {"save": "yes"}

    refused = liv.post("/provider/services/laan/change/", said)

    assert "Each means that is left has a last day." in words(refused)
    assert "passkey" in Service.objects.get(ref="laan").means


@pytest.mark.requirement("F8")
def test_who_has_only_means_that_go_together_is_counted_as_without_any(liv: Client, bogskab: Library) -> None:
    town = nordby()
    gives(town.anna, bogskab.right(SE))
    for kind in (Means.APP, Means.PASSKEY):
        a_means(town.anna, kind)
    said = change_of(liv, means=["chip"])
    looked = words(liv.post("/provider/services/laan/change/", said | {"look": "yes"}))
    assert looked.count("1 of them has no other means that it accepts.") == 2


def test_rights_come_to_exclude_one_another_and_how_many_hold_two_is_said(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    town = nordby()
    gives(town.anna, bogskab.right(SE))
    gives(town.anna, bogskab.right(GODKEND))
    add = "/provider/bogskab/sets/add/"
    said = {"rights": [SE, GODKEND], "seen": field(liv.get(add), "seen")}
    looked = words(liv.post(add, said | {"look": "yes"}))
    assert "1 person holds two of them for one organisation" in looked

    done = liv.post(add, said | {"save": "yes"}, follow=True)

    assert "These rights exclude one another now." in words(done)
    made = ExclusiveSet.objects.exclude(ref="laan-to").get()
    assert f"/provider/sets/{made.ref}/" in links(done)
    asked = liv.get(f"/provider/sets/{made.ref}/remove/")
    assert "One person can hold “Approve loans” and “View loans” together." in words(asked)
    gone = {"seen": field(asked, "seen"), "save": "yes", "why": "Because."}
    liv.post(f"/provider/sets/{made.ref}/remove/", gone)
    assert ExclusiveSet.objects.filter(ref=made.ref).exists()
    address = f"/provider/proposals/{Proposal.objects.get().ref}/"
    otto.post(address, {"seen": field(otto.get(address), "seen")})
    assert not ExclusiveSet.objects.filter(ref=made.ref).exists()


def test_one_right_excludes_nothing(liv: Client, bogskab: Library) -> None:
    add = "/provider/bogskab/sets/add/"
    answer = liv.post(add, {"rights": [SE], "seen": field(liv.get(add), "seen"), "save": "yes"})
    assert "Tick at least two rights." in words(answer)


def test_the_longest_name_that_a_right_may_have_has_its_pages(liv: Client, bogskab: Library) -> None:
    short = Right.objects.get(ref=SE)
    longest = f"laan:{'x' * 122}"
    Right.objects.create(
        ref=longest, service=short.service, name="Lang", names=short.names, assurance="low", place=9
    )

    assert f"/provider/rights/{longest}/" in links(liv.get("/provider/services/laan/"))
    for page in ("", "change/", "retire/"):
        assert liv.get(f"/provider/rights/{longest}/{page}").status_code == 200
