"""The first view of who acts for whom, for 2,000 users and 500 clients, beside the two seconds it may take.

The platform serves it to a real browser, from the address to the last knot drawn. The lists beside the
picture are measured too: a page, from the first byte asked for to the last received.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import which
from statistics import median
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

from benchmarks.door import FULDMAGT, answers, free_address
from benchmarks.measure import Result
from tests.waiting import until

USERS, CLIENTS, DEPARTMENTS = 2_000, 500, 24
ROUNDS = 5
FIRST_VIEW, PAGE = 2.0, 0.5  # seconds
CHROMIUM = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or "/usr/bin/chromium"
LISTS = ("people", "clients")


def results() -> Iterator[Result]:
    with served() as (address, key):
        drawn = median(first_view(address, key) for _ in range(ROUNDS))
        yield Result(
            "first view of the picture, 2,000 users", "one in two seconds", 1 / drawn, 1 / FIRST_VIEW
        )
        for name in LISTS:
            took = median(a_page(f"{address}/acting/{name}/", key) for _ in range(ROUNDS))
            yield Result(f"the list of {name}, 500 clients", "one in half a second", 1 / took, 1 / PAGE)


def first_view(address: str, key: str) -> float:
    """In a browser that has seen nothing yet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": address}])
        began = time.perf_counter()
        page.goto(f"{address}/acting/picture/")
        page.wait_for_selector('[role="treeitem"]')
        took = time.perf_counter() - began
        keep(page)
        browser.close()
    return took


def keep(page: Page) -> None:
    """To be looked at, where somebody wants to."""
    if folder := os.environ.get("FULDMAGT_BENCH_PICTURES"):
        page.screenshot(path=Path(folder) / "picture-2000-users.png", full_page=True)


def a_page(url: str, key: str) -> float:
    began = time.perf_counter()
    answer = httpx.get(url, cookies={"fuldmagt_session": key}, timeout=60)
    assert answer.status_code == 200
    return time.perf_counter() - began


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The platform with an adviser of this size; and the key of its administrator's session."""
    address = free_address()
    with tempfile.TemporaryDirectory(prefix="fuldmagt-bench-") as folder:
        environment = os.environ | {
            "FULDMAGT_TESTING": "yes",
            "FULDMAGT_VAR": folder,
            "FULDMAGT_BASE_URL": address,
            "FULDMAGT_PORT": address.rpartition(":")[2],
            "DJANGO_SETTINGS_MODULE": "fuldmagt.config.settings",
        }
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks.picture"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([FULDMAGT, "serve", "--workers", "1"], **quiet) as server:  # type: ignore[call-overload]  # the kinds of quiet are known
            try:
                until(lambda: answers(address), doing="the server")
                yield address, made.stdout.split()[-1]
            finally:
                server.terminate()


def make() -> str:
    """Balans Advies, grown: everybody in a department, each client with three who act for it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from fuldmagt.mandates.assignments.models import Assignment
    from tests import cast
    from tests.acting.cast import balans

    call_command("migrate", verbosity=0)
    chance, firm = Random(34), balans()
    people = colleagues(firm, chance)
    home, offered = firm.organisation, firm.portal
    given = [a_right(user, right, home) for user in people for right in (offered.view, offered.archive)]
    given += [each for number in range(CLIENTS) for each in of_client(number, firm, people, chance)]
    Assignment.objects.bulk_create(given, batch_size=500)
    return cast.log_in(Client(), firm.femke).cookies["fuldmagt_session"].value


def colleagues(firm: Any, chance: Random) -> list[Any]:
    from fuldmagt.organisations.models import BusinessUser
    from fuldmagt.secrets import dice
    from tests import cast

    departments = [cast.a_department(firm.organisation, f"Team {n:02}") for n in range(DEPARTMENTS)]
    return BusinessUser.objects.bulk_create(
        BusinessUser(
            ref=dice.reference(), organisation=firm.organisation, name=f"{chance.choice(NAMES)} {number:04}",
            state="active", department=chance.choice(departments), created_at=cast.NEW_YEAR,
            changed_at=cast.NEW_YEAR,
        )
        for number in range(USERS)
    )  # fmt: skip


def of_client(number: int, firm: Any, people: list[Any], chance: Random) -> list[Any]:
    """A client with a mandate that may have ended; every tenth with a grant instead."""
    from fuldmagt.vocabulary import clock
    from tests.acting import cast

    name = f"{chance.choice(TRADES)} {chance.choice(NAMES)} {number:03}"
    client = cast.a_client(name, 91_000_000 + number)
    if number % 10 == 0:
        cast.grants(client, firm.organisation, firm.portal.view, confirmed=number % 20 == 0)
        return []
    end = clock.now() + timedelta(days=chance.randint(-60, 900))
    mandate = cast.mandates(client, firm.organisation, firm.portal.edit, ends_at=end)
    return [a_right(user, firm.portal.edit, client, mandate) for user in chance.sample(people, 3)]


def a_right(user: Any, right: Any, organisation: Any, mandate: Any = None) -> Any:
    from fuldmagt.mandates.assignments.models import Assignment
    from fuldmagt.secrets import dice
    from tests.cast import NEW_YEAR

    begun = {"ref": dice.reference(), "starts_at": NEW_YEAR}
    return Assignment(user=user, right=right, organisation=organisation, mandate=mandate, **begun)


NAMES = [
    "Aldenkamp",
    "Berk",
    "Dijk",
    "Eik",
    "Heuvel",
    "Kwikstaart",
    "Linde",
    "Molen",
    "Ooievaar",
    "Roos",
    "Vink",
]
TRADES = [
    "Bakkerij",
    "Drukkerij",
    "Garage",
    "Hoveniers",
    "Kaasmakerij",
    "Rederij",
    "Slagerij",
    "Timmerwerken",
]


if __name__ == "__main__":
    print(make())
