"""Questions about code displays."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.authenticators.code import rules
from fuldmagt.authenticators.models import Authenticator, PendingDisplay, UserMeans
from fuldmagt.authenticators.queries import own
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
    secret: str
    pin: str
    last_step: int


def place(serial: str) -> str:
    """Where a secret is sealed to: the device, which keeps it for life."""
    return f"authenticators_codedisplay.secret.{serial}"


def display_of(user_id: str, code: str, *, at: datetime) -> Display | None:
    """The user's display that shows the code now, else the newest one; locked ones are displays too."""
    rows = UserMeans.objects.select_related(
        "user__organisation", "authenticator__display", "authenticator__person"
    ).filter(own(), user__user_id=rules.user_id_of(user_id), kind=Means.CODE_DISPLAY, active=True)
    held = [
        display
        for row in rows.exclude(authenticator__state=Authenticator.State.REMOVED).order_by("-since")
        if (display := _display(row))
    ]
    showing = (each for each in held if rules.accepted_step(each.secret, code, after=-1, at=at) is not None)
    return next(showing, held[0] if held else None)


def display_by(authenticator: str, *, user: BusinessUser) -> Display | None:
    """The user's display of this reference; another's is none."""
    rows = UserMeans.objects.select_related(
        "user__organisation", "authenticator__display", "authenticator__person"
    )
    row = rows.filter(own(), user=user, active=True, authenticator__ref=authenticator).first()
    return _display(row) if row else None


def pending(ref: str, *, user: BusinessUser, at: datetime) -> PendingDisplay | None:
    """A display that waits for this user to take it into use."""
    rows = PendingDisplay.objects.select_related("user")
    return rows.filter(ref=ref, user=user, used_at__isnull=True, expires_at__gt=at).first()


def _display(row: UserMeans) -> Display | None:
    held = row.authenticator
    if held is None or not hasattr(held, "display"):
        return None
    return Display(
        user=row.user,
        authenticator=held.ref,
        level=level_of(held.person),
        secret=fields.decrypt(held.display.secret, place=place(held.display.serial)),
        pin=held.display.pin,
        last_step=held.display.last_step,
    )
