"""What the stories about the catalogue and rights share: catalogues written out, and the demonstration's."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from django.test import Client

from fuldmagt.catalogue.imports.actions import Loaded, load
from fuldmagt.catalogue.models import Service
from fuldmagt.commands.main import main
from tests.cast import NEW_YEAR, Nordby, log_in, nordby

DEMONSTRATION = Path(__file__).resolve().parents[2] / "demo" / "catalogue.yaml"

LIBRARY = dedent(
    """
    sectors:
      kultur: {da: Kultur, nl: Cultuur, en: Culture}
    providers:
      - id: bogskab
        name: Bogskabet
        sector: kultur
        contact: {name: Bogskabets support, phone: "70 20 09 00", email: support@bogskab.example}
        services:
          - id: laan
            name: Lån
            data_class: ordinary
            means: [passkey, app]
            texts: {da: Lån af bøger., nl: Boeken lenen., en: Borrow books.}
            rights:
              - id: laan:se
                names: {da: Se lån, nl: Leningen bekijken, en: View loans}
                texts: {da: Se bøgerne., nl: De boeken zien., en: See the books.}
                assurance: low
              - id: laan:ret
                names: {da: Ret lån, nl: Leningen wijzigen, en: Edit loans}
                texts: {da: Ret bøgerne., nl: De boeken wijzigen., en: Edit the books.}
                assurance: substantial
                categories: [municipality]
                implies: [laan:se]
    """
).lstrip()
"""A small catalogue that is right. Stories spoil it in one place."""


Import = Callable[..., tuple[int, str]]


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Import a catalogue on the command line: the exit code and all that was said."""

    def run(text: str, *options: str) -> tuple[int, str]:
        file = tmp_path / "catalogue.yaml"
        file.write_text(text)
        code = main(["import-catalogue", str(file), *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def the_catalogue() -> Loaded:
    """The demonstration's catalogue, admitted."""
    outcome = load(
        DEMONSTRATION.read_text(),
        held=lambda rights: {},
        by="command-line",
        at=NEW_YEAR,
        admitted=True,
    )
    assert isinstance(outcome, Loaded), outcome
    Service.objects.update(keeps_customers=False)  # the stories bring companies of their own
    return outcome


@pytest.fixture
def town(the_catalogue: object) -> Nordby:
    return nordby()


@pytest.fixture
def mette(client: Client, town: Nordby) -> Client:
    """Mette in her browser, who reads English."""
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, town.mette)
