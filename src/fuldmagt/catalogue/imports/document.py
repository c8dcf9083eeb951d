"""A catalogue file as values: providers, their services and rights, and the sets that exclude. Pure.

The format is told in docs/catalogue.md. Entries that come from the database and entries that come
from a file are equal when they say the same; the line they stand on does not count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fuldmagt.catalogue.imports.places import Part, Problem
from fuldmagt.catalogue.texts import LANGUAGES
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.vocabulary.means import Means

Texts = Mapping[str, str]
NOWHERE = Problem(1, "", "")  # where an entry stands that comes from no file


@dataclass(frozen=True, slots=True)
class RightEntry:
    ref: str
    names: Texts
    texts: Texts
    assurance: str
    categories: frozenset[str]
    implies: frozenset[str]
    number: int  # its place among the rights of its service
    place: Problem = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    ref: str
    name: str
    texts: Texts
    url: str
    data_class: str
    accepts_chains: bool
    accepts_grants: bool
    means: frozenset[str]
    means_ended: Mapping[str, str]
    customers: frozenset[str] | None
    rights: tuple[RightEntry, ...]
    place: Problem = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ProviderEntry:
    ref: str
    name: str
    sector: str
    contact: tuple[str, str, str]  # name, phone, e-mail
    services: tuple[ServiceEntry, ...]
    number: str = field(default="", compare=False)  # in the company register; empty: as it is
    place: Problem = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SetEntry:
    ref: str
    rights: frozenset[str]
    place: Problem = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PackageEntry:
    ref: str
    names: Texts
    texts: Texts
    rights: frozenset[str]
    place: Problem = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    sectors: Mapping[str, Texts]
    providers: tuple[ProviderEntry, ...]
    sets: tuple[SetEntry, ...]
    packages: tuple[PackageEntry, ...] = ()

    def services(self) -> Iterator[ServiceEntry]:
        for provider in self.providers:
            yield from provider.services

    def rights(self) -> Iterator[RightEntry]:
        for service in self.services():
            yield from service.rights


def read(root: Part) -> Document:
    """What the file says. Whatever is amiss in its shape is among the part's problems afterwards."""
    parts = root.keys(("sectors", "providers"), ("exclusive_sets", "packages"))
    sectors = parts["sectors"].keys(()) if "sectors" in parts else {}
    return Document(
        sectors={ref: _texts(part) for ref, part in sectors.items()},
        providers=tuple(_provider(part) for part in _items(parts, "providers")),
        sets=tuple(_set(part) for part in _items(parts, "exclusive_sets")),
        packages=tuple(_package(part) for part in _items(parts, "packages")),
    )


def _provider(part: Part) -> ProviderEntry:
    parts = part.keys(("id", "name", "sector", "contact", "services"), ("number",))
    contact = parts["contact"].keys(("name",), ("phone", "email")) if "contact" in parts else {}
    return ProviderEntry(
        ref=_text(parts, "id"),
        name=_text(parts, "name"),
        sector=_text(parts, "sector"),
        contact=(_text(contact, "name"), _text(contact, "phone"), _text(contact, "email")),
        services=tuple(_service(each) for each in _items(parts, "services")),
        number=_number(parts.get("number")),
        place=_where(part),
    )


def _service(part: Part) -> ServiceEntry:
    parts = part.keys(
        ("id", "name", "texts", "data_class", "means", "rights"),
        ("url", "accepts_chains", "accepts_grants", "means_ended", "customers"),
    )
    ended = parts["means_ended"].keys((), tuple(Means)) if "means_ended" in parts else {}
    return ServiceEntry(
        ref=_text(parts, "id"),
        name=_text(parts, "name"),
        texts=_texts(parts["texts"]) if "texts" in parts else {},
        url=_text(parts, "url"),
        data_class=_one_of(parts, "data_class", tuple(DataClass)),
        accepts_chains="accepts_chains" in parts and parts["accepts_chains"].yes_or_no(),
        accepts_grants="accepts_grants" in parts and parts["accepts_grants"].yes_or_no(),
        means=frozenset(each.one_of(tuple(Means)) for each in _items(parts, "means")),
        means_ended={kind: each.instant() for kind, each in ended.items()},
        customers=_customers(parts.get("customers")),
        rights=tuple(_right(each, number) for number, each in enumerate(_items(parts, "rights"))),
        place=_where(part),
    )


def _right(part: Part, number: int) -> RightEntry:
    parts = part.keys(("id", "names", "texts", "assurance"), ("categories", "implies"))
    return RightEntry(
        ref=_text(parts, "id"),
        names=_texts(parts["names"]) if "names" in parts else {},
        texts=_texts(parts["texts"]) if "texts" in parts else {},
        assurance=_one_of(parts, "assurance", tuple(BY_WORD)),
        categories=frozenset(each.one_of(tuple(Category)) for each in _items(parts, "categories")),
        implies=frozenset(each.text() for each in _items(parts, "implies")),
        number=number,
        place=_where(part),
    )


def _set(part: Part) -> SetEntry:
    parts = part.keys(("id", "rights"))
    return SetEntry(
        ref=_text(parts, "id"),
        rights=frozenset(each.text() for each in _items(parts, "rights")),
        place=_where(part),
    )


def _package(part: Part) -> PackageEntry:
    parts = part.keys(("id", "names", "texts", "rights"))
    return PackageEntry(
        ref=_text(parts, "id"),
        names=_texts(parts["names"]) if "names" in parts else {},
        texts=_texts(parts["texts"]) if "texts" in parts else {},
        rights=frozenset(each.text() for each in _items(parts, "rights")),
        place=_where(part),
    )


def _texts(part: Part) -> Texts:
    """One text in each language of the platform."""
    return {language: each.text() for language, each in part.keys(LANGUAGES).items()}


def _customers(part: Part | None) -> frozenset[str] | None:
    """The list of customers; without one, or with null, the service is open to every organisation."""
    if part is None or part.is_null:
        return None
    return frozenset(each.text() for each in part.items())


def _number(part: Part | None) -> str:
    """An organisation's number as it is written on this platform, with its check digits right."""
    if part is None:
        return ""
    written = part.text()
    if written and not is_organisation(written):
        part.complain(f"{written} is not the number of an organisation, such as dk:cvr:20000058")
    return written


def _text(parts: Mapping[str, Part], key: str) -> str:
    return parts[key].text() if key in parts else ""


def _one_of(parts: Mapping[str, Part], key: str, words: tuple[str, ...]) -> str:
    return parts[key].one_of(words) if key in parts else ""


def _items(parts: Mapping[str, Part], key: str) -> list[Part]:
    return parts[key].items() if key in parts else []


def _where(part: Part) -> Problem:
    return Problem(part.line, part.path, "")
