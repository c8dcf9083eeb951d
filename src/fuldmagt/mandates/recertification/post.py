"""The mails of a review of rights: in the transaction of what they tell, each to the one who is to act."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.recertification import outcome
from fuldmagt.mandates.recertification.beginning import zone_of
from fuldmagt.mandates.recertification.models import Entry, Review
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role, UserState


def ask(review: Review, *, at: datetime) -> None:
    """Ask a reviewer to go through the list."""
    if review.reviewer is not None:
        subject = format_lazy(_("Go through rights: {campaign}"), campaign=review.campaign.name)
        _tell(review.reviewer, "review_asked", subject, review, {}, at=at)


def remind(review: Review, reader: BusinessUser, *, late: bool, at: datetime) -> None:
    """Remind the reviewer, before the last day or after it."""
    words = _("Rights are overdue: {campaign}") if late else _("Rights still wait for you: {campaign}")
    subject = format_lazy(words, campaign=review.campaign.name)
    _tell(reader, "review_reminded", subject, review, {"late": late}, at=at)


def pass_on(review: Review, reader: BusinessUser, *, at: datetime) -> None:
    """Ask somebody above to go through a list, because its reviewer has not."""
    words = _("Rights that nobody has gone through: {campaign}")
    _tell(reader, "review_passed_on", format_lazy(words, campaign=review.campaign.name), review, {}, at=at)


def hand(review: Review, reader: BusinessUser, *, before: str, at: datetime) -> None:
    """Tell somebody that a list is theirs now, because its reviewer cannot answer any more."""
    subject = format_lazy(_("Go through rights: {campaign}"), campaign=review.campaign.name)
    _tell(reader, "review_handed", subject, review, {"before": before}, at=at)


def delegate(review: Review, reader: BusinessUser, *, by: str, at: datetime) -> None:
    """Tell a colleague that a list was handed to them."""
    subject = format_lazy(
        _("{who} asks you to go through rights: {campaign}"), who=by, campaign=review.campaign
    )
    _tell(reader, "review_delegated", subject, review, {"by": by}, at=at)


def taken_back(review: Review, reader: BusinessUser, *, by: str, given_back: bool, at: datetime) -> None:
    """Tell the other one that a list is not in two hands any more."""
    words = _("{who} gave a list back: {campaign}") if given_back else _("{who} took a list back: {campaign}")
    subject = format_lazy(words, who=by, campaign=review.campaign)
    more: dict[str, object] = {"by": by, "given_back": given_back}
    if not given_back:
        more["url"] = f"{settings.BASE_URL}/recertification/mine/"
    _tell(reader, "review_taken_back", subject, review, more, at=at)


def lapsed(review: Review, *, at: datetime) -> None:
    """Tell those who were asked, and the rights administrators, what was withdrawn."""
    number, tasks = outcome.withdrawn_for_nobody(review)
    if not number:
        return
    organisation, campaign = review.campaign.organisation, review.campaign
    subject = format_lazy(_("Withdrawn, because nobody answered: {campaign}"), campaign=campaign.name)
    administrators = holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation.ref)
    url = f"{settings.BASE_URL}/recertification/{campaign.ref}/"
    for reader in administrators:
        more = {"number": number, "tasks": tasks, "url": url}
        _tell(reader, "review_lapsed", subject, review, more, at=at)
    told = {each.pk for each in administrators}
    for reader in [each for each in outcome.answerers(review) if each.pk not in told]:
        _tell(reader, "review_lapsed", subject, review, {"number": number, "tasks": tasks}, at=at)


def lost(entry: Entry, *, at: datetime) -> None:
    """Tell somebody that a right of theirs was withdrawn because nobody answered for it."""
    user, campaign = entry.user, entry.campaign
    if user.state != UserState.ACTIVE:
        return
    notices.mail(
        "review_lost",
        user.email,
        format_lazy(_("You do not have “{right}” any more"), right=entry.right_name),
        {
            "first_name": _first(user),
            "sender": campaign.organisation.name,
            "right": entry.right_name,
            "service": entry.service_name,
            "client": entry.for_whom,
            "url": f"{settings.BASE_URL}/requests/choose/",
        },
        about=user.ref,
        organisation=campaign.organisation.ref,
        language=user.language,
        at=at,
    )


def _first(reader: BusinessUser) -> str:
    return reader.name.split()[0] if reader.name.split() else reader.name


def _withdrawn_on(review: Review) -> date | None:
    """The day on which what nobody answered is withdrawn, where the organisation is."""
    due = outcome.withdrawal_of(review)
    return due.due_at.astimezone(ZoneInfo(zone_of(review.campaign))).date() if due else None


def _tell(
    reader: BusinessUser,
    template: str,
    subject: str | Promise,
    review: Review,
    more: dict[str, object],
    *,
    at: datetime,
) -> None:
    campaign = review.campaign
    context = {
        "first_name": _first(reader),
        "sender": campaign.organisation.name,
        "campaign": campaign.name,
        "department": review.title,
        "last_day": campaign.last_day,
        "lines": getattr(review, "lines", 0),
        "people": getattr(review, "people", 0),
        "waiting": getattr(review, "waiting", 0),
        "reviewer": review.reviewer_name,
        "withdrawn_on": _withdrawn_on(review),
        "url": f"{settings.BASE_URL}/recertification/lists/{review.ref}/",
    }
    notices.mail(
        template,
        reader.email,
        subject,
        {**context, **more},
        about=reader.ref,
        organisation=campaign.organisation.ref,
        language=reader.language,
        at=at,
    )
