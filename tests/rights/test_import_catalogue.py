"""A catalogue is loaded from a file on the command line: all of it, or nothing and a plain word about why."""

import pytest

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import CatalogueRevision, ExclusiveSet, Provider, Right, Service
from fuldmagt.commands.main import main
from tests.cast import gives, nordby
from tests.rights.conftest import DEMONSTRATION, LIBRARY, Import

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C1")]


def test_the_demonstrations_catalogue_is_loaded_whole(imported: Import) -> None:
    code, said = imported(DEMONSTRATION.read_text(), "--admitted")

    assert code == 0, said
    assert "Loaded." in said
    assert Service.objects.count() == 14
    assert Right.objects.count() == 39
    kommunal = Right.objects.get(ref="se-sag:kommunal-sagsbehandler")
    assert kommunal.categories == ["municipality"]
    assert "jobcenter" in kommunal.texts["da"]
    assert set(kommunal.texts) == {"da", "nl", "en"}
    assert kommunal.service.data_class == "sensitive"
    assert kommunal.service.provider.state == Provider.State.ADMITTED


@pytest.mark.requirement("C2")
def test_implications_and_exclusive_sets_come_along(imported: Import) -> None:
    imported(DEMONSTRATION.read_text())

    edit = Right.objects.get(ref="indberetning:barsel-ret")
    assert [right.ref for right in edit.implies.all()] == ["indberetning:barsel-se"]
    members = ExclusiveSet.objects.get(ref="se-sag-sagsbehandler").rights.values_list("ref", flat=True)
    assert set(members) == {"se-sag:sagsbehandler", "se-sag:kommunal-sagsbehandler"}


def test_importing_the_same_file_again_changes_nothing(imported: Import) -> None:
    imported(LIBRARY)
    before = CatalogueRevision.objects.get().number

    code, said = imported(LIBRARY)

    assert (code, said.strip()) == (0, "The catalogue is already as the file says.")
    assert len(of_subject("bogskab", organisation="")) == 2  # proposed and imported, once each
    assert before == 2


def test_a_dry_run_says_what_would_change_and_changes_nothing(imported: Import) -> None:
    imported(LIBRARY)

    code, said = imported(LIBRARY.replace("assurance: low", "assurance: high"), "--dry-run")

    assert code == 0
    assert "would be changed: right laan:se" in said
    assert Right.objects.get(ref="laan:se").assurance == "low"


def test_a_changed_file_updates_and_raises_the_revision(imported: Import) -> None:
    imported(LIBRARY)
    before = CatalogueRevision.objects.get().number

    code, said = imported(LIBRARY.replace("assurance: low", "assurance: high"))

    assert code == 0
    assert "changed: right laan:se" in said
    assert Right.objects.get(ref="laan:se").assurance == "high"
    assert CatalogueRevision.objects.get().number > before


def test_a_right_that_nobody_holds_leaves_the_catalogue(imported: Import) -> None:
    imported(LIBRARY)

    code, said = imported(LIBRARY[: LIBRARY.index("          - id: laan:ret")].rstrip() + "\n")

    assert code == 0, said
    assert "taken out: right laan:ret" in said
    assert Right.objects.get(ref="laan:ret").retired_at is not None
    assert not Right.objects.get(ref="laan:se").implied_by.exists()


def test_a_right_that_somebody_holds_stays_until_it_is_withdrawn(imported: Import) -> None:
    imported(LIBRARY)
    gives(nordby().anna, Right.objects.get(ref="laan:ret"))

    code, said = imported(LIBRARY[: LIBRARY.index("          - id: laan:ret")].rstrip() + "\n")

    assert code == 1
    assert "laan:ret is not in the file any more, but 1 record still gives it" in said
    assert Right.objects.get(ref="laan:ret").retired_at is None
    assert of_subject("bogskab", organisation="")[0].outcome == "input_not_usable"


def test_providers_that_the_file_does_not_name_stay_as_they_are(imported: Import) -> None:
    imported(DEMONSTRATION.read_text())

    code, _ = imported(LIBRARY)

    assert code == 0
    assert not Right.objects.filter(retired_at__isnull=False).exists()
    assert Provider.objects.filter(ref="aes").exists()


def test_a_service_cannot_be_taken_from_another_provider(imported: Import) -> None:
    imported(LIBRARY)

    code, said = imported(LIBRARY.replace("id: bogskab", "id: boghylde"))

    assert code == 1
    assert "laan is already a service of bogskab" in said


def test_customers_must_be_known_organisations(imported: Import) -> None:
    nordby()
    known = LIBRARY.replace("means: [passkey, app]", "means: [passkey]\n        customers: [dk:cvr:20000015]")

    assert imported(known)[0] == 0
    assert Service.objects.get().keeps_customers
    assert [each.ref for each in Service.objects.get().customers.all()] == ["dk:cvr:20000015"]

    code, said = imported(known.replace("20000015", "20000023"))
    assert code == 1
    assert "no organisation on this platform has the number dk:cvr:20000023" in said


