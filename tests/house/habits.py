"""Rules about Python source that no linter knows. Each takes a project and gives its complaints.

Where a rule has exceptions they stand beside it, each with its reason; an exception that is not
needed any more is itself a complaint (test_habits).
"""

import ast
import re
from collections.abc import Mapping
from typing import Final

from tests.house.source import Complaint, File, Project

OURS: Final = "src/fuldmagt/"
DOORS: Final = ("web", "api", "federation", "commands", "config")
Exceptions = Mapping[str, str]


def only_in(
    project: Project,
    names: tuple[str, ...],
    allowed: Exceptions,
    what: str,
    folders: tuple[str, ...] = (OURS,),
) -> list[Complaint]:
    """Complain about each use of the names outside of the files (or folders) that may."""
    return [
        file.says(line, f"{name}: {what}")
        for file in project.python(*folders)
        if not file.path.startswith(tuple(allowed))
        for line, name in sorted(set(file.names()))
        if name.startswith(names)
    ]


TRANSACTIONS: Final[Exceptions] = {f"{OURS}audit/journal.py": "the one place that opens a transaction"}


def transactions(project: Project) -> list[Complaint]:
    return only_in(project, ("django.db.transaction",), TRANSACTIONS, "only the journal opens transactions")


CLOCK: Final[Exceptions] = {
    f"{OURS}vocabulary/clock.py": "the clock itself",
    f"{OURS}config/middleware.py": "gives each request its moment",
    f"{OURS}commands/": "the command line and the worker are doors",
    f"{OURS}api/fast/": "the decision port gives each request its moment",
    f"{OURS}decisions/engine.py": "a view is dated; whatever its date, the answers are the same",
}
TELLERS: Final = (
    "django.utils.timezone.now",
    "django.db.models.functions.Now",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.sleep",
    "fuldmagt.vocabulary.clock",
)
CONVERTERS: Final = ("django.utils.timezone.localtime", "django.utils.timezone.localdate")


def clock(project: Project) -> list[Complaint]:
    complaints = only_in(project, TELLERS, CLOCK, "below a door the moment is an argument (at=)")
    for file in project.python(OURS):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                complaints.append(file.says(node.value.lineno, f"{node.arg} reads the clock"))
            if isinstance(node, ast.Call) and file.full_name(node.func) in CONVERTERS and not node.args:
                complaints.append(file.says(node.lineno, "the local time of no moment reads the clock"))
    return complaints


DICE: Final[Exceptions] = {f"{OURS}secrets/": "the one place for randomness"}


def randomness(project: Project) -> list[Complaint]:
    names = (
        "random.",
        "secrets.",
        "os.urandom",
        "uuid.uuid1",
        "uuid.uuid4",
        "django.utils.crypto.get_random_string",
        "django.utils.crypto.secrets",
    )
    return only_in(project, names, DICE, "randomness comes from fuldmagt.secrets")


def http_stays_at_the_doors(project: Project) -> list[Complaint]:
    names = ("django.http", "django.shortcuts", "django.forms", "django.views", "django.contrib.sessions")
    doors = {f"{OURS}{door}/": "a door" for door in DOORS}
    return only_in(project, names, doors, "rooms below the doors know no HTTP")


def doors_hold_no_tables(project: Project) -> list[Complaint]:
    """Pages ask queries and do deeds; tables are the rooms' own."""
    return [
        file.says(node.lineno, "a door asks a room's queries and actions, never its tables")
        for file in project.python(*(f"{OURS}{door}/" for door in ("web", "api", "federation")))
        if not file.path.endswith(("models.py", "queries.py", "actions.py", "tasks.py"))
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]


PAST_BELONGING: Final[Exceptions] = {
    f"{OURS}mandates/belonging/actions.py": "moves and closes, and ends what came with the old place",
}
LOWER: Final = (
    "fuldmagt.organisations.users.actions.change",
    "fuldmagt.organisations.users.actions.close",
    "fuldmagt.organisations.departments.actions.close",
)


def nobody_moves_past_belonging(project: Project) -> list[Complaint]:
    """Whoever is moved or closed loses what came with the old place, in the same transaction."""
    return only_in(project, LOWER, PAST_BELONGING, "goes past mandates.belonging, which ends rights too")


SLOW: Final = ("fuldmagt.secrets.hashes.of_code", "fuldmagt.secrets.hashes.is_code")
TOGETHER: Final = ("fuldmagt.audit.journal.deed", "fuldmagt.audit.journal.together")


