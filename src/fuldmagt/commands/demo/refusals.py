"""What brings each reason of the law about in the demonstration, so that everybody can look at every no.

`demo/refusals.yaml` says it, with the question that is answered by each; docs/refusals.md is made of it.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.secrets import dice

Line = dict[str, Any]
ADVISER: Final = "nl:kvk:90000002"
FILE: Final = Path("demo") / "refusals.yaml"


def told() -> Line:
    found: Line = yaml.safe_load((settings.ROOT / FILE).read_text())
    return found


def make(*, at: datetime) -> None:
    """Needs the organisations, their users, the catalogue, the mandates and the grants."""
    said = told()
    for line in said["assignments"]:
        _assignment(line, at)
    for line in said["mandates"]:
        _mandate(line, at)
    lapsed = said["lapsed"]
    user = _users(lapsed).get()
    user.right_to_work_until = at - timedelta(days=lapsed["days_ago"])
    user.save(update_fields=["right_to_work_until"])
    suspending = Organisation.objects.filter(ref=lapsed["organisation"])
    suspending.update(suspend_on_lapsed_right_to_work=True)
    Organisation.objects.filter(ref=said["closed"]).update(state=OrganisationState.CLOSED)


def _users(line: Line) -> Any:
    home = {"organisation__ref": line["organisation"]} if "organisation" in line else {}
    return BusinessUser.objects.filter(name=line["user"], **home)


def _life(line: Line, at: datetime) -> dict[str, object]:
    """From when, until when, and whether it was taken back."""
    ended = {"state": RecordState.REVOKED, "revoked_at": at} if line.get("ended") else {}
    until = at + timedelta(days=line["days_left"]) if "days_left" in line else None
    return {"starts_at": at - timedelta(days=line["days_ago"]), "ends_at": until, **ended}


def _assignment(line: Line, at: datetime) -> None:
    user = _users(line).select_related("organisation").get()
    Assignment.objects.create(
        ref=dice.reference(),
        user=user,
        organisation=user.organisation,
        right=Right.objects.get(ref=line["right"]),
        branches=line.get("branches", []),
        **_life(line, at),
    )


def _mandate(line: Line, at: datetime) -> None:
    """Jonas has been chosen to work by it, so that the mandate alone stands in the way."""
    mandate = Mandate.objects.create(
        ref=dice.reference(),
        giver=Organisation.objects.get(ref=line["giver"]),
        receiver=Organisation.objects.get(ref=ADVISER),
        accepted=line.get("accepted", True),
        **_life(line, at),
    )
    mandate.rights.set(Right.objects.filter(ref__in=line["rights"]))
    Assignment.objects.create(
        ref=dice.reference(),
        user=BusinessUser.objects.get(name="Jonas de Wit", organisation=mandate.receiver),
        organisation=mandate.giver,
        right=Right.objects.get(ref="erhvervskonto:ret"),
        mandate=mandate,
        starts_at=at - timedelta(days=max(line["days_ago"], 1)),
    )
