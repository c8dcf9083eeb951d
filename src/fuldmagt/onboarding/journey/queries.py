"""Questions about the way of an employee, and about those who wait for another way (B1, B3)."""

from datetime import date, datetime

from django.db.models import Count, QuerySet

from fuldmagt.onboarding.activation.queries import needs_code
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations.rules import CODE_TRIES, Purpose
from fuldmagt.onboarding.journey import rules
from fuldmagt.onboarding.journey.rules import Facts, Part, Way, Why
from fuldmagt.onboarding.models import Activation, Invitation, ProofingWay, TickedOff, Waiting, WayTold
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import BEFORE_ACTIVE, UserState
from fuldmagt.organisations.users import queries as users
from fuldmagt.vocabulary.refusals import Reason, Refusal

LINKS = (Purpose.JOURNEY, Purpose.ACTIVATION)
"""By which links somebody reaches the way: a candidate's own, and that of the invitation."""


def link_by(token: str, *, at: datetime) -> Invitation | Refusal:
    """The link by which somebody prepares, or why it does not work (any more)."""
    found = (invitations.by_token(token, purpose=purpose) for purpose in LINKS)
    link = next((link for link in found if link), None)
    if link is None:
        return Refusal(Reason.LINK_UNKNOWN)
    if link.user.state not in BEFORE_ACTIVE:  # nothing is left to prepare
        gone = Reason.LINK_EXPIRED if link.user.state == UserState.CLOSED else Reason.LINK_USED
        return Refusal(gone)
    return invitations.refused(link, at=at) or link


def helper_of(link: Invitation) -> BusinessUser | None:
    """Who helps: whoever sent the link; failing that, whoever sent an earlier one and is still there."""
    earlier = link.user.invitations.order_by("-created_at").select_related("user__organisation")
    return next((one for each in (link, *earlier) if (one := invitations.who_invited(each))), None)


def way_of(user: BusinessUser, *, at: datetime) -> Way:
    return rules.way(facts_of(user), at=at)


def facts_of(user: BusinessUser) -> Facts:
    activation = Activation.objects.filter(user=user).first()
    waiting = waiting_of(user)
    link = user.invitations.filter(purpose=Purpose.ACTIVATION).order_by("created_at")
    first, newest = link.first(), invitations.open_link(user)
    code = invitations.open_code(user)
    return Facts(
        state=UserState(user.state),
        has_national_number=user.has_national_number,
        # To whom nothing was sent yet, a code will be given unless the number says who it is.
        needs_code=needs_code(user) or (first is None and not user.national_number_index),
        stage=Stage(activation.stage) if activation else Stage.BEGUN,
        begun_at=user.created_at,
        invited_at=first.created_at if first else None,
        stage_at=activation.changed_at if activation else None,
        ticked=ticked(user),
        waits_for=Why(waiting.why) if waiting else None,
        waits_since=waiting.since if waiting else None,
        link_ends_at=newest.expires_at if newest else None,
        code_ends_at=code.expires_at if code else None,
        code_locked=code is not None and code.tries >= CODE_TRIES,
    )


def ticked(user: BusinessUser) -> dict[Part, datetime]:
    rows = TickedOff.objects.filter(user=user).values_list("part", "at")
    return {Part(part): at for part, at in rows}


def valid_until(user: BusinessUser) -> date | None:
    """The last day of the passport or ID card, where the employee has typed it. The employee's own to see."""
    row = TickedOff.objects.filter(user=user, part=Part.VALID).first()
    return row.until if row else None


def preparation_link(user: BusinessUser) -> Invitation | None:
    """The newest link to the preparation that was sent and not replaced."""
    return invitations.open_link(user, Purpose.JOURNEY)


def _waiting() -> QuerySet[Waiting]:
    return Waiting.objects.filter(ended_at__isnull=True, user__state=UserState.WAITING)


def waiting_of(user: BusinessUser) -> Waiting | None:
    """Why somebody waits; None for a candidate who has only not been invited yet."""
    return _waiting().filter(user=user).first()


def waiting_in(organisation: str, *, text: str = "") -> QuerySet[Waiting]:
    """Those of the organisation who wait for another way, the longest first."""
    rows = _waiting().filter(user__organisation__ref=organisation)
    if text:
        rows = rows.filter(user__in=users.on_the_way(organisation, text=text))
    return rows.select_related("user__department").order_by("since", "pk")


def how_many_wait(organisation: str) -> dict[Why, int]:
    """How many wait, by reason."""
    rows = _waiting().filter(user__organisation__ref=organisation).values_list("why")
    return {Why(why): count for why, count in rows.annotate(count=Count("pk")).order_by("why")}


def how_many_wait_anywhere() -> int:
    return _waiting().count()


def open_ways() -> list[ProofingWay]:
    """The other ways of proving who one is that have been opened, the newest first."""
    return list(ProofingWay.objects.order_by("-opened_at", "-pk"))


def told_of(way: ProofingWay) -> int:
    return WayTold.objects.filter(way=way).count()


def to_be_told(way: ProofingWay, *, most: int) -> list[BusinessUser]:
    """Some who waited when the way was opened and have not been told of it."""
    waits = _waiting().filter(since__lte=way.opened_at).exclude(user__ways_told__way=way)
    rows = waits.select_related("user__organisation", "user__person").order_by("pk")[:most]
    return [each.user for each in rows]
