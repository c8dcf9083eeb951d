"""What a provider changes in its catalogue: the catalogue as it would be, and what of it gives more power.

A change is small, and is judged on the whole catalogue of the provider as it would become, by the rules of
a catalogue file. What gives anybody more than before waits for a second person (0033). Pure.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import combinations
from typing import Any, Final

from fuldmagt.catalogue.ending.rules import staying
from fuldmagt.catalogue.imports import rules
from fuldmagt.catalogue.imports.document import (
    Document,
    RightEntry,
    ServiceEntry,
    SetEntry,
)
from fuldmagt.catalogue.imports.places import Problem
from fuldmagt.catalogue.rules import NONE, Rights
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.means import Means


class Kind(StrEnum):
    SERVICE = "service"
    RIGHT = "right"
    SET = "set"


Entry = ServiceEntry | RightEntry | SetEntry

LAW: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SERVICE: ("name", "url", "data_class", "means", "accepts_chains", "accepts_grants"),
    Kind.RIGHT: ("assurance", "categories", "implies"),
    Kind.SET: ("rights",),
}
"""What is changed of an entry that is there; its texts, its means' ends and its customers have own deeds."""


class ProposalState(StrEnum):
    WAITS = "waits"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


LISTS: Final = frozenset({"means", "categories", "implies"})


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry of the catalogue shall say: nothing, where it shall go. As values of JSON, to be kept."""

    kind: Kind
    ref: str
    said: Mapping[str, Any] | None
    new: bool = False


def law(entry: Entry | None) -> dict[str, Any]:
    """What an entry says of that which the law reads, as a change writes it."""
    if entry is None:
        return {}
    said = {name: getattr(entry, name) for name in LAW[_kind(entry)]}
    return {name: sorted(each) if isinstance(each, frozenset) else each for name, each in said.items()}


def _kind(entry: Entry) -> Kind:
    if isinstance(entry, ServiceEntry):
        return Kind.SERVICE
    return Kind.RIGHT if isinstance(entry, RightEntry) else Kind.SET


def stamp(*seen: object) -> str:
    """What somebody saw before changing it: sent along, so that the second of two is told."""
    return sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()[:32]


def found(document: Document, kind: Kind, ref: str) -> Entry | None:
    entries: dict[Kind, Iterable[Entry]] = {
        Kind.SERVICE: document.services(),
        Kind.RIGHT: document.rights(),
        Kind.SET: document.sets,
    }
    return next((each for each in entries[kind] if each.ref == ref), None)


def changed(document: Document, change: Change) -> Document:
    """A provider's catalogue with the change made; what is amiss in it is for `problems` to say."""
    if change.kind is Kind.SET:
        kept = tuple(each for each in document.sets if each.ref != change.ref)
        new = () if change.said is None else (SetEntry(change.ref, frozenset(change.said["rights"])),)
        return replace(document, sets=kept + new)
    if change.kind is Kind.SERVICE:
        return _services(document, change)
    return _rights(document, change)


def _services(document: Document, change: Change) -> Document:
    (provider,) = document.providers
    said = change.said or {}
    if change.new:
        first = tuple(_right(each, number) for number, each in enumerate(said["rights"]))
        entry = ServiceEntry(
            ref=change.ref, texts=said["texts"], means_ended={}, customers=None, rights=first,
            **_typed(Kind.SERVICE, said),
        )  # fmt: skip
        services = (*provider.services, entry)
    else:
        services = tuple(
            _described(each, said) if each.ref == change.ref else each for each in provider.services
        )
    return replace(document, providers=(replace(provider, services=services),))


def _described(entry: ServiceEntry, said: Mapping[str, Any]) -> ServiceEntry:
    """The service as it is said to be. With data that are not ordinary no private eID opens it (D1)."""
    typed = _typed(Kind.SERVICE, said)
    if typed["data_class"] != DataClass.ORDINARY and entry.data_class == DataClass.ORDINARY:
        typed["means"] = typed["means"] - {Means.PRIVATE_EID.value}
    ended = {kind: end for kind, end in entry.means_ended.items() if kind in typed["means"]}
    return replace(entry, means_ended=ended, **typed)


def _typed(kind: Kind, said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: frozenset(said[name]) if name in LISTS else said[name] for name in LAW[kind]}


def _right(said: Mapping[str, Any], number: int) -> RightEntry:
    typed = _typed(Kind.RIGHT, said)
    return RightEntry(ref=said["ref"], names=said["names"], texts=said["texts"], number=number, **typed)


def _rights(document: Document, change: Change) -> Document:
    (provider,) = document.providers
    of_service = change.ref.rpartition(":")[0]
    services = tuple(
        replace(each, rights=tuple(_rights_of(each, change))) if each.ref == of_service else each
        for each in provider.services
    )
    sets, packages = document.sets, document.packages
    if change.said is None:
        fewer = (replace(each, rights=each.rights - {change.ref}) for each in sets)
        sets = tuple(each for each in fewer if len(each.rights) > 1)
        smaller = (replace(each, rights=each.rights - {change.ref}) for each in packages)
        packages = tuple(each for each in smaller if each.rights)
    only = (replace(provider, services=services),)
    return replace(document, providers=only, sets=sets, packages=packages)


