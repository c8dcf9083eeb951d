"""Rules about what is not Python: templates, documents, and every file's words. Same form as habits.py."""

import ast
import posixpath
import re
from collections.abc import Iterator
from typing import Final

from tests.house.habits import EVERYWHERE, OURS, Exceptions
from tests.house.source import Complaint, File, Project

MAIL: Final[Exceptions] = {
    f"{OURS}web/templates/mail/": "mail programs read inline styles only",
}
INLINE: Final = {
    "safe": re.compile(r"\|\s*safe\b|\bautoescape off\b"),
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "a handler in the page": re.compile(r"\son[a-z]+=|javascript:", re.IGNORECASE),
}


def inline_code(project: Project) -> list[Complaint]:
    """The content security policy forbids it, and nothing is marked as safe by hand."""
    return [
        file.says(number, what)
        for file in project.templates()
        for number, line in enumerate(file.lines, 1)
        for what, sign in INLINE.items()
        if sign.search(line)
        and not (what == "a style in the page" and file.path.startswith(tuple(MAIL)))
        and not file.path.endswith(".txt")  # plain text has nothing to escape to
    ]


ASKS: Final = re.compile(
    r"\{[{%][^}]*\.(objects|all|filter|exclude|exists|order_by|select_related|[a-z]+_set)\b[^}]*[%}]\}"
)


def queries_in_templates(project: Project) -> list[Complaint]:
    return [
        file.says(number, "a template asks the database: the view hands over what it shows")
        for file in project.templates()
        for number, line in enumerate(file.lines, 1)
        if ASKS.search(line)
    ]


# Spelt in two parts, so that this file names none either.
REGISTRIES: Final = tuple(
    f"{name}.{end}"
    for name, end in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("deb.debian", "org"),
        ("security.debian", "org"),
        ("crates", "io"),
        ("proxy.golang", "org"),
        ("repo.maven.apache", "org"),
        ("repo1.maven", "org"),
    )
)


def registry_hosts(project: Project) -> list[Complaint]:
    """Where libraries come from is each installation's own affair; what they are, the hashes say."""
    return [
        file.says(number, f"names the registry {host}")
        for file in project.files
        if any(host in file.text for host in REGISTRIES)
        for number, line in enumerate(file.lines, 1)
        for host in REGISTRIES
        if host in line
    ]


MACHINE: Final = re.compile(r"(?<![\w.~}\-:])/(root|home/\w+|Users/\w+|work|farm|tmp)/[a-z.]")


def paths_of_one_machine(project: Project) -> list[Complaint]:
    return [
        file.says(number, f"a path of one machine: {found[0]}")
        for file in project.files
        for number, line in enumerate(file.lines, 1)
        if (found := MACHINE.search(line))
    ]


# Spelt in two parts, as above.
UNFINISHED: Final = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|NotImplemented" r"Error")


def unfinished(project: Project) -> list[Complaint]:
    return [
        file.says(number, f"unfinished: {found[0]}")
        for file in project.files
        if file.path.startswith(EVERYWHERE) and file.path.endswith((".py", ".html", ".js", ".css"))
        for number, line in enumerate(file.lines, 1)
        if (found := UNFINISHED.search(line))
    ]


READERS: Final = tuple(
    f"fuldmagt.config.environment.{name}" for name in ("text", "flag", "number", "words", "folder")
)
DIRECT: Final = re.compile(r"""["'](FULDMAGT_[A-Z_]+)["']""")


def settings_read(project: Project) -> Iterator[tuple[str, File, int]]:
    """Every setting that the platform reads from the environment, and where."""
    for file in project.python(OURS):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and file.full_name(node.func) in READERS:
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield f"FULDMAGT_{name.value}", file, node.lineno
        for number, line in enumerate(file.lines, 1):
            for name_written in DIRECT.findall(line):
                yield name_written, file, number


def settings_page(project: Project) -> list[Complaint]:
    """The settings' page lists what is read, and nothing else."""
    page = project.text_of("docs/settings.md")
    listed = set(re.findall(r"^\| `(FULDMAGT_[A-Z_]+)`", page, re.MULTILINE))
    read = {name: file.says(line, name) for name, file, line in settings_read(project)}
    missing = [f"{where} is not in docs/settings.md" for name, where in read.items() if name not in listed]
    return missing + [f"docs/settings.md: nothing reads {name}" for name in sorted(listed - set(read))]


def domain_words(project: Project) -> Iterator[tuple[str, str]]:
    """Each room, and each noun that has a table, with the place where it is born."""
    for file in project.python(OURS):
        inside = file.path.removeprefix(OURS)
        if inside.endswith("__init__.py") and inside.count("/") == 1:
            yield inside.split("/")[0], file.path
        if inside.endswith("models.py"):
            for node in file.tree.body:
                if isinstance(node, ast.ClassDef) and any(
                    "Model" in ast.unparse(base) for base in node.bases
                ):
                    yield node.name, f"{file.path}:{node.lineno}"


def words_page(project: Project) -> list[Complaint]:
    page = project.text_of("docs/words.md")
    known = set(re.findall(r"`([A-Za-z_]+)/?`", page))
    return [
        f"{where}: {word} is not in docs/words.md"
        for word, where in domain_words(project)
        if word not in known
    ]


def pages_named_exist(project: Project) -> list[Complaint]:
    """A document that names or links a file of ours means one that is there."""
    there = {file.path for file in project.files}
    there |= {path.rsplit("/", depth)[0] for path in there for depth in range(1, path.count("/") + 1)}
    return [
        file.says(number, f"names {named}, which is not there")
        for file in project.files
        if file.path.endswith(".md")
        for number, line in enumerate(file.lines, 1)
        for named in named_in(line, file.path)
        if named not in there
    ]


def named_in(line: str, page: str) -> Iterator[str]:
    """The files of ours that a line of a document names in code or links to."""
    for path in re.findall(r"`((?:src|tests|docs|scripts|examples)/[\w./-]+)`", line):
        yield path.rstrip("/")
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", line):
        if not re.match(r"\w+:", link):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


IDLE: Final = {
    "sleeps": ("time.sleep", "asyncio.sleep"),
    "skips": ("pytest.skip", "pytest.mark.skip", "pytest.mark.xfail", "pytest.importorskip", "unittest.skip"),
    "mocks": ("unittest.mock", "pytest_mock", "mock."),
}
BY_NAME: Final = {"wait_for_timeout": "sleeps", "setattr": "mocks", "setitem": "mocks"}
WAITING: Final[Exceptions] = {
    "tests/waiting.py": "asks a server that is starting again and again until it answers",
    "tests/enrolment/provider.py": "plays an eID broker that answers too late",
}


def idle_tests(project: Project) -> list[Complaint]:
    """A test that sleeps, skips or mocks shows nothing."""
    complaints = []
    for file in project.python("tests/"):
        for line, name in sorted(set(file.names())):
            for what, names in IDLE.items():
                if name.startswith(names) and not (what == "sleeps" and file.path in WAITING):
                    complaints.append(file.says(line, f"{what}: {name}"))
            owner, _, last = name.rpartition(".")
            if last in BY_NAME and owner.endswith(("page", "monkeypatch")):
                complaints.append(file.says(line, f"{BY_NAME[last]}: {name}"))
    return complaints
