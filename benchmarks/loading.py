"""Loading a world, beside PostgreSQL's own COPY of the same rows into the same tables.

FULDMAGT_BENCH_LOADED chooses another size, for whoever has less time: a million takes ten minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure
from tests.decision_port.postgres import running

SIZE = int(os.environ.get("FULDMAGT_BENCH_LOADED", "1000000"))


def results() -> Iterator[Figure]:
    with running() as server, tempfile.TemporaryDirectory(prefix="fuldmagt-bench-") as folder:
        file = Path(folder) / "world.json"
        settings = {"FULDMAGT_DATABASE_URL": server.url, "FULDMAGT_TESTING": "yes"}
        words = [sys.executable, "-m", "benchmarks.worlds", "--mandates", str(SIZE), "--out", str(file)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        inside = [sys.executable, "-m", "benchmarks.loading", str(file)]
        done = subprocess.run(inside, check=True, env=os.environ | settings, stdout=subprocess.PIPE)
    told = json.loads(done.stdout)
    rate, limit = told["records"] / told["ours"], told["records"] / told["copy"]
    yield Figure(f"records loaded, of a world of {told['records']:,}", rate, "1/s", "COPY", rate / limit, 0.5)


def measured(file: Path) -> dict[str, float]:
    """Seconds from the file to the loaded world, and of COPY from files of the same rows."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from fuldmagt.decisions import loading, world
    from fuldmagt.vocabulary import clock

    call_command("migrate", interactive=False, verbosity=0)
    began = perf_counter()
    parsed = world.parse(file.read_bytes())
    assert isinstance(parsed, world.World)
    loading.load(parsed, replace=False, by="benchmark", at=clock.now())
    ours = perf_counter() - began
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if _rows(cursor, table)]
        kept = {table: _dumped(cursor, table, file.parent / table) for table in tables}
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        began = perf_counter()
        with transaction.atomic():
            for table, dump in kept.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy, dump.open("rb") as file_:
                    while part := file_.read(1 << 20):
                        copy.write(part)
        copied = perf_counter() - began
    records = len(parsed.assignments) + len(parsed.mandates) + len(parsed.grants)
    return {"records": records, "ours": ours, "copy": copied}


def _rows(cursor: Any, table: str) -> bool:
    if table == "django_migrations":
        return False
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608  # a table of our own
    return bool(cursor.fetchone()[0])


def _dumped(cursor: Any, table: str, file: Path) -> Path:
    with cursor.copy(f"COPY {table} TO STDOUT") as copy, file.open("wb") as written:
        for part in copy:
            written.write(part)
    return file


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
