"""The steps of the journey as the person sees them: done, now, later."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from fuldmagt.onboarding.activation.queries import Walk, needs_code
from fuldmagt.onboarding.activation.rules import Stage, offered
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.journey.words import preparation
from fuldmagt.web.look.parts import Step

PAGES: Final[Mapping[Stage, str]] = {
    Stage.BEGUN: "activation:start",
    Stage.IDENTIFIED: "activation:code",
    Stage.CODE_ENTERED: "activation:user_id",
    Stage.NAMED: "activation:phone",
    Stage.PHONED: "activation:means",
    Stage.DONE: "activation:done",
}
"""Where a person who has come so far goes on."""

ORDER: Final = list(Stage)


def page_of(walk: Walk, token: str) -> str:
    return reverse(PAGES[walk.stage], args=[token])


def titles(user: BusinessUser) -> dict[Stage, tuple[str, str]]:
    """What this person does at each stage: its title and a line about it."""
    return {
        Stage.BEGUN: (
            _("Show who you are"),
            _("With your %(eid)s. You use it this one time.") % {"eid": settings.EID_NAME},
        ),
        Stage.IDENTIFIED: (
            _("Type the temporary code"),
            _("Eight digits that your employer gives you, in person or by letter."),
        ),
        Stage.CODE_ENTERED: (
            _("Choose your user id"),
            _("You type it every time you log in."),
        ),
        Stage.NAMED: (
            _("Confirm your phone number"),
            _("We send you a code by text message."),
        ),
        Stage.PHONED: (
            _("Choose how you log in"),
            _choice(user),
        ),
    }


def steps(walk: Walk) -> list[Step]:
    """What this person has to do, in order; the code only where one is needed."""
    said = titles(walk.user)
    if not needs_code(walk.user):
        del said[Stage.IDENTIFIED]
    now = ORDER.index(walk.stage)
    prepared = [] if walk.user.has_national_number else list(preparation().values())
    return [Step(title, "", "done") for title, _text in prepared] + [
        Step(
            title,
            text if ORDER.index(stage) >= now else "",
            "done" if ORDER.index(stage) < now else "now" if ORDER.index(stage) == now else "later",
            mark=_("Your turn") if ORDER.index(stage) == now else "",
        )
        for stage, (title, text) in said.items()
    ]


def _choice(user: BusinessUser) -> str:
    """What the last step offers: what the administrator chose, or all where nobody chose (decision 0015)."""
    match offered(user.first_means):
        case (Means.APP,):
            return _("The app on your phone. Your organisation has chosen it for you.")
        case (Means.PASSKEY,):
            return _("A passkey on your own device. Your organisation has chosen it for you.")
        case (Means.CODE_DISPLAY,):
            return _("A code display with a PIN. Your organisation has chosen it for you.")
        case (Means.CODE_READER,):
            return _("An audio code reader with a PIN. Your organisation has chosen it for you.")
        case (Means.CHIP,):
            return _("A chip with a PIN. Your organisation has chosen it for you.")
    return _(
        "The app on your phone, a passkey on your own device, a code display or code reader with a PIN, "
        "or a chip."
    )


def counted(all_steps: list[Step]) -> tuple[int, int]:
    """How many steps are done, of how many."""
    return sum(step.state == "done" for step in all_steps), len(all_steps)
