"""Engines that answer the same questions: may a user do a right for an organisation now?

None of them knows mandates, periods, conflicts or reasons, so each is given what follows from the
records: who in the end may do what for whom at the time of the questions. That is less than the law
decides, and in their favour; SQLite and PostgreSQL keep the period of each record too. Once more PostgreSQL
is asked for the records themselves (`records`). docs/benchmarks.md tells of it.
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
Look = Callable[[Asked], tuple[str, ...] | None]
"""The ids of the records that a yes rests on."""

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

IN_FORCE = (
    "{0}.state = 'active' AND {0}.starts_at <= %(at)s AND ({0}.ends_at IS NULL OR {0}.ends_at > %(at)s)"
)
RECORDS = f"""
SELECT way.* FROM organisations_businessuser u
JOIN organisations_organisation h ON h.id = u.organisation_id
JOIN organisations_organisation o ON o.ref = %(place)s
JOIN catalogue_right w ON w.ref = %(right)s AND w.retired_at IS NULL
JOIN catalogue_service s ON s.id = w.service_id
CROSS JOIN LATERAL (
  SELECT 'direct' AS kind, NULL AS agreed, a.ref AS assignment, a.ends_at AS ends
  FROM mandates_assignment a JOIN covers c ON c.held = a.right_id AND c.wanted = w.id
  WHERE h.id = o.id AND a.user_id = u.id AND a.organisation_id = o.id AND a.branches = '[]'
    AND {IN_FORCE.format("a")}
  UNION ALL
  SELECT 'chain', m.ref, a.ref, LEAST(m.ends_at, a.ends_at)
  FROM mandates_assignment a JOIN covers c ON c.held = a.right_id AND c.wanted = w.id
  JOIN mandates_mandate m ON m.id = a.mandate_id AND m.giver_id = o.id AND m.receiver_id = h.id
  WHERE s.accepts_chains AND a.user_id = u.id AND a.organisation_id = o.id
    AND {IN_FORCE.format("a")} AND m.accepted AND {IN_FORCE.format("m")}
    AND EXISTS (SELECT 1 FROM mandates_mandate_rights r JOIN covers d ON d.held = r.right_id
      WHERE r.mandate_id = m.id AND d.wanted = w.id)
  UNION ALL
  SELECT 'grant', g.ref, a.ref, LEAST(g.ends_at, a.ends_at, v.ends_at)
  FROM mandates_grant g JOIN covers c ON c.held = g.right_id AND c.wanted = w.id
  JOIN mandates_adviser v ON v.organisation_id = h.id AND v.provider_id = s.provider_id
  JOIN mandates_assignment a ON a.user_id = u.id AND a.organisation_id = h.id
  JOIN covers d ON d.held = a.right_id AND d.wanted = w.id
  WHERE s.accepts_grants AND h.id <> o.id AND g.giver_id = o.id AND g.receiver_id = h.id AND g.confirmed
    AND a.branches = '[]' AND {IN_FORCE.format("g")} AND {IN_FORCE.format("v")} AND {IN_FORCE.format("a")}
) way
WHERE u.ref = %(user)s AND u.state = 'active' AND h.state = 'active'
ORDER BY way.ends DESC NULLS FIRST, way.kind, way.agreed, way.assignment LIMIT 1
"""  # noqa: S608  # put together from what stands here alone
"""The record that a yes rests on, as the platform's own tables hold it: which way, by which records, until
when. What excludes one another, means, levels, customers and why not are left out, in the peer's favour."""


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


@contextmanager
def records(covered: Iterable[tuple[str, str]], at: datetime, url: str) -> Iterator[Look]:
    """The same server, asked for the records instead, which right covers which worked out beforehand."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
        connection.execute("CREATE TEMPORARY TABLE named (held text, wanted text)")
        with connection.cursor().copy("COPY named FROM STDIN") as copy:
            for pair in covered:
                copy.write_row(pair)
        connection.execute(
            "CREATE TEMPORARY TABLE covers AS SELECT h.id AS held, w.id AS wanted FROM named n"
            " JOIN catalogue_right h ON h.ref = n.held JOIN catalogue_right w ON w.ref = n.wanted"
        )
        connection.execute("CREATE INDEX covering ON covers (wanted, held)")
        connection.execute("ANALYZE")

        def look(asked: Asked) -> tuple[str, ...] | None:
            user, right, place = asked
            given = {"user": user, "right": right, "place": place, "at": at}
            found = connection.execute(RECORDS, given).fetchone()
            return None if found is None else tuple(each for each in found[1:3] if each)

        yield look
