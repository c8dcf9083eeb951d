"""The people of the stand-in, and what their eIDs are worth.

What a service can read of how an eID was issued: `ial` (how well the person was proved when it was
issued) and `aal` (how strong the means is); `loa` is the lower of the two (NSIS; reference: Danish
standards 1.6). No claim says "over the counter" in words. Where an eID was issued over the counter to
somebody without a national number, `ial` is Low, and so is `loa`, however strong the means.
"""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

LEVELS: Final = ("low", "substantial", "high")
WAYS: Final = ("chip", "counter")
BUILT_IN: Final = Path(__file__).parent / "people.json"
NAMESPACE: Final = uuid.UUID("8d5b4c5e-6f0a-4c7e-9d0b-2f1f3c0a7e11")
KEYS: Final = {"id", "sub", "name", "birth_date", "national_number", "level", "issued", "protected", "mode"}


@dataclass(frozen=True, slots=True)
class Person:
    """`mode` makes this person's claims go wrong on purpose: see claims.MODES."""

    id: str
    name: str
    birth_date: date
    national_number: str | None
    level: str
    issued: str
    protected: bool = False
    mode: str = ""
    sub: str = ""

    @property
    def uuid(self) -> str:
        """The same in every run, so that a world can be made with people who are known already."""
        return str(uuid.uuid5(NAMESPACE, self.id))

    @property
    def ial(self) -> str:
        return self.level if self.issued == "counter" else max(self.level, "substantial", key=LEVELS.index)

    @property
    def aal(self) -> str:
        return self.level if self.issued == "chip" else max(self.level, "substantial", key=LEVELS.index)

    def reaches(self, level: str) -> bool:
        return not level or LEVELS.index(self.level) >= LEVELS.index(level)


def subject(person: Person, client: str) -> str:
    """The person's `sub` at one client: MitID brokers give each organisation its own. A file may fix it."""
    return person.sub or str(uuid.uuid5(uuid.UUID(person.uuid), client))


def read(told: list[dict[str, Any]]) -> dict[str, Person]:
    """The people of a file, by id; whoever writes the file wrong is told where."""
    people: dict[str, Person] = {}
    for number, line in enumerate(told, 1):
        try:
            person = _person(line)
        except (KeyError, TypeError, ValueError) as wrong:
            raise SystemExit(f"Not started: person {number} in the list of people: {wrong}") from wrong
        if person.id in people:
            raise SystemExit(f"Not started: two people have the id {person.id}")
        people[person.id] = person
    return dict(sorted(people.items(), key=lambda pair: pair[1].name.casefold()))


def built_in() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(BUILT_IN.read_text(encoding="utf-8"))
    return told


def _person(line: dict[str, Any]) -> Person:
    if unknown := set(line) - KEYS:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    born = date.fromisoformat(line["birth_date"])
    person = Person(
        id=line.get("id") or named(line["name"], born),
        name=line["name"],
        birth_date=born,
        national_number=line.get("national_number"),
        level=line.get("level", "substantial"),
        issued=line.get("issued", "chip"),
        protected=bool(line.get("protected", False)),
        mode=line.get("mode", ""),
        sub=line.get("sub", ""),
    )
    if person.level not in LEVELS or person.issued not in WAYS:
        raise ValueError(f"level is one of {LEVELS}, issued one of {WAYS}")
    if person.national_number is not None and not re.fullmatch(r"[0-9]{10}", person.national_number):
        raise ValueError("a national number has ten digits")
    return person


def named(name: str, born: date) -> str:
    """An id out of name and birth date: the same in every run."""
    return str(uuid.uuid5(NAMESPACE, f"{name.casefold()}|{born.isoformat()}"))
