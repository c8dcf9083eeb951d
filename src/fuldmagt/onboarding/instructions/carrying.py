"""Carrying out what somebody who signs for an organisation has said: the deeds of chain mandates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuldmagt.audit.journal import together
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.onboarding.instructions.rules import Kind, What
from fuldmagt.organisations.rules import Actor, Role
from fuldmagt.people.models import Person
from fuldmagt.vocabulary.refusals import Reason, Refusal

POWERS: Final = frozenset({Role.MANDATE_MANAGER})
"""Whoever may sign for an organisation may do with its mandates what its mandate manager could."""


@dataclass(frozen=True, slots=True)
class Signer:
    """For whom somebody signs, and where the answers go."""

    person: Person
    organisation: str
    email: str
    language: str


def carried_out(what: What, signer: Signer, *, at: datetime) -> Mandate | Refusal:
    with together():
        done = _done(what, Actor(signer.person.ref, signer.organisation, POWERS), at)
        if isinstance(done, Mandate) and signer.email:
            contact = {"contact_email": signer.email, "contact_language": signer.language}
            Mandate.objects.filter(pk=done.pk).update(**contact)
        return done


def _done(what: What, by: Actor, at: datetime) -> Mandate | Refusal:
    if what.kind is Kind.END:
        return chains.end(what.mandate, what.words, by=by, at=at)
    if what.kind is Kind.CHANGE:
        return chains.change(what.mandate, what.rights, seen=what.seen, by=by, at=at)
    if what.until is None:
        return Refusal(Reason.INPUT_NOT_USABLE, about="mandate_end_past")
    if what.kind is Kind.RENEW:
        return chains.renew(what.mandate, what.until, by=by, at=at)
    terms = chains.Terms(what.receiver, what.rights, what.until, what.words)
    return chains.give(terms, by=by, at=at)


class _TriedError(Exception):
    def __init__(self, done: Mandate | Refusal) -> None:
        self.done = done


def not_possible(what: What, signer: Signer, *, at: datetime) -> Refusal | None:
    """Why it could not be carried out as things are: it is done, and undone as if it had not been."""
    try:
        with together():
            raise _TriedError(carried_out(what, signer, at=at))
    except _TriedError as tried:
        return tried.done if isinstance(tried.done, Refusal) else None
