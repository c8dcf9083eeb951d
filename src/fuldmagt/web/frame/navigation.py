"""The side navigation: one table of places. Add the pages of a room here, and nowhere else.

A place is shown to those whose roles allow its deed, or to every visitor where it names none. A
count is shown only where something waits for the one who looks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.changing import queries as changing
from fuldmagt.catalogue.providers import queries as providers
from fuldmagt.costs.prices.queries import has_prices
from fuldmagt.mandates.chains import queries as chains
from fuldmagt.mandates.packages import queries as packages
from fuldmagt.mandates.recertification import queries as reviews
from fuldmagt.mandates.requests import queries as requests
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.wishes import queries as wishes
from fuldmagt.onboarding.bulk import queries as bulk
from fuldmagt.onboarding.imports import queries as imports
from fuldmagt.organisations.rules import Deed
from fuldmagt.organisations.users import queries as users
from fuldmagt.web.look.parts import Entry, Group
from fuldmagt.web.visitor import Visitor

Count = Callable[[Visitor], int]


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the navigation: `page` is the name of its url, `query` what stands after it."""

    title: Promise
    page: str
    icon: str
    deed: Deed | None
    group: Promise | str
    count: Count | None = None
    query: str = ""
    only_where_any: bool = False  # not shown at all while the count is nought
    exists: Callable[[], bool] | None = None  # whether this installation has it at all


def undecided(visitor: Visitor) -> int:
    return providers.waiting()


def imported(visitor: Visitor) -> int:
    """Imported users who wait; or what is under way with them, so that its pages are found again."""
    organisation = visitor.actor.organisation
    waiting = imports.waiting(organisation).count()
    return waiting or imports.under_way(organisation).count() or bulk.codes(organisation).count()


def on_the_way(visitor: Visitor) -> int:
    return users.on_the_way(visitor.actor.organisation).count()


def asked(visitor: Visitor) -> int:
    """Requests for rights that wait for the one who looks."""
    if visitor.actor.refused(Deed.MANAGE_RIGHTS):
        return 0
    return requests.to_answer(visitor.actor.organisation)


def new_in_departments(visitor: Visitor) -> int:
    """Who does not have their department's rights yet; a right that ended since the login counts still."""
    return sources.newcomers(visitor.actor.organisation, at=visitor.since).count()


def new_in_packages(visitor: Visitor) -> int:
    """What came into packages in use, and waits for an answer."""
    return packages.waiting(visitor.actor.organisation, at=visitor.since)


def mandates_waiting(visitor: Visitor) -> int:
    asked = wishes.waiting_for(visitor.user.organisation).count()
    return chains.waiting(visitor.actor.organisation).count() + asked


def proposed(visitor: Visitor) -> int:
    """Changes of a provider's catalogue that wait for a second person."""
    return changing.waiting_for(visitor.actor.organisation)


def to_review(visitor: Visitor) -> int:
    """Lists of rights that the one who looks has not gone through."""
    return reviews.waits_for(visitor.actor)


def to_end(visitor: Visitor) -> int:
    """What reviewers withdrew and only an administrator can end."""
    if visitor.actor.refused(Deed.RUN_REVIEWS):
        return 0
    return reviews.to_end(visitor.actor.organisation)


TOP: Final = ""
PEOPLE: Final = _("People")
RIGHTS: Final = _("Rights")
ORGANISATION: Final = _("The organisation")
PROVIDER: Final = _("As a provider")
PLATFORM: Final = _("The platform")
ME: Final = _("About me")

