"""A provider's own people keep its texts and its contact right. What a right means to the law stays.

Levels, categories, implications and sets come by a catalogue file alone: they decide over people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.catalogue.providers import queries
from fuldmagt.catalogue.queries import raise_revision
from fuldmagt.catalogue.texts import LANGUAGES
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str = ""
    email: str = ""


def describe_right(
    ref: str, *, names: Texts, texts: Texts, seen: tuple[Texts, Texts], by: Actor, at: datetime
) -> Right | Refusal:
    """Change what a right is called and the information that stands at it. `seen`: what was there before."""
    with deed(Event.CATALOGUE_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            return draft.refused(refusal)
        raise_revision()  # first: two changes of the catalogue wait for one another
        right = queries.right_of(ref, organisation=by.organisation)
        if right is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(right.ref)
        draft.facts(right=right.ref)
        if (right.names, right.texts) == (names, texts):
            draft.unchanged()
            return right
        if (right.names, right.texts) != (dict(seen[0]), dict(seen[1])):
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=right.ref))
        if not _whole(names) or not _whole(texts):
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about=right.ref))
        right.names, right.texts, right.name = dict(names), dict(texts), names["da"]
        right.save()
        return right


def describe_service(ref: str, *, texts: Texts, seen: Texts, by: Actor, at: datetime) -> Service | Refusal:
    """Change the information that stands at a service."""
    with deed(Event.CATALOGUE_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            return draft.refused(refusal)
        raise_revision()
        service = queries.service_of(ref, organisation=by.organisation)
        if service is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(service.ref)
        draft.facts(name=service.name)
        if service.texts == texts:
            draft.unchanged()
            return service
        if service.texts != dict(seen):
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=service.ref))
        if not _whole(texts):
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about=service.ref))
        service.texts = dict(texts)
        service.save()
        return service


def change_contact(ref: str, contact: Contact, *, by: Actor, at: datetime) -> Provider | Refusal:
    """Say whom people reach about the provider's services."""
    with deed(Event.PROVIDER_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            return draft.refused(refusal)
        provider = queries.provider_of(ref, organisation=by.organisation)
        if provider is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(provider.ref)
        draft.facts(name=provider.name)
        if not contact.name.strip():
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="name"))
        provider.contact_name = contact.name
        provider.contact_phone = contact.phone
        provider.contact_email = contact.email
        provider.save()
        return provider


def _whole(texts: Texts) -> bool:
    return all(texts.get(language, "").strip() for language in LANGUAGES)
