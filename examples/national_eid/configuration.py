"""What the stand-in is told from outside: see examples/README.md."""

import json
from dataclasses import dataclass
from pathlib import Path

from examples.kit.configuration import Section, port_of
from examples.kit.keys import Key, kept_key
from examples.kit.shelf import Shelf
from examples.national_eid import clients, people
from examples.national_eid.claims import MODES
from examples.national_eid.clients import Client
from examples.national_eid.people import Person


@dataclass(frozen=True)
class Configuration:
    issuer: str
    host: str
    port: int
    folder: Path
    secret_key: str
    people: dict[str, Person]
    clients: dict[str, Client]
    keys: dict[str, Key]
    shelf: Shelf


def read() -> Configuration:
    section = Section("national_eid")
    issuer = section.address("issuer", "http://localhost:8010")
    folder = section.folder()
    return Configuration(
        issuer=issuer,
        host=section.text("host", "127.0.0.1"),
        port=int(section.text("port") or port_of(issuer)),
        folder=folder,
        secret_key=section.secret(),
        people=_people(section),
        clients=clients.read(section.structure("clients") or []),
        keys={name: kept_key(folder / f"{name.lower()}.json", name) for name in ("RS256", "ES256")},
        shelf=Shelf(folder / "shelf.sqlite3"),
    )


def _people(section: Section) -> dict[str, Person]:
    file = section.text("people_file")
    told = json.loads(Path(file).read_text(encoding="utf-8")) if file else section.structure("people")
    found = people.read(told or people.built_in())
    if odd := [person.name for person in found.values() if person.mode not in MODES]:
        raise SystemExit(f"Not started: {odd[0]}: mode is one of {tuple(MODES)}")
    return found


CONFIGURATION = read()
