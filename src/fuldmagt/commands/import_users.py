"""`fuldmagt import-users ORGANISATION FILE --by USER`: look through a file of users, and import it."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuldmagt.explanations import sentence
from fuldmagt.explanations.imports import column_name, fault_sentence, misfit_sentence
from fuldmagt.onboarding.imports import actions, queries, tasks
from fuldmagt.onboarding.imports.columns import Column, Misfit
from fuldmagt.onboarding.imports.rules import ImportState
from fuldmagt.onboarding.models import Import
from fuldmagt.organisations.queries import active_user, actor
from fuldmagt.organisations.rules import Actor
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal

BLOCK = 64 * 1024


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "import-users",
        help="look through a CSV file of users, and import them",
        description="Reads the file and names every fault by row and column. Without --confirm nothing is "
        "imported. Imported users wait to be activated; nobody gets a mail by this.",
        epilog="example: fuldmagt import-users dk:cvr:20000015 users.csv --by k2m44qx... --confirm  "
        "(columns: docs/imports.md)",
    )
    parser.add_argument("organisation", metavar="ORGANISATION", help="the organisation, as dk:cvr:20000015")
    parser.add_argument("file", type=Path, metavar="FILE", help="the users, as CSV")
    parser.add_argument("--by", required=True, metavar="USER", help="the user administrator who does it")
    parser.add_argument("--confirm", action="store_true", help="import the users, if no row has a fault")
    parser.add_argument("--language", choices=["da", "nl", "en"], default="en", help="of what is said")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with translation.override(args.language):
        user = active_user(args.by)
        if user is None or user.organisation.ref != args.organisation:
            print(_("There is no such user in that organisation who can act."), file=sys.stderr)
            return 2
        try:
            size = args.file.stat().st_size
            looked = actions.look(lambda: _blocks(args.file), size=size)
        except OSError as error:
            print(f"{args.file}: {error.strerror}", file=sys.stderr)
            return 2
        if isinstance(looked, Misfit):
            print(f"{args.file}: {misfit_sentence(looked)}", file=sys.stderr)
            return 1
        return _imported(args, looked, actor(user), clock.now())


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block


def _imported(args: argparse.Namespace, looked: actions.Looked, by: Actor, at: datetime) -> int:
    begun = actions.begin(
        lambda: _blocks(args.file), looked, file_name=args.file.name, language=args.language, by=by, at=at
    )
    if isinstance(begun, Refusal):
        return _refused(begun)
    while begun.state == ImportState.READING:
        tasks.go_on(begun, at=clock.now())
        begun.refresh_from_db()
    _preview(args.file, begun)
    if not args.confirm or begun.faulty:
        actions.cancel(begun.ref, by=by, at=clock.now())
        print(_("Nothing was imported."))
        return 1 if begun.faulty else 0
    done = actions.confirm(begun.ref, by=by, at=clock.now())
    if isinstance(done, Refusal):
        actions.cancel(begun.ref, by=by, at=clock.now())
        return _refused(done)
    said = ngettext("%(count)s user was imported.", "%(count)s users were imported.", done.total)
    print(said % {"count": done.total})
    return 0


def _preview(file: Path, of: Import) -> None:
    """What was read, and every fault: row and column, what stands there, what is wrong."""
    layout = queries.layout_of(of)
    if layout.unread:
        print(_("These columns are not read: {unread}.").format(unread=", ".join(layout.unread)))
    for row in queries.rows(of, faulty=True).iterator(chunk_size=500):
        cells = queries.cells_of(row, of.ref)
        for fault in queries.faults_of(row):
            secret = fault.column in ("", Column.NATIONAL_NUMBER)
            stands = "" if secret else f" “{queries.cell(cells, layout, fault.column).strip()}”"
            place = _("Row {row}, {column}").format(row=row.number, column=column_name(fault.column))
            print(f"{file}: {place}:{stands} {fault_sentence(fault)}", file=sys.stderr)
    said = ngettext(
        "%(rows)s row read, %(faulty)s to be mended.",
        "%(rows)s rows read, %(faulty)s to be mended.",
        of.total,
    )
    print(said % {"rows": of.total, "faulty": of.faulty})


def _refused(refusal: Refusal) -> int:
    print(sentence(refusal), file=sys.stderr)
    return 1
