"""The rights as a tree: sector, authority, service, right; each right with its box and why it is as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from fuldmagt.catalogue.models import Package, Right
from fuldmagt.catalogue.texts import in_language
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.web.rights.words import data, language


@dataclass(slots=True)
class Leaf:
    """A right, as a line with a box."""

    right: Right
    name: str
    text: str
    ticked: bool = False
    closed: bool = False  # the box cannot be changed
    changed: bool = False  # not saved yet
    has: bool = False  # holds it, whether given or implied
    hints: list[str] = field(default_factory=list)
    cannot: str = ""  # said first and strong, where it cannot be chosen
    why: list[str] = field(default_factory=list)
    way: str = ""  # where it is changed instead
    way_title: str = ""
    responsible: bool = False  # the choice is the organisation's own to answer for

    @property
    def ref(self) -> str:
        return self.right.ref

    @property
    def also(self) -> str:
        """Its names in every language, to be found by."""
        return " ".join([self.right.name, *self.right.names.values()])

    @property
    def id(self) -> str:
        return f"r-{self.right.pk}"


@dataclass(slots=True)
class Twig:
    """A service, an authority or a sector, with what is below it."""

    name: str
    kind: str
    also: str = ""  # its names in every language, to be found by
    twigs: "list[Twig]" = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    open: bool = False

    def all_leaves(self) -> Iterator[Leaf]:
        yield from self.leaves
        for twig in self.twigs:
            yield from twig.all_leaves()

    @property
    def held(self) -> int:
        return sum(leaf.has or leaf.ticked for leaf in self.all_leaves())

    @property
    def total(self) -> int:
        return sum(1 for _leaf in self.all_leaves())


def leaf_of(right: Right) -> Leaf:
    spoken = language()
    return Leaf(
        right=right,
        name=name_of(right),
        text=in_language(right.texts, spoken),
    )


def name_of(right: Right) -> str:
    return in_language(right.names, language(), otherwise=right.name)


def package_name(package: Package) -> str:
    """In the reader's language where it is on offer to all; an own one has one name."""
    return in_language(package.names, language(), otherwise=package.name)


def grown(
    leaves: Iterable[Leaf], sectors: dict[str, dict[str, str]], *, unfolded: bool = False
) -> list[Twig]:
    """The tree of these leaves. What holds a tick is unfolded."""

    def place(leaf: Leaf) -> tuple[str, str, str, str, int]:
        service = leaf.right.service
        sector = service.provider.sector
        return sector_name(sector, sectors), sector, service.provider.name, service.name, leaf.right.place

    return [
        _twig(
            sector_name(sector, sectors),
            _("sector"),
            unfolded,
            also=" ".join(sectors.get(sector, {}).values()),
            twigs=_authorities(under, unfolded),
        )
        for sector, under in groupby(
            sorted(leaves, key=place), key=lambda leaf: leaf.right.service.provider.sector
        )
    ]


def sector_name(sector: str, sectors: dict[str, dict[str, str]]) -> str:
    return in_language(sectors.get(sector, {}), language(), otherwise=sector.capitalize())


def _authorities(leaves: Iterable[Leaf], unfolded: bool) -> list[Twig]:
    return [
        _twig(provider.name, _("authority"), unfolded, twigs=_services(under, unfolded))
        for provider, under in groupby(leaves, key=lambda leaf: leaf.right.service.provider)
    ]


def _services(leaves: Iterable[Leaf], unfolded: bool) -> list[Twig]:
    return [
        _twig(service.name, _service_kind(service.data_class), unfolded, leaves=list(under))
        for service, under in groupby(leaves, key=lambda leaf: leaf.right.service)
    ]


def _service_kind(data_class: str) -> str:
    if data_class == DataClass.ORDINARY:
        return _("service")
    return _("service, {data}").format(data=data(data_class))


def _twig(name: str, kind: str, unfolded: bool, **below: Any) -> Twig:
    twig = Twig(name, kind, **below)
    twig.open = unfolded or any(leaf.has or leaf.ticked or leaf.changed for leaf in twig.all_leaves())
    return twig


def found(leaves: Iterable[Leaf], words: str, sectors: dict[str, dict[str, str]]) -> list[Leaf]:
    """The leaves of which every word is somewhere in the right, its service, authority or sector.

    Names count in every language: many know a right by the name that its authority uses.
    """
    wanted = words.casefold().split()
    return [leaf for leaf in leaves if all(word in _written(leaf, sectors) for word in wanted)]


def _written(leaf: Leaf, sectors: dict[str, dict[str, str]]) -> str:
    service = leaf.right.service
    sector = service.provider.sector
    above = (service.name, in_language(service.texts, language()), service.provider.name)
    called = (sector_name(sector, sectors), *sectors.get(sector, {}).values())
    return " ".join((leaf.name, leaf.also, leaf.text, *above, *called)).casefold()


def quoted(names: Iterable[str]) -> list[str]:
    return [_("“{right}”").format(right=name) for name in names]
