"""A provider's own people keep its texts and its contact right. What a right means to the law stays.

Levels, categories, implications and sets are changed otherwise (catalogue.changing): they decide over people.
"""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.describing.rules import Texts, stamp, whole
from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.catalogue.providers import queries
from fuldmagt.catalogue.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str = ""
    email: str = ""


def describe_right(
    ref: str, *, names: Texts, texts: Texts, seen: str, by: Actor, at: datetime
) -> Right | Refusal:
    """Change what a right is called and says. `seen` is the stamp of what was there."""
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
        if stamp(right.names, right.texts) != seen:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=right.ref))
        if not whole(names) or not whole(texts):
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about=right.ref))
        right.names, right.texts, right.name = dict(names), dict(texts), names["da"]
        right.save()
        return right


def describe_service(ref: str, *, texts: Texts, seen: str, by: Actor, at: datetime) -> Service | Refusal:
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
        if stamp(service.texts) != seen:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=service.ref))
        if not whole(texts):
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
