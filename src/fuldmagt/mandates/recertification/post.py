"""The mails of a review of rights: in the transaction of what they tell, each to the one who is to act."""

from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.recertification.models import Review
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser


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
        "first_name": reader.name.split()[0] if reader.name.split() else reader.name,
        "sender": campaign.organisation.name,
        "campaign": campaign.name,
        "department": review.title,
        "last_day": campaign.last_day,
        "lines": getattr(review, "lines", 0),
        "people": getattr(review, "people", 0),
        "waiting": getattr(review, "waiting", 0),
        "reviewer": review.reviewer_name,
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
