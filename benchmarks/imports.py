"""An import of 100,000 users, beside the bare floor: the csv module and bulk_create into the same tables.

Each runs in a process of its own with a database that is gone afterwards, in turn, so that the memory of
one is not the other's. Rows a second go from the file to users that count; memory is the process's peak.
"""

import argparse
import csv
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from select import select
from statistics import median
from typing import Any

from benchmarks.measure import Result

ROWS = 100_000
ROUNDS = 2
BATCH = 500
GIVEN = [
    "Anna",
    "Bent",
    "Søren",
    "Åse",
    "Ilie",
    "Katarzyna",
    "Jens",
    "Meryem",
    "Olena",
    "Niels",
    "Karen",
    "Peter",
    "Hanne",
    "Lars",
    "Mette",
    "Ole",
]
FAMILY = [
    "Nielsen",
    "Holm",
    "Ravnsø",
    "Zielna",
    "Câmpeanu",
    "Østergaard",
    "Friis",
    "Lind",
    "Vang",
    "Berg",
    "Kvist",
    "Thybo",
    "Falk",
    "Bruun",
]
SYLLABLES = ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"]


def results() -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="fuldmagt-bench-") as folder:
        file = Path(folder) / "users.csv"
        write(file, ROWS)
        rounds = [(run("ours", file), run("floor", file)) for _ in range(ROUNDS)]
        others = run("watched", file)
    ours, floor = ([each[side] for each in rounds] for side in (0, 1))
    yield Result(
        f"import of {ROWS} users, rows",
        "csv and bulk_create, same tables",
        median(each["rows"] for each in ours),
        median(each["rows"] for each in floor),
    )
    yield Result(
        "import, peak memory in MB",
        "csv and bulk_create, same tables",
        median(each["memory"] for each in ours),
        median(each["memory"] for each in floor),
    )
    yield Result(
        "import, longest wait of another writer in ms",
        "what a writer waits on SQLite at most",
        others["wait"],
        others["most"],
    )


def write(file: Path, rows: int) -> None:
    """Invented people, no two alike; every twelfth has no telephone."""
    dice = random.Random(20)
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        told = csv.writer(stream, delimiter=";")
        told.writerow(["Fulde navn", "Fødselsdato", "E-mail", "Telefon", "Afdeling"])
        for number in range(rows):
            middle = "".join(SYLLABLES[int(digit)] for digit in str(number)).capitalize()
            name = f"{dice.choice(GIVEN)} {middle} {dice.choice(FAMILY)}"
            born = f"{dice.randint(1, 28):02}-{dice.randint(1, 12):02}-{dice.randint(1950, 2005)}"
            phone = f"20 {number % 100:02} 34 56" if number % 12 else ""
            told.writerow([name, born, f"user{number}@nordby.example", phone, "Jobcenter Nordby"])


def run(which: str, file: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="fuldmagt-bench-") as folder:
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.imports", which, str(file)],
            env=os.environ | {"FULDMAGT_TESTING": "yes", "FULDMAGT_VAR": folder},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    measured: dict[str, float] = json.loads(said.stdout)
    return measured


