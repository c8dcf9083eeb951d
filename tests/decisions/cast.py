"""The cast of the law's stories, from the world file beside this one.

Anna Holm is a case worker at Nordby Kommune and may open Se Sag. Bakkerij De Korrel has no users of
its own; its mandate lets Balans Advies act in the employer portal of Pensioenfonds Voorbeeld, where
Jonas de Wit, of Balans, may view. De Korrel's portal grant to Balans waits for its confirmation.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from fuldmagt.decisions import world
from fuldmagt.decisions.decide import Answer, Refused, decide
from fuldmagt.decisions.question import Context, Question
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means

Json = dict[str, Any]
FILE: Final = Path(__file__).with_name("world.json")

ANNA, JONAS = "u1", "u2"
NORDBY, DE_KORREL, BALANS = "dk:cvr:20000015", "nl:kvk:90000001", "nl:kvk:90000002"
KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
VIEW, EDIT = "portal:view", "portal:edit"
HARBOUR, SCHOOL = "dk:pnr:1000000001", "dk:pnr:1000000002"
BAKERY = "nl:vestiging:000090000001"

MONDAY: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
BY_APP: Final = Context(MONDAY, MONDAY, Level.SUBSTANTIAL, Means.APP)

Change = Callable[[Json], None]


def plain() -> Json:
    """The world file as it stands."""
    loaded: Json = json.loads(FILE.read_bytes())
    return loaded


def record(dealt: Json, section: str, name: str) -> Json:
    return next(each for each in dealt[section] if each["id"] == name)


def but(section: str, name: str, **values: object) -> Change:
    """One record of the world is otherwise."""
    return lambda dealt: record(dealt, section, name).update(values)


def besides(section: str, like: str, name: str, **values: object) -> Change:
    """There is one more record, like another but for its id and these values."""
    return lambda dealt: dealt[section].append(record(dealt, section, like) | {"id": name} | values)


def ask(
    user: str,
    right: str,
    organisation: str | None,
    *changes: Change,
    branch: str | None = None,
    context: Context = BY_APP,
    **how: object,
) -> Answer:
    """Ask in the world as it stands but for these changes, by app on a Monday but for these parts."""
    dealt = plain()
    for change in changes:
        change(dealt)
    parsed = world.parse(json.dumps(dealt).encode())
    assert isinstance(parsed, world.World), parsed
    changed: Any = replace(context, **how)  # type: ignore[arg-type]  # parts of a context, by name
    return decide(Question(user, right, organisation, changed, branch), world.facts_of(parsed))


def reasons(answer: Answer) -> list[tuple[str, str]]:
    assert isinstance(answer, Refused), answer
    return [(refusal.reason.value, refusal.about) for refusal in answer.reasons]