def _rights_of(service: ServiceEntry, change: Change) -> Iterator[RightEntry]:
    for right in service.rights:
        if right.ref != change.ref:
            gone = frozenset({change.ref}) if change.said is None else frozenset()
            yield replace(right, implies=right.implies - gone)
        elif change.said is not None:
            yield replace(right, **_typed(Kind.RIGHT, change.said))
    if change.new and change.said is not None:
        last = max((right.number for right in service.rights), default=-1)
        yield _right({**change.said, "ref": change.ref}, last + 1)


def problems(before: Document, after: Document) -> list[Problem]:
    """What the change would put amiss. What was amiss already is no reason to refuse another change."""
    old = {(each.path, each.says) for each in rules.problems(_placed(before))}
    new = [each for each in rules.problems(_placed(after)) if (each.path, each.says) not in old]
    return new + list(_shut(before, after))


def _shut(before: Document, after: Document) -> Iterator[Problem]:
    """Services that only means with an end would open: where each goes, nobody can log in (F8)."""
    old = {each.ref: each for each in before.services()}
    for new in after.services():
        was = old.get(new.ref, new)
        if staying(was.means, was.means_ended) and not staying(new.means, new.means_ended):
            yield Problem(1, new.ref, "every means that is left has an end", "no_lasting_means")


def _placed(document: Document) -> Document:
    """The entries, each standing at its own name as it would on its own line of a file."""

    def at(ref: str) -> Problem:
        return Problem(1, ref, "")

    def rights(service: ServiceEntry) -> tuple[RightEntry, ...]:
        return tuple(replace(each, place=at(each.ref)) for each in service.rights)

    providers = tuple(
        replace(each, services=tuple(replace(s, place=at(s.ref), rights=rights(s)) for s in each.services))
        for each in document.providers
    )
    sets = tuple(replace(each, place=at(each.ref)) for each in document.sets)
    return replace(document, providers=providers, sets=sets)


class More(StrEnum):
    """In which way a change gives more power than there was."""

    LEVEL = "level"
    OPENED = "opened"
    INCLUDES = "includes"
    DATA = "data"
    MEANS = "means"
    WAYS = "ways"
    ADDRESS = "address"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True)
class Wider:
    """One thing that gives more power: at which entry, and what is gained."""

    more: More
    ref: str
    gained: tuple[str, ...] = ()


DELICATE: Final = tuple(DataClass)


def wider(before: Document, after: Document) -> list[Wider]:
    """All that a change opens: for it a second person of the provider is needed."""
    return [*_wider_services(before, after), *_wider_rights(before, after), *_wider_sets(before, after)]


def _wider_services(before: Document, after: Document) -> Iterator[Wider]:
    old = {each.ref: each for each in before.services()}
    for new in after.services():
        was = old.get(new.ref)
        if was is None:
            continue
        if DELICATE.index(DataClass(new.data_class)) < DELICATE.index(DataClass(was.data_class)):
            yield Wider(More.DATA, new.ref, (new.data_class,))
        if added := new.means - was.means:
            yield Wider(More.MEANS, new.ref, tuple(sorted(added)))
        ways = ("accepts_chains", "accepts_grants")
        if opened := tuple(way for way in ways if getattr(new, way) and not getattr(was, way)):
            yield Wider(More.WAYS, new.ref, opened)
        if new.url != was.url:
            yield Wider(More.ADDRESS, new.ref, (new.url,))


def _wider_rights(before: Document, after: Document) -> Iterator[Wider]:
    old = {each.ref: each for each in before.rights()}
    covered, covers = (Rights.of({each.ref: each.implies for each in d.rights()}) for d in (before, after))
    for new in after.rights():
        was = old.get(new.ref)
        gained = covers.all_covered(new.ref) - covered.all_covered(new.ref) - {new.ref}
        if was is None:
            gained &= old.keys()  # what is new itself nobody has had for itself
        if gained:
            yield Wider(More.INCLUDES, new.ref, tuple(sorted(gained)))
        if was is None:
            continue
        if BY_WORD[new.assurance] < BY_WORD[was.assurance]:
            yield Wider(More.LEVEL, new.ref, (new.assurance,))
        if was.categories and not (new.categories and new.categories <= was.categories):
            yield Wider(More.OPENED, new.ref, tuple(sorted(new.categories - was.categories)))


def _wider_sets(before: Document, after: Document) -> Iterator[Wider]:
    """Rights that stay and exclude one another no more, be it because one of them includes less."""
    gone = {each.ref for each in before.rights()} - {each.ref for each in after.rights()}
    for pair in sorted(_excluding(before) - _excluding(after)):
        if not gone & set(pair):
            yield Wider(More.EXCLUSION, pair[0], pair)


def _excluding(document: Document) -> set[tuple[str, str]]:
    """Each two rights that one person cannot use together, for what they are and for what they cover."""
    reached = {each.ref: each.implies for each in document.rights()}
    law = Rights.of(dict.fromkeys((ref for each in document.sets for ref in each.rights), NONE) | reached)
    found = set()
    for each in document.sets:
        touching = {ref: law.all_covered(ref) & each.rights for ref in law.covered_by}
        able = sorted(ref for ref, members in touching.items() if members)
        found |= {pair for pair in combinations(able, 2) if len(touching[pair[0]] | touching[pair[1]]) > 1}
    return found
