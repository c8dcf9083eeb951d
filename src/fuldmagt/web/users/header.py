"""What stands above every page about one user: name, state, tabs, the menu of what can be done.

Templates extend `users/user.html` and get `header(...)` in their context.
"""

from collections.abc import Collection
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.authenticators import queries as authenticators
from fuldmagt.onboarding.invitations.rules import NOT_INVITED
from fuldmagt.onboarding.journey.queries import waiting_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import BEFORE_ACTIVE, Deed, UserKind, UserState, UserStep, after
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.words import MEANS, STATES
from fuldmagt.web.look.parts import Action, Crumb, Tab
from fuldmagt.web.users import disagreement
from fuldmagt.web.visitor import Visitor

THE_WAY: Final = "way"  # only of those who are still on it
TABS: Final = (
    ("particulars", gettext_lazy("Particulars"), "users:show", Deed.SEE_USERS),
    ("rights", gettext_lazy("Rights"), "rights:user", Deed.SEE_RIGHTS),
    ("means", gettext_lazy("Means of login"), "users:means", Deed.SEE_USERS),
    (THE_WAY, gettext_lazy("The way"), "journey:of_user", Deed.SEE_USERS),
    ("events", gettext_lazy("Events"), "users:events", Deed.SEE_EVENTS),
    ("orders", gettext_lazy("Orders"), "users:orders", Deed.SEE_USERS),
)

STEPS: Final = (
    (UserStep.RESUME, gettext_lazy("Let the user go on")),
    (UserStep.UNLOCK, gettext_lazy("Unlock")),
    (UserStep.SUSPEND, gettext_lazy("Suspend")),
    (UserStep.LOCK, gettext_lazy("Lock at once")),
    (UserStep.CLOSE, gettext_lazy("Close the user")),
)


def header(user: BusinessUser, visitor: Visitor, current: str) -> dict[str, Any]:
    """The context of a page about a user; `current` is the tab it belongs to."""
    if user.kind == UserKind.SYSTEM:
        return _of_program(user, visitor, current)
    state = UserState(user.state)
    kind, word = STATES[state]
    means = sorted(authenticators.means_of(user))
    waits = waiting_of(user) is not None
    wanted = {name for name, *_rest in TABS} - ({THE_WAY} if state not in BEFORE_ACTIVE else set())
    return {
        "user": user,
        "state_kind": kind,
        "state_word": word,
        "means_words": [MEANS[each] for each in means],
        "crumbs": [
            Crumb(_("Overview"), reverse("overview:start")),
            Crumb(_("Users"), reverse("users:list")),
            Crumb(user.name),
        ],
        "tabs": _tabs(user, visitor, current, wanted),
        "more": _more(user, state) if not visitor.actor.refused(Deed.MANAGE_USERS) else [],
        "back": _back(user, state),
        "is_candidate": state in NOT_INVITED,
        "lacks": _lacks(state, bool(means), waits=waits),
        "waits": waits,
        "disagreement": None if visitor.actor.refused(Deed.MANAGE_USERS) else disagreement.shown(user),
        "may_see_ways": not visitor.actor.refused(Deed.SEE_MANDATES) and state is not UserState.CLOSED,
        "may_ask_why": not visitor.actor.refused(Deed.ASK_WHY),
        "may_manage": not visitor.actor.refused(Deed.MANAGE_USERS),
    }


def _of_program(user: BusinessUser, visitor: Visitor, current: str) -> dict[str, Any]:
    """A program has rights and events as people have, and all else on a page of its own."""
    kind, word = STATES[UserState(user.state)]
    own = Tab(_("The program"), reverse("systems:show", args=[user.ref]))
    return {
        "user": user,
        "state_kind": kind,
        "state_word": word,
        "crumbs": [
            Crumb(_("Overview"), reverse("overview:start")),
            Crumb(_("Programs"), reverse("systems:list")),
            Crumb(user.name),
        ],
        "tabs": [own, *_tabs(user, visitor, current, {"rights", "events"})],
        "may_ask_why": not visitor.actor.refused(Deed.ASK_WHY),
    }


def _tabs(user: BusinessUser, visitor: Visitor, current: str, wanted: Collection[str]) -> list[Tab]:
    return [
        Tab(str(title), reverse(page, args=[user.ref]), current=name == current)
        for name, title, page, deed in TABS
        if name in wanted and not visitor.actor.refused(deed)
    ]


def _more(user: BusinessUser, state: UserState) -> list[Action]:
    """What can be done to the user now: the steps that the table of its life allows."""
    ways = []
    if state in BEFORE_ACTIVE - NOT_INVITED:
        ways += [
            Action(_("Send the activation mail again"), reverse("users:resend", args=[user.ref]), post=True),
            Action(_("Make a new temporary code"), reverse("users:new_code", args=[user.ref]), post=True),
        ]
    ways += [
        Action(str(title), reverse("users:step", args=[user.ref, step.value]))
        for step, title in STEPS
        if not isinstance(after(state, step), Refusal)
    ]
    return ways


def _back(user: BusinessUser, state: UserState) -> Action | None:
    """The step by which somebody who was stopped goes on."""
    for step, title in STEPS[:2]:
        if not isinstance(after(state, step), Refusal):
            return Action(str(title), reverse("users:step", args=[user.ref, step.value]))
    return None


def _lacks(state: UserState, has_means: bool, *, waits: bool) -> str:
    """What is still missing before the user can log in; empty when nothing is."""
    if waits:
        return _("The user waits: the passport or ID card cannot be scanned, and there is no other way yet.")
    missing = {
        UserState.IMPORTED: _("The user has been imported and not yet invited."),
        UserState.INVITED: _(
            "The user has not confirmed who they are yet. That begins with the link in the activation mail."
        ),
        UserState.WAITING: _("The user is kept as a candidate: not invited yet, no mail sent, no code made."),
        UserState.IDENTITY_CONFIRMED: _(
            "The identity is confirmed. Temporary code, user id, phone number or means are still missing."
        ),
        UserState.SUSPENDED: _("The user is suspended and can use nothing until you let them go on."),
        UserState.LOCKED: _("The user is locked and can use nothing until you unlock them."),
        UserState.CLOSED: _("The user is closed for good. Everything that happened stays on record."),
    }
    if state in missing:
        return missing[state]
    return "" if has_means else _("The user has no means of login that works.")
