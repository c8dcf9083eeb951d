"""Mandates and instructions as those read them who sign for an organisation without users."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.chains.queries import one
from fuldmagt.onboarding.instructions.rules import Kind, read
from fuldmagt.onboarding.models import Instruction
from fuldmagt.organisations.joined.queries import known_by
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.mandates.showing import named

TITLES: Final[dict[Kind, str | Promise]] = {
    Kind.GIVE: _("%(organisation)s gives %(receiver)s a mandate"),
    Kind.CHANGE: _("%(organisation)s changes what %(receiver)s may do for it"),
    Kind.RENEW: _("%(organisation)s renews the mandate to %(receiver)s"),
    Kind.END: _("%(organisation)s ends the mandate to %(receiver)s"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An instruction in plain words: what all who sign confirm."""

    ref: str
    organisation: str
    title: str
    number: str  # the receiver's
    rights: list[dict[str, str]]
    last_day: datetime | None
    words: str
    gives: bool
    needed: int
    until: datetime


def told(instruction: Instruction) -> Told:
    what = read(instruction.what)
    mandate = one(what.mandate, organisation=instruction.organisation) if what.mandate else None
    receiver = mandate.receiver if mandate else known_by(what.receiver)
    names = {"organisation": instruction.name, "receiver": receiver.name if receiver else what.receiver}
    return Told(
        ref=instruction.ref,
        organisation=instruction.name,
        title=str(TITLES[what.kind]) % names,
        number=str(Number.of(receiver.ref)) if receiver else "",
        rights=named(what.rights),
        last_day=what.until - timedelta(microseconds=1) if what.until else None,
        words=what.words,
        gives=what.kind is Kind.GIVE,
        needed=instruction.needed,
        until=instruction.until,
    )
