"""What the overview is made of: who is stuck, figures, the ways to the common tasks (C10)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fuldmagt.audit import queries as log
from fuldmagt.audit.events import Event
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.onboarding.invitations.queries import open_link
from fuldmagt.onboarding.journey.queries import waiting_of
from fuldmagt.onboarding.journey.rules import Why
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.organisations.users import queries as users
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.journey.telling import REASONS
from fuldmagt.web.look.parts import Choice, Knot
from fuldmagt.web.users.queries import services_used
from fuldmagt.web.visitor import Visitor

LOGINS: Final = frozenset({Event.SIGN_IN_FINISHED})
TRIED: Final = frozenset(
    {Event.SIGN_IN_IDENTIFIED, Event.SIGN_IN_REPRESENTED, Event.SIGN_IN_FINISHED, Event.MEANS_USED}
)


@dataclass(frozen=True, slots=True)
class Halted:
    """Somebody on the way: what is missing, for how long, and whether a new link would help."""

    user: BusinessUser
    kind: str
    word: str
    text: str
    days: int
    mendable: bool


def stuck(organisation: str, *, at: datetime) -> list[Halted]:
    """Who has been created and cannot use anything yet: those whom only an administrator can help first."""
    halted = [_halted(user, at) for user in users.on_the_way(organisation)]
    return sorted(halted, key=lambda each: (each.kind != "stopped", each.user.created_at))


def _halted(user: BusinessUser, at: datetime) -> Halted:
    days = (localtime(at).date() - localtime(user.created_at).date()).days
    link = open_link(user)
    waiting = waiting_of(user) if user.state == UserState.WAITING else None
    if waiting:
        days = (localtime(at).date() - localtime(waiting.since).date()).days
        word = _("Waits for another way to prove who they are")
        return Halted(user, "stopped", word, str(REASONS[Why(waiting.why)]), days, False)
    if user.state == UserState.WAITING:
        return Halted(user, "waits", _("Kept as a candidate"), _("Not invited yet"), days, False)
    if link is None or link.expires_at <= at:
        until = _("The link worked until %(date)s") % {"date": _day(link.expires_at)} if link else ""
        return Halted(user, "stopped", _("Activation link expired"), until, days, True)
    until = _("The link works until %(date)s") % {"date": _day(link.expires_at)}
    if user.state == UserState.IDENTITY_CONFIRMED:
        return Halted(user, "waits", _("Half-way through the activation"), until, days, False)
    return Halted(user, "note", _("Has not confirmed who they are yet"), until, days, True)


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")


def figures(organisation: str, *, at: datetime) -> list[tuple[str, int, str]]:
    """What goes on in the organisation: a word, a number, and a line beneath it."""
    today = localtime(at).date()
    since, until = midnight(today, days=-1), midnight(today)
    done = log.Wanted(events=LOGINS, done=True, since=since, until=until)
    refused = log.Wanted(events=TRIED, refused=True, since=since, until=until)
    logins = log.how_many(done, organisation=organisation)
    turned_away = log.how_many(refused, organisation=organisation)
    services = {right.service.pk for right in catalogue.offered()}
    on_the_way = users.on_the_way(organisation).count()
    return [
        (
            _("Active users"),
            users.active(organisation),
            ngettext("%(number)s is on the way", "%(number)s are on the way", on_the_way)
            % {"number": on_the_way},
        ),
        (
            _("Logins yesterday"),
            logins,
            ngettext("%(number)s was refused", "%(number)s were refused", turned_away)
            % {"number": turned_away},
        ),
        (
            _("Services in use"),
            services_used(organisation, at=at),
            _("of %(number)s in the catalogue") % {"number": len(services)},
        ),
    ]


WAYS: Final = (
    (Deed.MANAGE_USERS, gettext_lazy("Create a user"), gettext_lazy("With or without a national number"),
     "person-add", "users:new"),
    (Deed.SEE_USERS, gettext_lazy("Find a user"), gettext_lazy("By name, e-mail, department or right"),
     "search", "users:list"),
    (Deed.MANAGE_RIGHTS, gettext_lazy("Change rights"), gettext_lazy("Find the user, and choose the pencil"),
     "edit", "users:rights"),
    (Deed.ASK_WHY, gettext_lazy("Why can they not?"), gettext_lazy("Ask about one user and one right"),
     "help", "why:ask"),
    (Deed.SEE_MANDATES, gettext_lazy("See who may act for us"),
     gettext_lazy("Your people, advisers and clients, as lists and as a picture"), "share", "acting:for_us"),
    (Deed.MANAGE_ROLES, gettext_lazy("Give a role"), gettext_lazy("Let somebody administer with you"),
     "how-to-reg", "roles:give"),
    (Deed.MANAGE_ORGANISATION, gettext_lazy("Set up departments"), gettext_lazy("Each with its own category"),
     "groups", "departments:list"),
    (Deed.SEE_DEPARTMENT, gettext_lazy("My department"), gettext_lazy("The people whom you lead"),
     "groups", "departments:mine"),
    (Deed.SEE_EVENTS, gettext_lazy("Look up an event"), gettext_lazy("Who did what, and what was refused"),
     "list-bulleted", "events:list"),
)  # fmt: skip


def tasks(visitor: Visitor) -> list[Choice]:
    """The ways to what administrators do most, for those who may."""
    return [
        Choice(title=str(title), help=str(help), icon=icon, url=reverse(page))
        for deed, title, help, icon, page in WAYS
        if not visitor.actor.refused(deed)
    ]


def knots() -> list[Knot]:
    """How it hangs together, on the thread."""
    return [
        Knot("person", _("You"), _("show who you are, with your own means of login")),
        Knot("organisation", _("Your organisation"), _("decides which rights you have")),
        Knot("service", _("A service"), _("asks at every step whether you may")),
    ]


def front_ways() -> list[Choice]:
    """What somebody who is not logged in may have come for."""
    return [
        Choice(
            title=_("Log in"),
            help=_("You have a user id from your organisation"),
            icon="account",
            url=reverse("sign_in:own"),
            accent=True,
        ),
        Choice(
            title=_("Activate your login"),
            help=_("You have got an e-mail with a link, and a code"),
            icon="email",
            url=reverse("overview:guide", args=["activate-with-a-code"]),
        ),
        Choice(
            title=_("Let your organisation join"),
            help=_("You are entitled to sign for it"),
            icon="business",
            url=reverse("joining:find"),
        ),
    ]
