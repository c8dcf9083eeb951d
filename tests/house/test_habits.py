"""The habits of the house hold, and each rule is seen to report the violation that it is there for."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house import habits, papers
from tests.house.source import ROOT, Complaint, Project

PROJECT = Project(ROOT)
OURS = "src/fuldmagt/"


class Violation(NamedTuple):
    rule: Callable[[Project], list[Complaint]]
    path: str
    text: str


# Parts of words that must not stand in this file in one piece.
JOINED = {"silence": "# no" + "qa", "ignore": "# type: ig" + "nore", "later": "# TO" + "DO: later"}
VIOLATIONS = [
    Violation(
        habits.transactions,
        f"{OURS}mandates/actions.py",
        "from django.db import transaction\n\n\ndef f():\n    with transaction.atomic():\n        pass\n",
    ),
    Violation(habits.transactions, f"{OURS}web/views.py", "from django.db.transaction import on_commit\n"),
    Violation(
        habits.clock, f"{OURS}people/queries.py", "from django.utils import timezone\nNOW = timezone.now()\n"
    ),
    Violation(habits.clock, f"{OURS}people/rules.py", "from datetime import date\nTODAY = date.today()\n"),
    Violation(habits.clock, f"{OURS}web/views.py", "import time as t\nNOW = t.time()\n"),
    Violation(
        habits.clock, f"{OURS}api/views.py", "from fuldmagt.vocabulary import clock\nNOW = clock.now()\n"
    ),
    Violation(habits.clock, f"{OURS}people/models.py", "made = DateTimeField(auto_now_add=True)\n"),
    Violation(
        habits.clock,
        f"{OURS}web/views.py",
        "from django.utils.timezone import localtime\nNOW, THEN = localtime(), localtime(at)\n",
    ),
    Violation(habits.randomness, f"{OURS}clients/actions.py", "import secrets\nS = secrets.token_hex()\n"),
    Violation(habits.randomness, f"{OURS}clients/models.py", "from uuid import uuid4\nREF = uuid4()\n"),
    Violation(habits.randomness, f"{OURS}web/views.py", "import os\nS = os.urandom(8)\n"),
    Violation(
        habits.http_stays_at_the_doors, f"{OURS}mandates/actions.py", "from django.http import HttpResponse\n"
    ),
    Violation(habits.http_stays_at_the_doors, f"{OURS}people/rules.py", "import django.shortcuts\n"),
    Violation(
        habits.doors_hold_no_tables, f"{OURS}web/users/views.py", "USERS = BusinessUser.objects.all()\n"
    ),
    Violation(
        habits.nobody_moves_past_belonging,
        f"{OURS}web/users/steps.py",
        "from fuldmagt.organisations.users import actions\nDO = actions.close\n",
    ),
    Violation(
        habits.nobody_moves_past_belonging,
        f"{OURS}onboarding/actions.py",
        "from fuldmagt.organisations.users.actions import change\n",
    ),
    Violation(
        habits.no_slow_hash_in_a_transaction,
        f"{OURS}onboarding/actions.py",
        "from fuldmagt.audit import journal\nfrom fuldmagt.secrets import hashes\n\n\n"
        "def f(e, at):\n    with journal.deed(e, by='', at=at):\n        return hashes.of_code('1')\n",
    ),
    Violation(habits.sizes, f"{OURS}web/views.py", "A = 1\n" * 301),
    Violation(habits.sizes, "tests/test_long.py", "def f():\n" + "    a = 1\n" * 40),
    Violation(habits.wide_excepts, f"{OURS}web/views.py", "try:\n    pass\nexcept Exception:\n    pass\n"),
    Violation(habits.wide_excepts, "scripts/run.py", "try:\n    pass\nexcept:\n    pass\n"),
    Violation(habits.silenced_without_a_reason, f"{OURS}web/views.py", f"import os  {JOINED['silence']}\n"),
    Violation(
        habits.silenced_without_a_reason, f"{OURS}web/views.py", f"import os  {JOINED['silence']}: F401\n"
    ),
    Violation(habits.silenced_without_a_reason, f"{OURS}web/views.py", f"A = b  {JOINED['ignore']}[name]\n"),
    Violation(habits.raw_sql, f"{OURS}people/queries.py", "found = Person.objects.raw('select 1')\n"),
    Violation(
        habits.raw_sql, f"{OURS}people/migrations/0002_x.py", "operations = [migrations.RunSQL('x')]\n"
    ),
    Violation(
        habits.migrations_stand_alone, f"{OURS}people/migrations/0002_x.py", "import fuldmagt.people.rules\n"
    ),
    Violation(
        habits.unescaped,
        f"{OURS}web/tags.py",
        "from django.utils.safestring import mark_safe\nA = mark_safe('')\n",
    ),
    Violation(habits.prints, f"{OURS}people/actions.py", "print('done')\n"),
    Violation(
        habits.examples_stand_apart, "examples/sesag/views.py", "from fuldmagt.people import queries\n"
    ),
    Violation(habits.examples_stand_apart, f"{OURS}commands/demo.py", "import examples.sesag.main\n"),
    Violation(papers.inline_code, f"{OURS}web/templates/a.html", "<p>{{ name|safe }}</p>\n"),
    Violation(papers.inline_code, f"{OURS}web/templates/a.html", "<script>alert(1)</script>\n"),
    Violation(papers.inline_code, f"{OURS}web/templates/a.html", '<p style="color: red">no</p>\n'),
    Violation(papers.inline_code, f"{OURS}web/templates/a.html", '<button onclick="go()">Go</button>\n'),
    Violation(
        papers.queries_in_templates, f"{OURS}web/templates/a.html", "{% for u in org.users.all %}{% endfor %}"
    ),
    Violation(
        papers.registry_hosts, "requirements.txt", f"--index-url https://{papers.REGISTRIES[0]}/simple\n"
    ),
    Violation(papers.paths_of_one_machine, "docs/setting-up.md", "Look in /" + "home/anna/fuldmagt.\n"),
    Violation(papers.unfinished, f"{OURS}web/views.py", f"{JOINED['later']}\n"),
    Violation(
        papers.settings_page,
        f"{OURS}config/settings.py",
        'from fuldmagt.config.environment import text\nA = text("UNLISTED")\n',
    ),
    Violation(papers.settings_page, "docs/settings.md", "| `FULDMAGT_NOBODY_READS` | | |\n"),
    Violation(papers.words_page, f"{OURS}parkings/__init__.py", ""),
    Violation(papers.words_page, f"{OURS}people/models.py", "class Nickname(models.Model):\n    pass\n"),
    Violation(papers.pages_named_exist, "docs/read-me-first.md", "Read `src/fuldmagt/nowhere.py` first.\n"),
    Violation(papers.pages_named_exist, "docs/words.md", "See [nothing](decisions/0000-nothing.md).\n"),
    Violation(papers.idle_tests, "tests/test_a.py", "import time\ntime.sleep(1)\n"),
    Violation(
        papers.idle_tests,
        "tests/test_a.py",
        "import pytest\n\n\n@pytest.mark.skip\ndef test_a():\n    pass\n",
    ),
    Violation(papers.idle_tests, "tests/test_a.py", "from unittest.mock import patch\n"),
    Violation(
        papers.idle_tests, "tests/test_a.py", "def test_a(monkeypatch):\n    monkeypatch.setattr('a', 1)\n"
    ),
    Violation(papers.idle_tests, "tests/test_a.py", "def test_a(page):\n    page.wait_for_timeout(100)\n"),
]
RULES = list(dict.fromkeys(violation.rule for violation in VIOLATIONS))
EXCEPTIONS = {
    **habits.TRANSACTIONS,
    **habits.CLOCK,
    **habits.DICE,
    **habits.PAST_BELONGING,
    **habits.LONG,
    **habits.SQL,
    **habits.PRINTERS,
    **papers.MAIL,
    **papers.WAITING,
}


def name_of(case: object) -> str | None:
    return getattr(case, "__name__", None)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_the_house_keeps_its_habit(rule: Callable[[Project], list[Complaint]]) -> None:
    complaints = rule(PROJECT)
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize(
    "violation", VIOLATIONS, ids=[f"{one.rule.__name__}-{one.path}" for one in VIOLATIONS]
)
def test_a_violation_is_reported(violation: Violation, tmp_path: Path) -> None:
    file = tmp_path / violation.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(violation.text)

    complaints = violation.rule(Project(tmp_path))

    assert any(complaint.startswith(violation.path) for complaint in complaints)


def test_every_rule_is_asked() -> None:
    """A rule that nobody calls protects nothing."""
    written = {
        function
        for module in (habits, papers)
        for name, function in vars(module).items()
        if getattr(function, "__annotations__", {}).get("return") == list[Complaint]
        and list(function.__annotations__) == ["project", "return"]
    }
    assert written == set(RULES)


@pytest.mark.parametrize("path", EXCEPTIONS)
def test_an_exception_has_a_reason_and_a_place(path: str) -> None:
    assert EXCEPTIONS[path].count(" ") > 1, "an exception says why"
    assert any(file.path.startswith(path) for file in PROJECT.files), (
        f"{path} is gone; so should its exception be"
    )
