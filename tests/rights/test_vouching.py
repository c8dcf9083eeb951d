"""Who loads a catalogue file admits nobody by it, once somebody relies on the platform (A7)."""

import pytest
from pytest_django import Settings

from fuldmagt.catalogue.models import Provider, Right
from tests.cast import an_organisation
from tests.rights.conftest import LIBRARY, Import

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A7")]


def test_a_new_provider_waits_for_an_operator(imported: Import) -> None:
    imported(LIBRARY)

    bogskab = Provider.objects.get(ref="bogskab")
    assert bogskab.state == Provider.State.PROPOSED
    assert bogskab.proposed_by == "command-line"
    assert bogskab.decided_at is None


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_once_somebody_has_joined_nobody_admits_alone(imported: Import, options: tuple[str, ...]) -> None:
    an_organisation()

    code, said = imported(LIBRARY, "--admitted", *options)

    assert code == 1
    assert said == (
        "--admitted: organisations have joined this platform, so two operators admit new providers. "
        "Nothing was loaded.\n"
    )
    assert not Provider.objects.exists()
    assert not Right.objects.exists()


def test_before_that_and_in_a_demonstration_whoever_sets_up_vouches(
    imported: Import, settings: Settings
) -> None:
    an_organisation(state="represented")  # others have named it: it has not joined
    assert imported(LIBRARY, "--admitted")[0] == 0
    assert Provider.objects.get().state == Provider.State.ADMITTED

    an_organisation("Sydby Kommune", ref="dk:cvr:20000023")
    settings.DEMO = True
    assert imported(LIBRARY, "--admitted")[0] == 0
