"""What views hand to the frame and to the components: words and addresses, no markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

# Words in these parts may be lazy translations: `gettext_lazy` gives an object that types as str.


@dataclass(frozen=True, slots=True)
class Account:
    """Who is logged in, for the header."""

    name: str
    logout_url: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom the visitor acts, for the header."""

    organisation: str
    switch_url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the side navigation; a count only where something waits."""

    title: str
    url: str
    icon: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the side navigation under a heading, or under none."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Knot:
    """A place on the thread, and the line from it to the next."""

    kind: Literal["person", "organisation", "service"]
    name: str
    note: str = ""
    link: Literal["holds", "waits", "broken"] = "holds"
    says: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of few ways: a link where it has a url, else a button of the form around it."""

    title: str
    help: str = ""
    icon: str = ""
    url: str = ""
    name: str = ""
    value: str = ""
    accent: bool = False
    mark: str = ""
    mark_kind: str = "here"
    more: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    title: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A way on: a link, or with `post` a form of one button that carries `fields`."""

    title: str
    url: str
    post: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that has to happen before a refused deed can be done."""

    heading: str
    overline: str = ""
    text: str = ""
    who: str = ""
    role: str = ""
    action: Action | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a journey, with who must act."""

    title: str
    text: str = ""
    state: Literal["done", "now", "later"] = "later"
    who: str = ""
    mark: str = ""
    icon: str = "person"
