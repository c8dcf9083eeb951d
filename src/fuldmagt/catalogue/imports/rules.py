"""What must hold in a catalogue beyond its shape, and what a new one changes in the old. Pure.

Sources: decision-semantics, "World files" (references, cycles, crossings, sets); requirement D1
(when a private eID may open a service).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fuldmagt.catalogue.imports.document import (
    Document,
    PackageEntry,
    ProviderEntry,
    RightEntry,
    ServiceEntry,
    SetEntry,
)
from fuldmagt.catalogue.imports.places import Problem
from fuldmagt.catalogue.rules import Rights
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.means import Means

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
REACH: Final = re.compile(r"https?://[^\s/]+\S*")


Entry = ProviderEntry | ServiceEntry | RightEntry | SetEntry | PackageEntry


def problems(document: Document) -> list[Problem]:
    """All that is wrong with a catalogue, in the order of its lines."""
    checks: tuple[Callable[[Document], Iterator[Problem]], ...] = (
        _repeated, _ill_named, _sectors, _services, _implications, _sets, _packages,
    )  # fmt: skip
    return sorted(problem for check in checks for problem in check(document))


def _says(place: Problem, step: str, says: str, kind: str = "", *terms: str) -> Problem:
    return Problem(place.line, f"{place.path}.{step}" if step else place.path, says, kind, terms)


def _repeated(document: Document) -> Iterator[Problem]:
    yield from _repeated_among(document.providers)
    yield from _repeated_among(document.services())
    yield from _repeated_among(document.rights())
    yield from _repeated_among(document.sets)
    yield from _repeated_among(document.packages)


def _repeated_among(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[str, Problem] = {}
    for entry in entries:
        if entry.ref in seen:
            first = seen[entry.ref].line
            yield _says(entry.place, "id", f"{entry.ref} stands already on line {first}", "repeated")
        seen.setdefault(entry.ref, entry.place)


def _ill_named(document: Document) -> Iterator[Problem]:
    plain = "use small letters, digits and hyphens"
    named: list[Entry] = [*document.providers, *document.services(), *document.sets, *document.packages]
    for entry in named:
        if entry.ref and not NAME.fullmatch(entry.ref):
            yield _says(entry.place, "id", f"{entry.ref} cannot be an id: {plain}", "id")
    for service in document.services():
        for right in service.rights:
            before, _, name = right.ref.rpartition(":")
            if right.ref and (before != service.ref or not NAME.fullmatch(name)):
                says = f"{right.ref} must be {service.ref}: and a name; {plain}"
                yield _says(right.place, "id", says, "id")


def _sectors(document: Document) -> Iterator[Problem]:
    for provider in document.providers:
        if provider.sector and provider.sector not in document.sectors:
            yield _says(provider.place, "sector", f"{provider.sector} is not among the sectors of this file")


def _services(document: Document) -> Iterator[Problem]:
    for service in document.services():
        if not service.means:
            yield _says(
                service.place, "means", "without a means nobody can log in to the service", "no_means"
            )
        if not service.rights:
            says = "a service without rights is of no use: write at least one"
            yield _says(service.place, "rights", says, "no_rights")
        if service.url and not REACH.fullmatch(service.url):
            yield _says(service.place, "url", f"{service.url} is not an http or https address", "url")
        for kind in sorted(service.means_ended.keys() - service.means):
            yield _says(service.place, f"means_ended.{kind}", f"{kind} is not among the service's means")
        yield from _private_eid(service)


def _private_eid(service: ServiceEntry) -> Iterator[Problem]:
    """D1: ordinary data only, and another way in is open."""
    if Means.PRIVATE_EID not in service.means:
        return
    if service.data_class != DataClass.ORDINARY:
        says = (
            f"private_eid may not open a service with {service.data_class} data, only one with ordinary data"
        )
        yield _says(service.place, "means", says, "private_eid_data")
    if len(service.means) == 1:
        says = "private_eid is voluntary, so another means must be accepted too"
        yield _says(service.place, "means", says, "private_eid_alone")


def _implications(document: Document) -> Iterator[Problem]:
    known = {right.ref: service.ref for service in document.services() for right in service.rights}
    implies = {right.ref: right.implies for right in document.rights()}
    covered = Rights.of(implies)
    for right in document.rights():
        for other in sorted(right.implies):
            if other not in known:
                yield _says(
                    right.place, "implies", f"{other} is not a right in this file", "no_such_right", other
                )
            elif known[other] != known[right.ref]:
                yield _says(right.place, "implies", f"{other} belongs to another service", "crossing", other)
            elif covered.covers(other, right.ref):
                says = f"{right.ref} and {other} imply one another in a circle"
                yield _says(right.place, "implies", says, "circle", right.ref, other)


def _sets(document: Document) -> Iterator[Problem]:
    known = {right.ref for right in document.rights()}
    covered = Rights.of({right.ref: right.implies for right in document.rights()})
    for entry in document.sets:
        if len(entry.rights) < 2:
            says = "a set needs at least two rights to exclude one another"
            yield _says(entry.place, "rights", says, "set_of_one")
        for right in sorted(entry.rights - known):
            yield _says(entry.place, "rights", f"{right} is not a right in this file", "no_such_right", right)
        yield from _covering_two(document.rights(), covered, entry)


def _covering_two(rights: Iterable[RightEntry], covered: Rights, entry: SetEntry) -> Iterator[Problem]:
    for right in rights:
        both = sorted(covered.all_covered(right.ref) & entry.rights)
        if len(both) > 1:
            says = f"covers {' and '.join(both)}, which exclude one another in the set {entry.ref}"
            yield _says(right.place, "", f"{right.ref} {says}", "covers_two", right.ref, *both)


def _packages(document: Document) -> Iterator[Problem]:
    """One that nobody could hold whole, or that holds nothing, is of no use (C8)."""
    law = Rights.of(
        {right.ref: right.implies for right in document.rights()}, (each.rights for each in document.sets)
    )
    for entry in document.packages:
        if not entry.rights:
            yield _says(entry.place, "rights", "a package without rights is of no use: write at least one")
        for right in sorted(entry.rights - law.covered_by.keys()):
            yield _says(entry.place, "rights", f"{right} is not a right in this file", "no_such_right", right)
        held = frozenset[str]().union(*(law.all_covered(right) for right in entry.rights))
        if both := sorted(right for right in entry.rights if law.in_conflict(right, held)):
            says = f"{' and '.join(both)} exclude one another, so nobody could hold the package"
            yield _says(entry.place, "rights", says, "package_excludes", *both)


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading a catalogue would make new, change and take out; by reference."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]  # rights of the file's providers that the file does not hold any more
    sets_removed: tuple[str, ...]
    packages_removed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        gone = self.retired or self.sets_removed or self.packages_removed
        return not (self.new or self.changed or gone)


def plan(wanted: Document, present: Document) -> Plan:
    """The difference between a file and what the database holds of the same providers."""
    before, after = _by_reference(present), _by_reference(wanted)
    standing = {each.ref: each.number for each in present.providers}
    numbered = [
        f"provider {each.ref}"
        for each in wanted.providers
        if each.ref in standing and each.number not in ("", standing[each.ref])
    ]
    rights = {right.ref for right in wanted.rights()}
    return Plan(
        new=tuple(ref for ref in after if ref not in before),
        changed=tuple(
            ref for ref, said in after.items() if ref in before and (before[ref] != said or ref in numbered)
        ),
        retired=tuple(right.ref for right in present.rights() if right.ref not in rights),
        sets_removed=tuple(each.ref for each in present.sets if f"set {each.ref}" not in after),
        packages_removed=tuple(each.ref for each in present.packages if f"package {each.ref}" not in after),
    )


def _by_reference(document: Document) -> Mapping[str, object]:
    """Every entry under a key that says what it is, without the entries that stand below it."""
    return {
        **{f"sector {ref}": dict(names) for ref, names in document.sectors.items()},
        **{f"provider {each.ref}": (each.name, each.sector, each.contact) for each in document.providers},
        **{f"service {each.ref}": _alone(each) for each in document.services()},
        **{f"right {each.ref}": each for each in document.rights()},
        **{f"set {each.ref}": each.rights for each in document.sets},
        **{f"package {each.ref}": each for each in document.packages},
    }


def _alone(service: ServiceEntry) -> tuple[object, ...]:
    return (
        service.name, dict(service.texts), service.url, service.data_class, service.accepts_chains,
        service.accepts_grants, service.means, dict(service.means_ended), service.customers,
    )  # fmt: skip
