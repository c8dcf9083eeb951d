"""Questions about somebody on the way back into a login."""

from dataclasses import dataclass

from fuldmagt.authenticators.models import Authenticator, CodeDisplay
from fuldmagt.authenticators.queries import held_by
from fuldmagt.onboarding.activation.rules import ACTIVATABLE, offered
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Held:
    """A means of the user, and whether a new PIN helps: not where an administrator has locked it."""

    ref: str
    kind: Means
    name: str
    has_pin: bool
    stopped: bool

    @property
    def can_be_replaced(self) -> bool:
        """Whether another of its kind can take its place: an app, whose PIN nobody can change."""
        return self.kind is Means.APP and not self.stopped


def held(user: BusinessUser) -> list[Held]:
    """What the user has, oldest first."""
    rows = [row.authenticator for row in held_by(user) if row.authenticator is not None]
    with_pin = set(
        CodeDisplay.objects.filter(authenticator__in=rows).values_list("authenticator__ref", flat=True)
    )
    return [
        Held(
            each.ref,
            Means(each.kind),
            each.name,
            has_pin=each.ref in with_pin,
            stopped=each.state == Authenticator.State.LOCKED and bool(each.locked_by),
        )
        for each in rows
    ]


def one(user: BusinessUser, ref: str) -> Held | None:
    return next((each for each in held(user) if each.ref == ref), None)


def kinds(user: BusinessUser) -> tuple[Means, ...]:
    """What the user can take alone: what was chosen at creation, and what the person has had already."""
    had = set(Authenticator.objects.filter(person=user.person).values_list("kind", flat=True))
    chosen = offered(user.first_means)
    return tuple(each for each in ACTIVATABLE if each in chosen or each.value in had)


def who_may_ask(user_id: str) -> BusinessUser | None:
    """The active user of a user id, with an address to write to and a person to be recognised as."""
    found = BusinessUser.objects.select_related("organisation", "person").filter(
        user_id=user_id, state=UserState.ACTIVE, person__isnull=False
    )
    return found.exclude(email="").first()
