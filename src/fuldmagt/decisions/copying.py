"""Writing very many rows of a table as fast as the database takes them.

PostgreSQL takes them by COPY, SQLite by its inserts of many. Each value is written as the model's field
writes it; a column that no row names has the field's default.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg import sql

AT_ONCE: Final = 10_000
Row = Mapping[str, Any]


def put(model: type[Model], count: int, rows: Iterable[Row]) -> range:
    """Write so many rows, all with the same columns, named as the model's attributes. Gives their keys in
    order."""
    keys = _keys(model, count)
    if count:
        taken = iter(rows)
        first = next(taken)
        writing = _Writing(model, tuple(first))
        _write(model, writing.columns, writing.tuples(keys, first, taken))
    return keys


class _Writing:
    """How a row becomes the values of its columns."""

    def __init__(self, model: type[Model], named: tuple[str, ...]) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        key = model._meta.pk
        assert key is not None
        self.named = [fields.pop(name) for name in named]
        self.others = [field for field in fields.values() if field is not key]
        self.columns = [str(field.column) for field in (key, *self.named, *self.others)]
        self.defaults = tuple(_prepared(field)(field.get_default()) for field in self.others)

    def tuples(self, keys: range, first: Row, rows: Iterator[Row]) -> Iterator[tuple[Any, ...]]:
        prepared = [(place, _prepared(field)) for place, field in enumerate(self.named) if not _plain(field)]
        numbers = iter(keys)
        for row in _again(first, rows):
            values = list(row.values())
            for place, prepare in prepared:
                values[place] = prepare(values[place])
            yield (next(numbers), *values, *self.defaults)


def _again(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def _plain(field: "Field[Any, Any]") -> bool:
    """Whether PostgreSQL's driver writes the value as the field would."""
    return connection.vendor == "postgresql" and not isinstance(field, JSONField)


def _prepared(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _keys(model: type[Model], count: int) -> range:
    """So many keys that nobody else gets."""
    if not count:
        return range(0)
    if connection.vendor != "postgresql":
        first = (model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        return range(first, first + count)
    key = model._meta.pk
    assert key is not None
    with connection.cursor() as cursor:
        named = [connection.ops.quote_name(model._meta.db_table), key.column]
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", named)
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
    return range(first, first + count)


def _write(model: type[Model], columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        places = ", ".join(["%s"] * len(columns))
        insert = f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({places})"  # noqa: S608  # our own names
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(insert, some)
