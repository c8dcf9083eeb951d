"""Questions about a user's activation."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.activation import rules
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.models import Activation, Invitation, PhoneCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody on the way, by a link that works."""

    link: Invitation
    user: BusinessUser
    stage: Stage

    @property
    def helper(self) -> BusinessUser | None:
        return invitations.who_invited(self.link)


def walk_by(token: str, *, at: datetime, purpose: Purpose = Purpose.ACTIVATION) -> Walk | Refusal:
    """The walk of a link, or why the link does not work. Asking changes nothing: mail scanners ask too."""
    link = invitations.by_token(token, purpose=purpose)
    if link is None:
        return Refusal(Reason.LINK_UNKNOWN)
    return invitations.refused(link, at=at) or Walk(link, link.user, stage_of(link.user))


def finished_by(token: str) -> BusinessUser | None:
    """The user whose activation was finished by this link."""
    link = invitations.by_token(token, purpose=Purpose.ACTIVATION)
    finished = link is not None and link.used_at is not None and link.user.state == UserState.ACTIVE
    return link.user if link and finished else None


def addressee_of(token: str) -> BusinessUser | None:
    """To whom a link was sent, whether it still works or not."""
    link = _link(token)
    return link.user if link else None


def helper_of(token: str) -> BusinessUser | None:
    """Who can send a new link to somebody whose link has expired or been replaced."""
    link = _link(token)
    return invitations.who_invited(link) if link else None


def _link(token: str) -> Invitation | None:
    links = (invitations.by_token(token, purpose=purpose) for purpose in Purpose) if token else ()
    return next((link for link in links if link), None)


def stage_of(user: BusinessUser) -> Stage:
    found = Activation.objects.filter(user=user).first()
    return Stage(found.stage) if found else Stage.BEGUN


def needs_code(user: BusinessUser) -> bool:
    """Whether the temporary code belongs to the user's way.

    Not where the eID's national number agreed with the administrator's, nor for the representative
    of an organisation, for whom no code was made.
    """
    if stage_of(user) is Stage.IDENTIFIED:
        return True
    by_number = (
        bool(user.national_number_index)
        and not user.temporary_codes.filter(entered_at__isnull=False).exists()
    )
    return user.temporary_codes.exists() and not by_number


def means_had(user: BusinessUser) -> list[Means]:
    """The means that the user has already, so that the last step alone is missing."""
    return sorted(means_of(user))


def suggested_ids(user: BusinessUser, count: int = 3) -> list[str]:
    """Free user ids made of the user's name."""
    free = (
        user_id
        for user_id in rules.suggestions(user.name, user.organisation.name)
        if not BusinessUser.objects.filter(user_id=user_id).exists()
    )
    return list(islice(free, count))


def waiting_phone_code(user: BusinessUser, *, at: datetime) -> PhoneCode | None:
    """The newest code that can still be typed."""
    codes = user.phone_codes.filter(voided_at__isnull=True, used_at__isnull=True, expires_at__gt=at)
    return codes.order_by("-created_at", "-pk").first()


def sent_lately(user: BusinessUser, phone: str, *, at: datetime) -> tuple[int, int]:
    """How many text messages went to the user, and to the telephone, within the window."""
    lately = PhoneCode.objects.filter(created_at__gt=at - rules.PHONE_WINDOW)
    return lately.filter(user=user).count(), lately.filter(phone=phone).count()
