"""Users of the demonstration who came from a file and wait to be activated."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from fuldmagt.onboarding.imports import actions, tasks
from fuldmagt.onboarding.imports.columns import Misfit
from fuldmagt.onboarding.imports.rules import ImportState
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.refusals import Refusal

ORGANISATION = "dk:cvr:20000015"
DAYS_AGO = timedelta(days=2)


def some(*, at: datetime) -> None:
    """Import the users of demo/imported-users.csv, by the deeds that the pages do."""
    file: Path = settings.ROOT / "demo" / "imported-users.csv"
    content, when = file.read_bytes(), at - DAYS_AGO
    by = actor(holders_of(Role.USER_ADMINISTRATOR, organisation=ORGANISATION)[0])
    looked = actions.look(lambda: [content], size=len(content))
    if isinstance(looked, Misfit):
        raise RuntimeError(f"{file.name}: {looked.code} in row {looked.row}")
    begun = actions.begin(lambda: [content], looked, file_name=file.name, language="da", by=by, at=when)
    if isinstance(begun, Refusal):
        raise RuntimeError(f"{file.name}: {begun.reason} {begun.about}")
    while begun.state == ImportState.READING:
        tasks.go_on(begun, at=when)
        begun.refresh_from_db()
    done = actions.confirm(begun.ref, by=by, at=when)
    if isinstance(done, Refusal):
        raise RuntimeError(f"{file.name}: {done.reason} {done.about}")
