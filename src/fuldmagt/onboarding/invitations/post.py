"""The mails that carry links. Addresses in them are made of FULDMAGT_BASE_URL, never of a request's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fuldmagt.notices import actions as notices
from fuldmagt.onboarding.invitations import queries
from fuldmagt.onboarding.invitations.rules import GO_ON, Purpose
from fuldmagt.onboarding.models import Invitation
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Reason

SUBJECTS: Final[Mapping[Purpose, str | Promise]] = {
    Purpose.ACTIVATION: _("Activate your work login"),
    Purpose.NEW_PIN: _("Choose a new PIN for your device"),
    Purpose.JOURNEY: _("Prepare for your work login"),
    Purpose.RECOVERY: _("Get back into your work login"),
}
PAGES: Final[Mapping[Purpose, str]] = {
    Purpose.ACTIVATION: "activation:start",
    Purpose.NEW_PIN: "activation:pin_start",
    Purpose.JOURNEY: "journey:show",
    Purpose.RECOVERY: "recovery:start",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a mail with a link says, where it is another mail than the usual one for its purpose."""

    template: str
    subject: str | Promise
    more: Mapping[str, object]


def address(page: str, **parts: str) -> str:
    """The address of a page as a mail or a letter may carry it."""
    return f"{settings.BASE_URL}{reverse(page, kwargs=parts)}"


def send_link(link: Invitation, token: str, *, said: Said | None = None, at: datetime) -> None:
    user, purpose = link.user, Purpose(link.purpose)
    own = link.made_by == user.ref  # a representative who has just joined, or a user who asked for it
    more = {
        "url": address(PAGES[purpose], token=token),
        "expires_at": link.expires_at,
        "helper": None if own else queries.who_invited(link),
        "ready": _ready(user),
    }
    if said:
        tell(user, said.template, said.subject, {**more, **said.more}, at=at)
        return
    if link.about == GO_ON:
        tell(user, GO_ON, _("You can go on with your work login"), more, at=at)
        return
    template = "representative" if own and purpose is Purpose.ACTIVATION else purpose.value
    tell(user, template, SUBJECTS[purpose], more, at=at)


def _ready(user: BusinessUser) -> list[tuple[str | Promise, str | Promise]]:
    """What somebody needs to activate, in the order of its use."""
    eid = (
        format_lazy(_("Your {eid}"), eid=settings.EID_NAME),
        _("You use it this one time, to show who you are."),
    )
    code = (
        _("The 8-digit code"),
        _("You get it from your employer in person or by letter. It is never in an e-mail."),
    )
    phone = (_("Your phone"), _("We send a short code to it."))
    needs_code = queries.open_code(user) is not None and not user.national_number_index
    return [eid, code, phone] if needs_code else [eid, phone]


def tell(
    user: BusinessUser, template: str, subject: str | Promise, more: Mapping[str, object], *, at: datetime
) -> None:
    """A mail to a user, in the user's language, sent for the user's organisation."""
    first = user.name.split()[0] if user.name.split() else user.name
    context = {"user": user, "first_name": first, "sender": user.organisation.name, "eid": settings.EID_NAME}
    notices.mail(
        template,
        user.email,
        subject,
        {**context, **more},
        about=user.ref,
        organisation=user.organisation.ref,
        language=user.language,
        at=at,
    )


STOPPED: Final[Mapping[tuple[Reason, str], str | Promise]] = {
    (Reason.CODE_LOCKED, ""): _(
        "The temporary code has been typed wrongly five times and does not work any more."
    ),
    (Reason.EID_NAME_DIFFERS, ""): _("The name that you typed is not the name of the eID."),
    (Reason.EID_NAME_DIFFERS, "withheld"): _("The eID tells no name, because its holder’s is protected."),
    (Reason.EID_BIRTH_DATE_DIFFERS, ""): _("The birth date that you typed is not the birth date of the eID."),
    (Reason.EID_OTHER_PERSON, ""): _("The link was opened with the eID of somebody else."),
    (Reason.EID_OTHER_PERSON, "both"): _(
        "The link was opened with an eID that has neither the name nor the birth date that you typed."
    ),
}


def tell_administrator(user: BusinessUser, reason: Reason, *, about: str = "", at: datetime) -> None:
    """Tell whoever invited a user what stopped the activation, where it is theirs to mend (B12)."""
    link = queries.open_link(user)
    administrator = queries.who_invited(link) if link else None
    if administrator is None or (reason, about) not in STOPPED:
        return
    more = {
        "employee": user.name,
        "why": STOPPED[reason, about],
        "url": f"{settings.BASE_URL}/users/{user.ref}/",
    }
    tell(administrator, "activation_stopped", _("An activation has stopped"), more, at=at)
