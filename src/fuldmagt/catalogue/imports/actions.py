"""Loading a catalogue from a file: all of it or nothing, and no right taken from people who hold it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.imports import queries, rules
from fuldmagt.catalogue.imports.document import Document, ProviderEntry, read
from fuldmagt.catalogue.imports.places import Problem, opened
from fuldmagt.catalogue.imports.writing import (
    retire,
    retire_packages,
    write_implications,
    write_package,
    write_service,
    write_set,
)
from fuldmagt.catalogue.models import ExclusiveSet, Package, Provider, Right, Sector
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.vocabulary.refusals import Reason, Refusal

Held = Callable[[Collection[str]], Mapping[str, int]]
"""How many records, of people and of organisations, hold each of some rights now or later."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done (or would be), and how many hold the rights that it changes."""

    plan: rules.Plan
    holders: Mapping[str, int]


def load(
    text: str, *, held: Held, by: str, at: datetime, admitted: bool = False, dry_run: bool = False
) -> Loaded | list[Problem]:
    """Make the catalogue of the file's providers what the file says.

    A new provider waits for an operator to admit it, unless whoever loads it vouches (`admitted`),
    as for a demonstration. Providers that the file does not name stay as they are.
    """
    root = opened(text)
    if isinstance(root, list):
        return root
    document = read(root)
    problems = sorted(root.problems) or rules.problems(document)
    if problems:
        return problems
    if dry_run:
        return _examined(document, held)
    with together():
        catalogue.raise_revision()
        outcome = _examined(document, held)
        if isinstance(outcome, Loaded) and outcome.plan.is_empty:
            return outcome
        with deed(Event.CATALOGUE_IMPORTED, by=by, at=at) as draft:
            draft.about(*(provider.ref for provider in document.providers))
            if isinstance(outcome, list):
                draft.refused(Refusal(Reason.INPUT_NOT_USABLE))
                return outcome
            plan = outcome.plan
            draft.facts(new=len(plan.new), changed=len(plan.changed), retired=len(plan.retired))
        _write(document, plan, by=by, at=at, admitted=admitted)
    return outcome


def refused_to_vouch(*, by: str, at: datetime) -> Refusal | None:
    """Why new providers cannot be admitted without operators: somebody has joined who would rely on them."""
    joined = Organisation.objects.filter(state=OrganisationState.ACTIVE)
    if settings.DEMO or not joined.exists():
        return None
    with deed(Event.CATALOGUE_IMPORTED, by=by, at=at) as draft:
        return draft.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="admitted"))


def _examined(document: Document, held: Held) -> Loaded | list[Problem]:
    """What the file would change; or why it cannot, as things stand in the database."""
    present = queries.present([each.ref for each in document.providers], document.sectors)
    plan = rules.plan(document, present)
    # Locked against being given while we count (mandates.assignments locks what it gives).
    list(Right.objects.select_for_update(no_key=True).filter(ref__in=plan.retired).order_by("pk"))
    retired = held(plan.retired)
    changed = [entry.removeprefix("right ") for entry in plan.changed if entry.startswith("right ")]
    problems = [
        *_moved(document),
        *_strangers(document),
        *_sets_across(document, present),
        *_names_of_own(document),
        *_still_held(document, present, retired),
    ]
    return sorted(problems) or Loaded(plan, held(changed))


def _moved(document: Document) -> Iterator[Problem]:
    owners = queries.owners([service.ref for service in document.services()])
    for provider in document.providers:
        for service in provider.services:
            if owners.get(service.ref, provider.ref) != provider.ref:
                says = f"{service.ref} is already a service of {owners[service.ref]}"
                yield Problem(service.place.line, f"{service.place.path}.id", says)


def _strangers(document: Document) -> Iterator[Problem]:
    """Customers that the file names and the platform does not know."""
    named = [
        (customer, service.place.line, f"{service.place.path}.customers")
        for service in document.services()
        for customer in sorted(service.customers or ())
    ]
    refs = {ref for ref, _, _ in named}
    known = set(Organisation.objects.filter(ref__in=refs).values_list("ref", flat=True))
    for ref, line, path in named:
        if ref not in known:
            yield Problem(line, path, f"no organisation on this platform has the number {ref}")


def _sets_across(document: Document, present: Document) -> Iterator[Problem]:
    """What also holds rights of providers outside of the file cannot be judged by the file alone."""
    ours = {right.ref for right in (*document.rights(), *present.rights())}
    for where, kind, found in (
        ("exclusive_sets", "set", present.sets),
        ("packages", "package", present.packages),
    ):
        for each in found:
            if outside := sorted(each.rights - ours):
                says = f"the {kind} {each.ref} also holds {outside[0]}, whose provider is not in this file"
                yield Problem(1, where, f"{says}: load both providers from one file")


def _names_of_own(document: Document) -> Iterator[Problem]:
    """An id that an organisation's own package has, which is given by chance and never written."""
    own = Package.objects.filter(organisation__isnull=False, ref__in=[each.ref for each in document.packages])
    taken = set(own.values_list("ref", flat=True))
    for each in document.packages:
        if each.ref in taken:
            yield Problem(each.place.line, f"{each.place.path}.id", f"{each.ref} is taken")


def _still_held(document: Document, present: Document, held: Mapping[str, int]) -> Iterator[Problem]:
    lines = {provider.ref: provider.place for provider in document.providers}
    for provider in present.providers:
        for right in (right for service in provider.services for right in service.rights):
            if count := held.get(right.ref, 0):
                who = "1 record still gives it" if count == 1 else f"{count} records still give it"
                says = f"{right.ref} is not in the file any more, but {who} to somebody: withdraw it first"
                yield Problem(lines[provider.ref].line, f"{lines[provider.ref].path}.services", says)


def _write(document: Document, plan: rules.Plan, *, by: str, at: datetime, admitted: bool) -> None:
    for ref, names in document.sectors.items():
        Sector.objects.update_or_create(ref=ref, defaults={"names": dict(names)})
    for provider in document.providers:
        row = _write_provider(provider, by=by, at=at, admitted=admitted)
        for service in provider.services:
            write_service(service, row)
    write_implications(list(document.rights()))
    ExclusiveSet.objects.filter(ref__in=plan.sets_removed).delete()
    for each in document.sets:
        write_set(each)
    retire_packages(plan.packages_removed, at=at)
    for package in document.packages:
        write_package(package)
    retire(plan.retired, at=at)


def _write_provider(entry: ProviderEntry, *, by: str, at: datetime, admitted: bool) -> Provider:
    name, phone, email = entry.contact
    said: dict[str, object] = {
        "name": entry.name,
        "sector": entry.sector,
        "contact_name": name,
        "contact_phone": phone,
        "contact_email": email,
    }
    if entry.number:
        said["number"] = entry.number
        said["organisation"] = Organisation.objects.filter(ref=entry.number).first()
    state = Provider.State.ADMITTED if admitted else Provider.State.PROPOSED
    first = {"state": state, "proposed_by": by, "proposed_at": at}
    if admitted:
        first |= {"decided_by": by, "decided_at": at}
    row, created = Provider.objects.update_or_create(
        ref=entry.ref, defaults=said, create_defaults=said | first
    )
    if created:
        event = Event.PROVIDER_ADMITTED if admitted else Event.PROVIDER_PROPOSED
        with deed(event, by=by, at=at) as draft:
            draft.about(row.ref)
            draft.facts(vouched=admitted)
    return row