def measured(which: str, file: Path) -> dict[str, float]:
    import django

    django.setup()
    from django.core.management import call_command

    from tests import cast

    call_command("migrate", verbosity=0)
    nordby = cast.nordby()
    if which == "watched":
        return watched(file, nordby)
    began = time.perf_counter()
    rows = (ours if which == "ours" else floor)(file, nordby)
    seconds = time.perf_counter() - began
    return {"rows": rows / seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def ours(file: Path, nordby: Any) -> int:
    """As pages and the worker do it: looked at, kept sealed, read in turns, confirmed."""
    from fuldmagt.onboarding.imports import actions, queries, tasks
    from fuldmagt.onboarding.imports.columns import Misfit
    from fuldmagt.vocabulary import clock
    from fuldmagt.vocabulary.refusals import Refusal
    from tests import cast

    by = cast.acting(nordby.mette)
    looked = actions.look(lambda: blocks(file), size=file.stat().st_size)
    assert not isinstance(looked, Misfit), looked
    begun = actions.begin(
        lambda: blocks(file), looked, file_name=file.name, language="da", by=by, at=clock.now()
    )
    assert not isinstance(begun, Refusal), begun
    while queries.under_way(by.organisation).filter(state="reading").exists():
        tasks.read(clock.now())
    confirmed = actions.confirm(begun.ref, by=by, at=clock.now())
    assert not isinstance(confirmed, Refusal), confirmed
    return queries.waiting(by.organisation).count()


def watched(file: Path, nordby: Any) -> dict[str, float]:
    """How long another process waits before it may write, while the import goes on; in milliseconds."""
    from django.db import connection

    told = connection.settings_dict
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.imports", "write", told["NAME"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        ours(file, nordby)
        said, _ = writer.communicate("that was all")
    return {"wait": float(said), "most": told["OPTIONS"]["timeout"] * 1000}


def longest_wait(database: Path) -> float:
    """Take and give back the right to write, again and again, until something comes on standard input."""
    connection = sqlite3.connect(database, timeout=60, isolation_level=None)
    longest = 0.0
    while not select([sys.stdin], [], [], 0.01)[0]:
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        longest = max(longest, time.perf_counter() - began)
    return longest * 1000


def blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(64 * 1024):
            yield block


def floor(file: Path, nordby: Any) -> int:
    """The same rows in the same tables, and nothing else done to them."""
    from fuldmagt.audit.models import PendingEntry
    from fuldmagt.onboarding.models import Import, ImportRow
    from fuldmagt.organisations.models import BusinessUser
    from fuldmagt.vocabulary import clock

    of = Import.objects.create(
        ref="i", organisation=nordby.organisation, file_name="f", encoding="utf-8", separator=";", total=0,
        begun_by="", begun_at=clock.now(),
    )  # fmt: skip
    number = 0
    with file.open(encoding="utf-8-sig", newline="") as stream:
        told = csv.reader(stream, delimiter=";")
        next(told)
        while some := list(islice(told, BATCH)):
            rows, users, entries = zip(
                *(models_of(cells, at, of, nordby) for at, cells in enumerate(some, number)), strict=True
            )
            ImportRow.objects.bulk_create(rows)
            BusinessUser.objects.bulk_create(users)
            PendingEntry.objects.bulk_create(entries)
            number += len(some)
    return number


def models_of(cells: list[str], number: int, of: Any, nordby: Any) -> tuple[Any, Any, Any]:
    """A row of the file, the user, and the entry of the log."""
    from fuldmagt.audit.models import PendingEntry
    from fuldmagt.onboarding.models import ImportRow
    from fuldmagt.organisations.models import BusinessUser

    ref, key = f"{number:020}", f"{number:032}"
    written = json.dumps(cells, ensure_ascii=False) * 2  # sealed, a row is about twice as long
    return (
        ImportRow(of=of, number=number, cells=written, email_key=key, person_key=key, user=ref),
        BusinessUser(
            ref=ref, organisation=nordby.organisation, department=nordby.jobcenter, state="imported",
            name=cells[0], birth_date=date.fromisoformat("-".join(reversed(cells[1].split("-")))),
            email=cells[2], phone=cells[3], has_national_number=False, first_means="app",
            created_at=of.begun_at, changed_at=of.begun_at,
        ),
        PendingEntry(
            uid=ref, at=of.begun_at, event="user.imported", actor="m", subject=ref, outcome="done",
            organisation=nordby.organisation.ref, facts={"row": number, "import": of.ref},
        ),
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["ours", "floor", "watched", "write"])
    parser.add_argument("file", type=Path)
    told = parser.parse_args()
    if told.which == "write":
        print(longest_wait(told.file))
    else:
        print(json.dumps(measured(told.which, told.file)))
