"""A notifier joins an organisation whose representative has no national number (A2).

The notifier shows the own eID and sends the signed authority; then those who may sign confirm it, each with
the own eID (`joining.actions.ask` and `sign`). Until enough of them have, nothing is joined.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, Draft, deed
from fuldmagt.onboarding.joining.rules import JoiningState, JoiningStep, after
from fuldmagt.onboarding.models import Authority, Joining
from fuldmagt.onboarding.notifying import queries, rules
from fuldmagt.onboarding.notifying.rules import Kind
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.people.actions import recognise
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import dice, fields
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Opened:
    """An authority as it is handed out."""

    file_name: str
    kind: Kind
    content: bytes


def identify(joining_ref: str, outcome: Identity | Refusal, *, at: datetime) -> Joining | Refusal:
    """The notifier has shown the own eID, which carries a national number."""
    with deed(Event.JOINING_NOTIFIED, by=ANYBODY, at=at) as draft:
        joining = _held(joining_ref, draft)
        if isinstance(outcome, Refusal):
            return draft.refused(outcome)
        state = after(JoiningState(joining.state), JoiningStep.NOTIFY)
        if isinstance(state, Refusal):
            return draft.refused(state)
        if not (joining.category and joining.email):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=joining.state))
        if refusal := rules.may_notify(outcome):
            return draft.refused(refusal)
        person = recognise(outcome, language=joining.language, at=at)
        if isinstance(person, Refusal):
            return draft.refused(person)
        joining.notifier, joining.state = person, state.value
        joining.save(update_fields=["notifier", "state"])
        draft.personal(person.ref, name=person.name)
        return joining


def hand_in(
    joining_ref: str, pieces: Callable[[], Iterable[bytes]], file_name: str, *, at: datetime
) -> Authority | Refusal:
    """Keep the signed authority. It is handed in once: what is confirmed is this file and no other."""
    content = _read(pieces)
    kind = rules.kind_of(content)
    with deed(Event.AUTHORITY_HANDED_IN, by=ANYBODY, at=at) as draft:
        joining = _held(joining_ref, draft)
        state = after(JoiningState(joining.state), JoiningStep.HAND_IN)
        refusal = next((each for each in (state, kind) if isinstance(each, Refusal)), None)
        if refusal or isinstance(state, Refusal) or isinstance(kind, Refusal):
            return draft.refused(refusal or Refusal(Reason.STEP_NOT_POSSIBLE, about=joining.state))
        ref, digest = dice.reference(), sha256(content).hexdigest()
        authority = Authority.objects.create(
            ref=ref,
            joining=joining,
            file_name=rules.named(file_name, kind),
            kind=kind.value,
            size=len(content),
            digest=digest,
            sealed=fields.encrypt_bytes(content, place=queries.place(ref)),
            uploaded_at=at,
        )
        joining.state = state.value
        joining.save(update_fields=["state"])
        draft.facts(authority=ref, sha256=digest, size=len(content), kind=kind.value)
        return authority


def hand_out(organisation: str, *, by: Actor, at: datetime) -> Opened | Refusal:
    """The authority, to the operator and to the organisation's own administrators alone."""
    with deed(Event.AUTHORITY_HANDED_OUT, by=by.ref, at=at, organisation=organisation) as draft:
        own = by.organisation == organisation and not by.refused(Deed.MANAGE_ORGANISATION)
        refusal = None if own else by.refused(Deed.OPERATE_PLATFORM)
        if refusal:
            return draft.refused(refusal)
        authority = queries.authority_of(organisation)
        if authority is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="authority"))
        draft.about(authority.joining.ref)
        draft.facts(authority=authority.ref, sha256=authority.digest)
        content = fields.decrypt_bytes(bytes(authority.sealed), place=queries.place(authority.ref))
        return Opened(authority.file_name, Kind(authority.kind), content)


def _read(pieces: Callable[[], Iterable[bytes]]) -> bytes:
    """The file, but never much more of it than may be kept."""
    content = bytearray()
    for piece in pieces():
        content += piece
        if len(content) > rules.MOST:
            break
    return bytes(content)


def _held(ref: str, draft: Draft) -> Joining:
    joining = Joining.objects.select_for_update().get(ref=ref)
    draft.organisation = joining.organisation
    draft.about(joining.ref)
    return joining
