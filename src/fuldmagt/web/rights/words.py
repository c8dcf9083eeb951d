"""What the rights pages call things: data classes, categories of organisations in the plural, levels."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from fuldmagt.vocabulary.categories import Category, DataClass

DATA: Final[Mapping[DataClass, str]] = {
    DataClass.ORDINARY: _("ordinary data"),
    DataClass.CONFIDENTIAL: _("confidential data"),
    DataClass.SENSITIVE: _("sensitive data"),
}

PLURAL: Final[Mapping[Category, str]] = {
    Category.MUNICIPALITY: _("municipalities"),
    Category.REGION: _("regions"),
    Category.STATE_AUTHORITY: _("state authorities"),
    Category.COMPANY: _("companies"),
    Category.TRADE_UNION: _("trade unions"),
    Category.LAW_FIRM: _("law firms"),
    Category.INSURER: _("insurers"),
    Category.INSURANCE_DEPARTMENT: _("insurance departments of self-insured authorities"),
    Category.ASSOCIATION: _("associations"),
    Category.PENSION_PROVIDER: _("pension providers"),
    Category.ADVISER: _("advisers"),
}


def data(data_class: str) -> str:
    return gettext(DATA[DataClass(data_class)])


def language() -> str:
    return get_language() or "en"


def listed(words: Iterable[str]) -> str:
    """A list as it is said: "a, b and c"."""
    *first, last = words
    return gettext("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def plural(categories: Iterable[str]) -> str:
    """For whom a right is, in the order of the closed list."""
    wanted = set(categories)
    return listed(gettext(PLURAL[category]) for category in Category if category in wanted)


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else name
