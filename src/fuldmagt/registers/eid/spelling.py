"""How each broker of the national eID asks and answers: one table (brokers.json), one reader. Pure.

Names and values are those of the brokers' documentation and of recorded tokens: Nets eID Broker
(Signaturgruppen), Idura (Criipto) and Signicat (reference: Danish standards 4). What a broker does
otherwise, or later, the operator says in FULDMAGT_EID_MAPPING, in the words of the same table.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fuldmagt.vocabulary.assurance import BY_WORD, Level

TABLE: Final = Path(__file__).with_name("brokers.json")
STAND_IN: Final = "stand-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A broker's words. `level` is how sure the login is, `issued` how sure the person was at the issuing.

    `always` are claims with the only value we take; `universal` is the person's identifier that every
    broker of the scheme tells, while `sub` is another one for each organisation. An empty
    `has_national_number` means: there is one when it is given. `cancelled` are the descriptions of
    `access_denied` by which the person stopped; where a broker has none, every one does.
    """

    title: str
    scope: str
    ask: Mapping[str, str]
    always: Mapping[str, str]
    scheme: str
    universal: str
    name: tuple[str, ...]
    name_withheld: str
    birth_date: str
    level: str
    issued: str
    levels: Mapping[str, Level]
    has_national_number: str
    national_number: str
    cancelled: tuple[str, ...]


class MappingError(ValueError):
    """The table, or what the operator changes in it, cannot be read; it says where."""


WORDS: Final = frozenset(field.name for field in fields(Spelling))
LISTS: Final = frozenset({"name", "cancelled"})
TABLES: Final = frozenset({"ask", "always", "levels"})
MAY_BE_EMPTY: Final = frozenset(
    {"ask", "always", "universal", "scheme", "name_withheld", "has_national_number", "cancelled"}
)


@lru_cache(maxsize=8)
def spelling_of(broker: str, changed: str = "") -> Spelling:
    """The spelling of a broker, with what the operator has changed in it (a JSON object, as text)."""
    table = _table()
    if broker not in table:
        raise MappingError(f"{broker!r} is none of {', '.join(table)}")
    return _spelling({**table[broker], **_changes(changed)})


def brokers() -> list[str]:
    return list(_table())


def _table() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))
    whole = {broker: {**told.get(line.get("like", ""), {}), **line} for broker, line in told.items()}
    return {broker: {word: line[word] for word in line if word != "like"} for broker, line in whole.items()}


def _changes(written: str) -> dict[str, Any]:
    if not written.strip():
        return {}
    try:
        changes = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise MappingError("it is not JSON") from error
    if not isinstance(changes, dict):
        raise MappingError("it is not a JSON object")
    if unknown := sorted(set(changes) - WORDS):
        raise MappingError(f"{', '.join(unknown)}: none of {', '.join(sorted(WORDS))}")
    return changes


def _spelling(line: dict[str, Any]) -> Spelling:
    for word, value in line.items():
        if not _is_right(word, value):
            raise MappingError(f"{word} is not written as in the table")
        if not value and word not in MAY_BE_EMPTY:
            raise MappingError(f"{word} may not be empty")
    if unknown := set(line["levels"].values()) - set(BY_WORD):
        raise MappingError(f"levels: {', '.join(map(str, unknown))} is none of {', '.join(BY_WORD)}")
    return Spelling(
        **{
            **line,
            **{word: tuple(line[word]) for word in LISTS},
            "levels": {value: BY_WORD[word] for value, word in line["levels"].items()},
        }
    )


def _is_right(word: str, value: object) -> bool:
    if word in LISTS:
        return isinstance(value, list) and all(isinstance(each, str) and each for each in value)
    if word in TABLES:
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return isinstance(value, str)
