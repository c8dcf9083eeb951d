"""Questions about code displays and code readers."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.authenticators.code import rules
from fuldmagt.authenticators.code.rules import Generator
from fuldmagt.authenticators.models import Authenticator, PendingDisplay, UserMeans
from fuldmagt.authenticators.queries import allowed, own
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.people.queries import level_of
from fuldmagt.secrets import fields
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Display:
    """A user's code display as a login needs it."""

    user: BusinessUser
    authenticator: str
    level: Level
    generator: Generator
    pin: str
    last_step: int


def place(serial: str) -> str:
    """Where a secret is sealed to: the device, which keeps it for life."""
    return f"authenticators_codedisplay.secret.{serial}"


def display_of(
    user_id: str, code: str, next_code: str = "", *, kind: Means = Means.CODE_DISPLAY, at: datetime
) -> Display | None:
    """The user's display that shows the code now, else the newest one; locked ones are displays too."""
    rows = UserMeans.objects.select_related(
        "user__organisation", "authenticator__display", "authenticator__person"
    ).filter(own(), allowed(), user__user_id=rules.user_id_of(user_id), kind=kind, active=True)
    held = [
        display
        for row in rows.exclude(authenticator__state=Authenticator.State.REMOVED).order_by("-since")
        if (display := _display(row))
    ]
    showing = (each for each in held if _shows(each, code, next_code, at))
    return next(showing, held[0] if held else None)


def _shows(display: Display, code: str, next_code: str, at: datetime) -> bool:
    """Whether the code is one of the display's, be it one that has been used."""
    counted = display.last_step if display.generator.by_event else -1
    return rules.accepted(display.generator, code, next_code, after=counted, at=at) is not None


def display_by(authenticator: str, *, user: BusinessUser) -> Display | None:
    """The user's display of this reference; another's is none."""
    rows = UserMeans.objects.select_related(
        "user__organisation", "authenticator__display", "authenticator__person"
    )
    row = rows.filter(own(), user=user, active=True, authenticator__ref=authenticator).first()
    return _display(row) if row else None


def handed_out(user: BusinessUser, kind: Means, *, at: datetime) -> PendingDisplay | None:
    """The device of the kind that the organisation has handed out to the user, not in use yet."""
    rows = PendingDisplay.objects.filter(user=user, kind=kind, order__isnull=False, used_at__isnull=True)
    return rows.filter(expires_at__gt=at).order_by("-pk").first()


def _display(row: UserMeans) -> Display | None:
    held = row.authenticator
    if held is None or not hasattr(held, "display"):
        return None
    return Display(
        user=row.user,
        authenticator=held.ref,
        level=level_of(held.person),
        generator=held.display.generator(
            fields.decrypt(held.display.secret, place=place(held.display.serial))
        ),
        pin=held.display.pin,
        last_step=held.display.last_step,
    )
