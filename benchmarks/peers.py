"""Engines that answer the same questions: may a user do a right for an organisation now?

None of them knows mandates, periods, conflicts or reasons, so each is given what follows from the
records: who in the end may do what for whom at the time of the questions. That is less than the law
decides, and in their favour; SQLite and PostgreSQL keep the period of each record too. docs/benchmarks.md
tells of it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import casbin
import cedarpy
import psycopg
from casbin.model.model_fast import FastModel

Asked = tuple[str, str, str]
"""User, right, organisation."""
Held = tuple[str, str, str, datetime | None]
"""The same, and until when."""
Judge = Callable[[Asked], bool]

CASBIN = """
[request_definition]
r = sub, dom, act
[policy_definition]
p = sub, dom, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.dom == p.dom && r.act == p.act
"""
CEDAR = "permit(principal, action, resource) when { principal in resource };"
QUERY = (
    "SELECT 1 FROM held WHERE who = {0} AND what = {0} AND place = {0}"
    " AND (ends IS NULL OR ends > {0}) LIMIT 1"
)


def cedar(held: Iterable[Held]) -> Judge:
    """Policies and entities parsed once. Whoever may do a right for a place is in a group of that name."""
    groups: dict[str, list[dict[str, str]]] = {}
    for user, right, place, _ in held:
        groups.setdefault(user, []).append({"type": "Power", "id": f"{right} for {place}"})
    powers = {each["id"] for own in groups.values() for each in own}
    entities = [_entity("User", each, own) for each, own in groups.items()]
    entities += [_entity("Power", power, []) for power in powers]
    known = cedarpy.Entities.from_json_str(json.dumps(entities))
    policies = cedarpy.PolicySet.from_str(
        "permit(principal, action, resource) when { principal in resource };"
    )

    def judge(asked: Asked) -> bool:
        user, right, place = asked
        request = {
            "principal": f'User::"{user}"',
            "action": 'Action::"act"',
            "resource": f'Power::"{right} for {place}"',
        }
        return bool(cedarpy.is_authorized(request, policies, known).allowed)

    return judge


def _entity(kind: str, name: str, parents: list[dict[str, str]]) -> dict[str, object]:
    return {"uid": {"type": kind, "id": name}, "attrs": {}, "parents": parents}


def pycasbin(held: Iterable[Held]) -> Judge:
    """FastEnforcer, whose policies are found by user and organisation."""
    model = FastModel((0, 1))
    model.load_model_from_text(CASBIN)
    enforcer = casbin.FastEnforcer(model, cache_key_order=(0, 1))
    enforcer.add_policies([[user, place, right] for user, right, place, _ in held])

    def judge(asked: Asked) -> bool:
        user, right, place = asked
        return bool(enforcer.enforce(user, place, right))

    return judge


@contextmanager
def sqlite(held: Iterable[Held], at: datetime) -> Iterator[Judge]:
    """One indexed query in this process, the database in memory."""
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE held (who, what, place, ends)")
        rows = ((*key, end and end.isoformat()) for *key, end in held)
        database.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", rows)
        database.execute("CREATE INDEX found ON held (who, what, place, ends)")
        query, moment = QUERY.format("?"), at.isoformat()
        yield lambda asked: database.execute(query, (*asked, moment)).fetchone() is not None


@contextmanager
def postgres(held: Iterable[Held], at: datetime, url: str) -> Iterator[Judge]:
    """One indexed query, prepared, over TCP on the same machine."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
        connection.execute("CREATE TEMPORARY TABLE held (who text, what text, place text, ends timestamptz)")
        with connection.cursor().copy("COPY held FROM STDIN") as copy:
            for row in held:
                copy.write_row(row)
        connection.execute("CREATE INDEX found ON held (who, what, place, ends)")
        connection.execute("ANALYZE held")
        query = QUERY.format("%s")
        yield lambda asked: connection.execute(query, (*asked, at)).fetchone() is not None
