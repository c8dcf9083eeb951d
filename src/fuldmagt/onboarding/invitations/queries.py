"""Questions about invitations and codes."""

from datetime import datetime

from django.db.models import F, Q

from fuldmagt.onboarding.invitations.rules import GO_ON, WINDOW, Purpose, Sent
from fuldmagt.onboarding.models import Invitation, TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


def sent_lately(organisation: str, *, user: str = "", at: datetime) -> Sent:
    """How many links went out lately: to the user, from the organisation, in all."""
    lately = Invitation.objects.filter(created_at__gt=at - WINDOW).exclude(_ASKED)
    single = lately.exclude(_PACED)
    return Sent(
        to_user=lately.filter(user__ref=user).count(),
        from_organisation=single.filter(user__organisation__ref=organisation).count(),
        from_platform=single.count(),
    )


# The mails of bulk activations have a pace of their own; `about` says which one sent a link.
_PACED = Q(purpose=Purpose.ACTIVATION, about__gt="") & ~Q(about=GO_ON)


# What anybody can ask for without a login has limits of its own, so that it uses up nobody else's.
_ASKED = Q(purpose=Purpose.RECOVERY, made_by=F("user__ref"))


def asked_lately(*, user: str = "", at: datetime) -> int:
    """How many recovery links went out lately because somebody asked for one, to this user or to all."""
    lately = Invitation.objects.filter(_ASKED, created_at__gt=at - WINDOW)
    return lately.filter(user__ref=user).count() if user else lately.count()


def paced_since(moment: datetime) -> int:
    """How many links bulk activations have sent since then, on the whole platform."""
    return Invitation.objects.filter(_PACED, created_at__gt=moment).count()


def by_token(token: str, *, purpose: Purpose) -> Invitation | None:
    """The invitation of a link; a link for another purpose is no link."""
    rows = Invitation.objects.select_related("user__organisation", "user__person", "user__department")
    return rows.filter(token__in=hashes.of_token_any(token), purpose=purpose).first()


def refused(invitation: Invitation, *, at: datetime) -> Refusal | None:
    """Why a link does not work any more; judged at every use, no clean-up job needed."""
    if invitation.used_at is not None:
        return Refusal(Reason.LINK_USED)
    if invitation.voided_at is not None:
        return Refusal(Reason.LINK_EXPIRED, about="replaced")
    if invitation.expires_at <= at:
        return Refusal(Reason.LINK_EXPIRED)
    return None


def open_link(user: BusinessUser, purpose: Purpose = Purpose.ACTIVATION) -> Invitation | None:
    """The newest link that was sent and neither used nor replaced: when it was sent and how long it works."""
    links = user.invitations.filter(purpose=purpose, voided_at__isnull=True, used_at__isnull=True)
    return links.order_by("-created_at").first()


def open_code(user: BusinessUser) -> TemporaryCode | None:
    return user.temporary_codes.filter(voided_at__isnull=True, entered_at__isnull=True).first()


def who_invited(invitation: Invitation) -> BusinessUser | None:
    """Who can help: the administrator who sent the link, while still there."""
    return user_of(invitation.made_by, organisation=invitation.user.organisation.ref)
