"""A provider changes its rights: what narrows is so at once, and says for how many (C1)."""

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import CatalogueRevision, ExclusiveSet, Proposal, Provider, Right
from fuldmagt.mandates.queries import reach
from tests.administration.pages import field, words
from tests.cast import NEW_YEAR, gives, nordby
from tests.console.library import BOGSKAB, GODKEND, RET, RIGHT, SE, Library, law_of, page

pytestmark = pytest.mark.requirement("C1")


def test_a_level_is_raised_at_once_and_says_for_how_many(liv: Client, bogskab: Library) -> None:
    town = nordby()
    gives(town.anna, bogskab.right(SE))
    revision = CatalogueRevision.objects.get().number
    said = law_of(liv, SE, assurance="high")

    looked = liv.post(page(SE), said | {"look": "yes"})

    assert "It needs a login of the level high, from the next question on. 1 person holds it now." in words(
        looked
    )
    assert "Anna" not in words(looked)
    assert bogskab.right(SE).assurance == "low"
    done = liv.post(page(SE), said | {"save": "yes"}, follow=True)
    assert "“View loans” is changed." in words(done)
    assert bogskab.right(SE).assurance == "high"
    assert CatalogueRevision.objects.get().number > revision
    entry = of_subject(SE, organisation=BOGSKAB)[0]
    assert (entry.event, entry.facts["after"]["assurance"]) == ("catalogue.law-changed", "high")


def test_the_second_of_two_is_told(liv: Client, otto: Client, bogskab: Library) -> None:
    first, second = law_of(liv, SE, assurance="high"), law_of(otto, SE, assurance="substantial")
    liv.post(page(SE), first | {"save": "yes"})

    late = otto.post(page(SE), second | {"save": "yes"})

    assert late.status_code == 409
    assert "Somebody changed this after you opened it." in words(late)
    assert bogskab.right(SE).assurance == "high"


@pytest.mark.parametrize(
    ("ref", "change", "says"),
    [
        (SE, {"implies": [RET]}, "Two rights would include one another in a circle."),
        (RET, {"implies": [SE, GODKEND]}, "Somebody would get two rights at once that exclude one another."),
        (SE, {"implies": ["laan:other"]}, "Choose one of the possibilities."),
        (SE, {"assurance": "none"}, "Choose one of the possibilities."),
    ],
)
def test_what_the_rules_of_a_file_forbid_is_forbidden_here(
    liv: Client, bogskab: Library, ref: str, change: dict[str, object], says: str
) -> None:
    answer = liv.post(page(ref), law_of(liv, ref, **change) | {"save": "yes", "why": "Because."})
    assert answer.status_code == 400
    assert says in words(answer) or "Select a valid choice" in words(answer)
    assert Proposal.objects.count() == 0


def test_fewer_categories_shut_out_those_who_are_counted(liv: Client, bogskab: Library) -> None:
    town = nordby()
    gives(town.anna, bogskab.right(SE))
    said = law_of(liv, SE, categories=["company"])

    looked = words(liv.post(page(SE), said | {"look": "yes"}))

    assert (
        "It is open to companies. 1 person holds it elsewhere and cannot use it any more, at once." in looked
    )


def test_a_right_is_retired_with_what_it_ends(liv: Client, bogskab: Library) -> None:
    town = nordby()
    gives(town.anna, bogskab.right(SE))
    asked = liv.get(page(SE, "retire"))
    assert "1 person holds it, and cannot do it any more, at once." in words(asked)
    assert "It is not included any more in “Edit loans”." in words(asked)

    seen = field(asked, "seen")
    done = liv.post(page(SE, "retire"), {"seen": seen, "save": "yes"}, follow=True)

    assert "“View loans” is out of the catalogue." in words(done)
    assert bogskab.right(SE).retired_at is not None
    assert not bogskab.right(RET).implies.exists()
    assert of_subject(SE, organisation=BOGSKAB)[0].event == "right.retired"
    assert reach([SE], at=NEW_YEAR).people == 1  # the record stays, and gives nothing
    assert liv.get(page(SE, "retire")).status_code == 404


def test_what_was_retired_does_not_come_back_weaker_under_its_name(liv: Client, bogskab: Library) -> None:
    seen = field(liv.get(page(GODKEND, "retire")), "seen")
    liv.post(page(GODKEND, "retire"), {"seen": seen, "save": "yes"})
    assert not ExclusiveSet.objects.filter(ref="laan-to").exists()
    add = "/provider/services/laan/rights/add/"
    weaker = RIGHT | {"ref": "godkend", "assurance": "low", "seen": field(liv.get(add), "seen")}

    answer = liv.post(add, weaker | {"save": "yes"})

    assert "This short name is taken, or was used once." in words(answer)
    assert bogskab.right(GODKEND).retired_at is not None
    assert bogskab.right(GODKEND).assurance == "high"


def test_the_last_right_of_a_service_stays(liv: Client, bogskab: Library) -> None:
    Right.objects.filter(ref__in=[RET, GODKEND]).update(retired_at=NEW_YEAR)
    bogskab.right(RET).implies.clear()
    ExclusiveSet.objects.all().delete()
    asked = liv.get(page(SE, "retire"))
    assert "This is the only right of the service" in words(asked)
    assert 'name="save"' not in asked.content.decode()


def test_a_right_is_added_and_one_that_includes_others_needs_a_second(liv: Client, bogskab: Library) -> None:
    add = "/provider/services/laan/rights/add/"
    said = RIGHT | {"seen": field(liv.get(add), "seen"), "save": "yes"}

    done = liv.post(add, said, follow=True)

    assert "The right is in the catalogue." in words(done)
    made = bogskab.right("laan:slet")
    assert (made.name, made.names["nl"], made.assurance, made.place) == (
        "Slet lån",
        "Leningen wissen",
        "high",
        3,
    )
    waits = liv.post(add, said | {"ref": "alt", "implies": [RET], "why": "Because."}, follow=True)
    assert "Whoever has “Delete loans” may do “Edit loans” and “View loans” too." in words(waits)
    assert not Right.objects.filter(ref="laan:alt").exists()


@pytest.mark.parametrize("ref", ["Slet", "sl et", "../x", "se:x", "é"])
def test_a_short_name_is_plain(liv: Client, bogskab: Library, ref: str) -> None:
    add = "/provider/services/laan/rights/add/"
    answer = liv.post(add, RIGHT | {"ref": ref, "seen": field(liv.get(add), "seen"), "save": "yes"})
    assert "Write small letters, digits and hyphens." in words(answer)
    assert Right.objects.count() == 3


@pytest.mark.requirement("A7")
def test_what_an_unadmitted_provider_adds_nobody_sees(liv: Client, bogskab: Library) -> None:
    Provider.objects.filter(ref="bogskab").update(state="proposed")
    start = liv.get("/provider/")
    assert "Nobody sees your services before the operator has admitted you" in words(start)
    liv.post(page(SE), law_of(liv, SE, assurance="high") | {"save": "yes"})
    assert bogskab.right(SE).assurance == "high"
    assert Provider.objects.get(ref="bogskab").state == "proposed"
