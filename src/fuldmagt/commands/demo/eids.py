"""The people of the stand-in national eID: everybody of the world, and those of the walk."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from fuldmagt.commands.demo import world
from fuldmagt.commands.demo.world import Made
from fuldmagt.people.models import Eid
from fuldmagt.secrets import dice

Line = dict[str, Any]


def people(told: Line) -> list[Line]:
    """Each person once, as the stand-in reads them; its own invented ones come along."""
    lines = [line for houses in told["users"].values() for users in houses.values() for line in users]
    ours = {_key(line["name"], line["born"]): _line(line) for line in [*told["walk"]["people"], *lines]}
    own = json.loads((settings.ROOT / "examples" / "national_eid" / "people.json").read_text())
    known = {line["name"] for line in ours.values()}
    others = [line for line in own if line["name"] not in known]
    return sorted([*ours.values(), *others], key=lambda line: line["name"])


def confirm(made: list[Made], told: list[Line], *, at: datetime) -> None:
    """Those who are users already have shown their eID once: when they were activated."""
    subjects = {_key(line["name"], line["birth_date"]): line.get("sub", "") for line in told}
    for each in made:
        if each.user.person is not None:
            Eid.objects.get_or_create(
                issuer=settings.EID_ISSUER,
                subject=subjects[_key(each.user.name, each.told["born"])],
                defaults={
                    "person": each.user.person,
                    "has_national_number": each.user.has_national_number,
                    "confirmed_at": at,
                },
            )


def _line(line: Line) -> Line:
    numbered = line.get("national_number", True)
    return {
        "sub": dice.reference(),
        "name": line["name"],
        "birth_date": str(line["born"]),
        "national_number": world.national_number(line["name"], line["born"]) if numbered else None,
        "level": line.get("level", "substantial"),
        "issued": line.get("issued", "chip"),
    }


def _key(name: str, born: object) -> str:
    return f"{name}|{born}"