SPOILED = {
    "not YAML": ("providers:", "providers: [", "this is not YAML"),
    "an unknown key": ("url: ", "colour: red", "`colour` is not known here"),
    "a missing text": ("en: View loans", "", "`en` is missing"),
    "a number for a text": ("name: Bogskabet", "name: 2026", "put it in quotes"),
    "an unknown level": (
        "assurance: low",
        "assurance: very-high",
        "very-high is not one of high, low, substantial",
    ),
    "an unknown category": ("[municipality]", "[town]", "town is not one of"),
    "null for a list": ("[municipality]", "null", "here a list is expected"),
    "an unknown sector": ("sector: kultur", "sector: sport", "sport is not among the sectors"),
    "an unknown implied right": ("[laan:se]", "[laan:tag]", "laan:tag is not a right in this file"),
    "a circle of implications": (
        "assurance: low",
        "assurance: low\n            implies: [laan:ret]",
        "in a circle",
    ),
    "a foreign right's name": ("id: laan:ret", "id: bog:ret", "bog:ret must be laan: and a name"),
    "a repeated id": ("id: laan:ret", "id: laan:se", "laan:se stands already on line"),
    "no means": ("[passkey, app]", "[]", "nobody can log in"),
    "an instant without zone": (
        "means: [passkey, app]",
        "means: [app]\n        means_ended: {app: 2026-09-14}",
        "an instant with a time zone is expected",
    ),
    "an end for a means not accepted": (
        "means: [passkey, app]",
        "means: [app]\n        means_ended: {chip: '2026-09-14T00:00:00Z'}",
        "chip is not among the service's means",
    ),
    "a bottomless list": ("[municipality]", "[" * 100_000 + "]" * 100_000, "too deeply"),
    "an alias": ("name: Lån", "name: *other", "aliases"),
    "an address that is none": ("name: Lån", "name: Lån\n        url: javascript:alert(1)", "is not an http"),
}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_file_is_refused_with_the_place_and_nothing_is_loaded(
    imported: Import, spoiled: tuple[str, str, str]
) -> None:
    right, wrong, says = spoiled
    text = (
        LIBRARY.replace(right, wrong, 1)
        if right in LIBRARY
        else LIBRARY.replace("name: Lån", f"name: Lån\n        {wrong}")
    )

    code, said = imported(text)

    assert code == 1
    assert says in said
    assert "line " in said
    assert "Nothing was loaded." in said
    assert not Provider.objects.exists()


@pytest.mark.requirement("C2")
@pytest.mark.parametrize(
    ("members", "says"),
    [
        ("[laan:se]", "at least two rights"),
        ("[laan:se, laan:ret]", "laan:ret covers laan:ret and laan:se, which exclude one another"),
        ("[laan:se, laan:tag]", "laan:tag is not a right in this file"),
    ],
)
def test_sets_that_cannot_work_are_refused(imported: Import, members: str, says: str) -> None:
    code, said = imported(f"{LIBRARY}exclusive_sets:\n  - id: laan-sets\n    rights: {members}\n")

    assert code == 1
    assert says in said


@pytest.mark.requirement("C2")
def test_implications_stay_within_a_service(imported: Import) -> None:
    second = (
        LIBRARY[LIBRARY.index("      - id: laan") :]
        .replace("laan", "depot")
        .replace("[depot:se]", "[laan:se]")
    )

    code, said = imported(LIBRARY + second)

    assert code == 1
    assert "laan:se belongs to another service" in said


@pytest.mark.requirement("D1")
@pytest.mark.parametrize(
    ("data_class", "means", "says"),
    [
        (
            "confidential",
            "[passkey, private_eid]",
            "private_eid may not open a service with confidential data",
        ),
        ("ordinary", "[private_eid]", "private_eid is voluntary"),
    ],
)
def test_a_private_eid_opens_ordinary_data_beside_another_way(
    imported: Import, data_class: str, means: str, says: str
) -> None:
    text = LIBRARY.replace("data_class: ordinary", f"data_class: {data_class}").replace(
        "[passkey, app]", means
    )

    code, said = imported(text)

    assert code == 1
    assert says in said


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-catalogue", "/nowhere/catalogue.yaml"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_example_in_the_documentation_is_one(imported: Import) -> None:
    told = (DEMONSTRATION.parents[1] / "docs" / "catalogue.md").read_text()
    example = told.split("```yaml\n")[1].split("```")[0]

    code, said = imported(example)

    assert code == 0, said
    assert Right.objects.count() == 3