PLACES: Final[tuple[Place, ...]] = (
    Place(_("Overview"), "overview:start", "home", Deed.SEE_OVERVIEW, TOP),
    Place(
        _("Go through rights"),
        "recertification:mine",
        "how-to-reg",
        None,
        TOP,
        to_review,
        only_where_any=True,
    ),
    Place(_("Users"), "users:list", "persons", Deed.SEE_USERS, PEOPLE),
    Place(_("Create a user"), "users:new", "person-add", Deed.MANAGE_USERS, PEOPLE),
    Place(
        _("Imported users"),
        "imports:list",
        "upload",
        Deed.MANAGE_USERS,
        PEOPLE,
        imported,
        only_where_any=True,
    ),
    Place(_("On the way"), "users:on_the_way", "hourglass", Deed.SEE_USERS, PEOPLE, on_the_way),
    Place(_("My department"), "departments:mine", "groups", Deed.SEE_DEPARTMENT, PEOPLE),
    Place(_("Who may act for us"), "acting:for_us", "share", Deed.SEE_MANDATES, RIGHTS),
    Place(_("Administrators"), "roles:list", "how-to-reg", Deed.SEE_USERS, RIGHTS),
    Place(_("Groups"), "groups:list", "groups", Deed.SEE_RIGHTS, RIGHTS),
    Place(_("Rights for many"), "rights:many", "edit", Deed.MANAGE_RIGHTS, RIGHTS),
    Place(_("Packages"), "packages:list", "list-check", Deed.SEE_RIGHTS, RIGHTS),
    Place(
        _("New in packages"),
        "packages:news",
        "hourglass",
        Deed.MANAGE_RIGHTS,
        RIGHTS,
        new_in_packages,
        only_where_any=True,
    ),
    Place(
        _("New in departments"),
        "rights:waiting",
        "hourglass",
        Deed.MANAGE_RIGHTS,
        RIGHTS,
        new_in_departments,
        only_where_any=True,
    ),
    Place(_("Requests for rights"), "requests:list", "assignment", Deed.SEE_RIGHTS, RIGHTS, asked),
    Place(_("Reviews of rights"), "recertification:list", "how-to-reg", Deed.SEE_RIGHTS, RIGHTS, to_end),
    Place(_("Why not?"), "why:ask", "help", Deed.ASK_WHY, RIGHTS),
    Place(_("Chain mandates"), "mandates:given", "document", Deed.SEE_MANDATES, RIGHTS, mandates_waiting),
    Place(_("Advisers’ access"), "grants:list", "lock", Deed.SEE_MANDATES, RIGHTS),
    Place(_("Clients"), "clients:administer", "business", Deed.SEE_MANDATES, RIGHTS),
    Place(_("Departments"), "departments:list", "groups", Deed.SEE_USERS, ORGANISATION),
    Place(_("Programs"), "systems:list", "link", Deed.SEE_USERS, ORGANISATION),
    Place(_("Orders"), "organisation:orders", "smartphone", Deed.SEE_USERS, ORGANISATION),
    Place(_("Costs"), "costs:now", "payments", Deed.SEE_COSTS, ORGANISATION, exists=has_prices),
    Place(_("Devices"), "stock:list", "calculator", Deed.SEE_USERS, ORGANISATION),
    Place(_("Events"), "events:list", "list-bulleted", Deed.SEE_EVENTS, ORGANISATION),
    Place(_("Look up a refused login"), "sign_in:look-up", "support-agent", Deed.SEE_EVENTS, ORGANISATION),
    Place(_("Particulars"), "organisation:show", "assignment", Deed.SEE_OVERVIEW, ORGANISATION),
    Place(_("Settings"), "organisation:settings", "settings", Deed.MANAGE_ORGANISATION, ORGANISATION),
    Place(
        _("Services and texts"),
        "provider:start",
        "list-bulleted",
        Deed.MANAGE_PROVIDER,
        PROVIDER,
        proposed,
    ),
    Place(_("Providers"), "operator:providers", "business", Deed.OPERATE_PLATFORM, PLATFORM, undecided),
    Place(_("Proof of identity"), "journey:ways", "how-to-reg", Deed.OPERATE_PLATFORM, PLATFORM),
    Place(_("Organisations"), "operator:organisations", "groups", Deed.OPERATE_PLATFORM, PLATFORM),
    Place(_("Applications"), "operator:clients", "link", Deed.OPERATE_PLATFORM, PLATFORM),
    Place(_("National eID"), "operator:eid", "contact-card", Deed.OPERATE_PLATFORM, PLATFORM),
    Place(_("My page"), "mine:show", "account", None, ME),
    Place(_("My requests"), "requests:mine", "send", None, ME),
    Place(_("Who has joined?"), "joined:ask", "search", None, ME),
)


def groups(visitor: Visitor, path: str) -> list[Group]:
    """What the visitor may open, in its groups, with the place where the visitor is marked."""
    open_ones = [place for place in PLACES if place.deed is None or not visitor.actor.refused(place.deed)]
    open_ones = [place for place in open_ones if place.exists is None or place.exists()]
    counts = {place: place.count(visitor) for place in open_ones if place.count}
    open_ones = [place for place in open_ones if counts.get(place) or not place.only_where_any]
    here = _here(open_ones, path)
    return [
        Group(
            title=str(title),
            entries=[_entry(place, counts.get(place, 0), current=place is here) for place in places],
        )
        for title, places in groupby(open_ones, key=lambda place: place.group)
    ]


def _entry(place: Place, waiting: int, *, current: bool) -> Entry:
    url = reverse(place.page) + place.query
    return Entry(title=str(place.title), url=url, icon=place.icon, count=waiting or None, current=current)


def _here(places: list[Place], path: str) -> Place | None:
    """The place whose address is the longest beginning of this page's; the start page only when it is it."""
    near = [(address, place) for place in places if path.startswith(address := reverse(place.page))]
    near = [(address, place) for address, place in near if address != "/" or path == "/"]
    return max(near, key=lambda pair: len(pair[0]))[1] if near else None
