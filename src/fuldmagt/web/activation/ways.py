"""The ways to log in as a person chooses among them: at the activation, and on the way back into a login."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.vocabulary.means import Means
from fuldmagt.web.look.parts import Choice


@dataclass(frozen=True, slots=True)
class Way:
    title: str | Promise
    help: str | Promise
    icon: str


WAYS: Final[Mapping[Means, Way]] = {
    Means.APP: Way(
        _("The app on your phone"),
        _("You choose a PIN for it. When you log in, you approve on the phone."),
        "smartphone",
    ),
    Means.PASSKEY: Way(
        _("A passkey on this device"),
        _("You log in with the fingerprint, the face or the PIN that opens this device."),
        "laptop",
    ),
    Means.CODE_DISPLAY: Way(
        _("A code display"),
        _("A small device, or an app on your phone, that shows digits. You choose a PIN for it."),
        "calculator",
    ),
    Means.CODE_READER: Way(
        _("An audio code reader"),
        _("A small device, or an app with a voice, that says the digits. You choose a PIN for it."),
        "support-agent",
    ),
    Means.CHIP: Way(
        _("A chip"),
        _("A security key that you put in or hold to the device. It has a PIN of its own."),
        "key",
    ),
}


def choice(kind: Means, url: str) -> Choice:
    """The way as one of few that a page offers."""
    way = WAYS[kind]
    return Choice(str(way.title), help=str(way.help), icon=way.icon, url=url)