def no_slow_hash_in_a_transaction(project: Project) -> list[Complaint]:
    return [
        file.says(node.lineno, "a slow hash while a transaction is open keeps others waiting")
        for file in project.python(OURS)
        for block in ast.walk(file.tree)
        if isinstance(block, ast.With) and any(opens_a_transaction(file, item) for item in block.items)
        for node in ast.walk(block)
        if isinstance(node, ast.Call) and file.full_name(node.func) in SLOW
    ]


def opens_a_transaction(file: File, item: ast.withitem) -> bool:
    return isinstance(item.context_expr, ast.Call) and file.full_name(item.context_expr.func) in TOGETHER


LONGEST_FILE, LONGEST_FUNCTION = 300, 40
EVERYWHERE: Final = ("src/", "examples/", "scripts/", "tests/", "benchmarks/")
LONG: Final[Exceptions] = {}


def sizes(project: Project) -> list[Complaint]:
    complaints = []
    for file in project.python(*EVERYWHERE):
        if file.path in LONG:
            continue
        if len(file.lines) > LONGEST_FILE:
            complaints.append(
                file.says(len(file.lines), f"longer than {LONGEST_FILE} lines: find a better word")
            )
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    complaints.append(file.says(node.lineno, f"{node.name} has {length} lines"))
    return complaints


def wide_excepts(project: Project) -> list[Complaint]:
    """Catching everything hides bugs; where it is right, the line says why."""
    return [
        file.says(node.lineno, "catches everything and does not say why")
        for file in project.python(*EVERYWHERE)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or file.full_name(node.type) in {"Exception", "BaseException"})
        and not re.search(r"#\s*(noqa: \w+ - )?\w+ \w+", file.lines[node.lineno - 1])
    ]


# An exception from a linter: which rule, and why. Written so that these lines are none themselves.
SILENCED: Final = re.compile(
    r"#\s*(no" r"qa|type: ig" r"nore|pragma: no c" r"over|pragma: no br" r"anch|djlint:off)(.*)"
)
REASONED: Final = {
    "noqa": re.compile(r": [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* +(-|#) *\w+.*\w+"),
    "type: ignore": re.compile(r"\[[a-z, -]+\] +(-|#) *\w+.*\w+"),
}


def silenced_without_a_reason(project: Project) -> list[Complaint]:
    return [
        file.says(number, f"silences a check and does not say why: {found[0].strip()}")
        for file in project.python(*EVERYWHERE)
        for number, line in enumerate(file.lines, 1)
        if (found := SILENCED.search(line))
        and not REASONED.get(found[1], re.compile(r" +(-|#) *\w+.*\w+")).match(found[2])
    ]


SQL: Final[Exceptions] = {
    f"{OURS}decisions/copying.py": "COPY takes a million rows in the time of a hundred thousand inserts",
    f"{OURS}organisations/revisions/queries.py": "only PostgreSQL knows which transactions are still open",
}


def raw_sql(project: Project) -> list[Complaint]:
    words = {"raw", "extra", "RawSQL", "RunSQL", "cursor", "executescript"}
    return [
        file.says(node.lineno, f"{name}: no SQL by hand, both databases must understand it")
        for file in project.files
        if file.path.startswith(OURS) and file.path.endswith(".py") and file.path not in SQL
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call)
        and (name := node.func.attr if isinstance(node.func, ast.Attribute) else file.full_name(node.func))
        in words
        and not file.full_name(node.func).startswith("fuldmagt.")
    ]


def migrations_stand_alone(project: Project) -> list[Complaint]:
    """Yesterday's migration must run with tomorrow's code."""
    return [
        file.says(line, f"a migration imports {name}")
        for file in project.files
        if "/migrations/" in file.path and file.path.endswith(".py")
        for line, name in file.imported_modules()
        if name.startswith("fuldmagt")
    ]


def unescaped(project: Project) -> list[Complaint]:
    names = ("django.utils.safestring.mark_safe", "markupsafe.Markup")
    return only_in(project, names, {}, "what a page shows is escaped", (OURS, "examples/"))


PRINTERS: Final[Exceptions] = {f"{OURS}commands/": "the command line speaks by printing"}


def prints(project: Project) -> list[Complaint]:
    return [
        file.says(node.lineno, "only the command line prints")
        for file in project.python(OURS)
        if not file.path.startswith(tuple(PRINTERS))
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and file.full_name(node.func) == "print"
    ]


def examples_stand_apart(project: Project) -> list[Complaint]:
    return [
        file.says(line, f"imports {name}: the platform and the examples know one another by protocol only")
        for mine, other in ((OURS, "examples"), ("examples/", "fuldmagt"))
        for file in project.python(mine)
        for line, name in file.imported_modules()
        if name.split(".")[0] == other
    ]
