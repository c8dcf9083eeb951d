"""What a yes rests on, link by link: the user, the records, what the right covers and to whom it is open."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.supposing import SUPPOSED, Supposition
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.queries import records
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.users.queries import names
from fuldmagt.web.rights.showing import day, until
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.rights.words import plural
from fuldmagt.web.why.words import SUPPOSITIONS

SUPPOSED_RECORDS: Final = {
    "mandate": SUPPOSITIONS[Supposition.MANDATE],
    "grant": SUPPOSITIONS[Supposition.GRANT],
    "assignment": SUPPOSITIONS[Supposition.RIGHT],
}


def links(answer: Allowed, user: BusinessUser, organisation: Organisation, right: Right) -> list[str]:
    """The chain in sentences, from the person to the right."""
    found = records([each.id for each in answer.evidence])
    told = [_("{user} is an active user of {home}.").format(user=user.name, home=user.organisation.name)]
    for each in answer.evidence:
        if each.id in found:
            told.append(_record(found[each.id], user))
        elif each.id.startswith(SUPPOSED):
            told.append(_("If it were so: {what}.").format(what=SUPPOSED_RECORDS[each.type]))
    if answer.right_held != right.ref:
        held = catalogue.rights_called([answer.right_held]).get(answer.right_held)
        if held is not None:
            text = _("“{held}” includes “{right}”.")
            told.append(text.format(held=name_of(held), right=name_of(right)))
    told.append(_open(user, organisation, right))
    return told


def _record(row: Assignment | Mandate | Grant, user: BusinessUser) -> str:
    end = f" {until(row.ends_at)}" if row.ends_at else ""
    match row:
        case Assignment():
            return _given(row, user) + end
        case Mandate():
            text = _("{giver} has given {receiver} a mandate, and it has been accepted.")
        case Grant():
            text = _("{giver} has given {receiver} access in the service’s portal, and has confirmed it.")
    return text.format(giver=row.giver.name, receiver=row.receiver.name) + end


def _given(row: Assignment, user: BusinessUser) -> str:
    giver = names([row.given_by], organisation=user.organisation.ref).get(row.given_by, "")
    said = {
        "giver": giver,
        "user": user.name,
        "right": name_of(row.right),
        "organisation": row.organisation.name,
        "date": day(row.starts_at),
    }
    if giver:
        return _("{giver} gave {user} “{right}” for {organisation}, from {date}.").format(**said)
    return _("{user} has “{right}” for {organisation}, from {date}.").format(**said)


def _open(user: BusinessUser, organisation: Organisation, right: Right) -> str:
    if not right.categories:
        return _("“{right}” is open to everybody.").format(right=name_of(right))
    at_home = user.organisation.pk == organisation.pk
    department = user.department if at_home else None
    who = department.name if department and department.category else organisation.name
    return _("“{right}” is open to {categories}, and {who} is among them.").format(
        right=name_of(right), categories=plural(right.categories), who=who
    )


def lasts(valid_until: datetime | None) -> str:
    """How long the answer would stay yes, as things are."""
    if valid_until is None:
        return _("Nothing that is known today ends it.")
    return until(valid_until)
