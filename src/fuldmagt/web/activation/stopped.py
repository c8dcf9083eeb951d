"""Why somebody cannot go on, who mends it, and the way on."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fuldmagt import explanations
from fuldmagt.onboarding.activation.queries import addressee_of, helper_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Mender, Reason, Refusal, Remedy
from fuldmagt.web.frame.context import NOBODY
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.look.parts import Action
from fuldmagt.web.look.parts import Reason as Shown
from fuldmagt.web.refused import STATUS
from fuldmagt.web.visitor import Request

AGAIN = frozenset(
    {
        Remedy.TRY_AGAIN,
        Remedy.TRY_LATER,
        Remedy.USE_OWN_EID,
        Remedy.USE_STRONGER_EID,
        Remedy.SCAN_DOCUMENT,
    }
)
"""What the person mends by showing the eID once more."""
DISAGREES = frozenset({Reason.EID_NAME_DIFFERS, Reason.EID_BIRTH_DATE_DIFFERS})
TOO_LOW = frozenset({Reason.EID_ISSUED_TOO_LOW, Reason.EID_LEVEL_TOO_LOW})
"""Where only a scan helps, and whoever cannot be scanned may wait for another way (B2, B3)."""
GONE = frozenset({Reason.LINK_EXPIRED, Reason.LINK_USED})


def stopped(
    request: Request, refusal: Refusal, *, token: str = "", start: str = "activation:start"
) -> HttpResponse:
    """A page of its own: the reason, who mends it (by name where we know), one button where there is one."""
    user = addressee_of(token)
    with in_language_of(request, user):
        context = {
            **NOBODY,
            "token": token,
            "may_wait": user is not None and not user.has_national_number and refusal.reason in TOO_LOW,
            "heading": as_heading(explanations.explained(refusal).sentence),
            "reasons": [_shown(refusal, helper_of(token), token, start)],
            "code": refusal.reason.value,
        }
        status = STATUS.get(refusal.reason, 410 if refusal.reason in GONE else 403)
        return render(request, "activation/stopped.html", context, status=status)


def _shown(refusal: Refusal, helper: BusinessUser | None, token: str, start: str) -> Shown:
    told = explanations.explained(refusal)
    by_helper = helper is not None and refusal.mended_by is Mender.USER_ADMINISTRATOR
    return Shown(
        heading=as_heading(told.remedy),
        who=helper.name if helper and by_helper else told.who,
        role=_("your user administrator") if by_helper else "",
        text=_more(refusal, helper),
        action=_action(refusal, helper if by_helper else None, token, start),
        note=helper.phone if helper and by_helper else "",
    )


def _more(refusal: Refusal, helper: BusinessUser | None) -> str:
    """What happens now, or who helps. What was typed is not shown: the link may be in other hands."""
    if refusal.reason in DISAGREES and helper:
        said = _("%(name)s has been told and sees what differs. You get an e-mail when you can go on.")
        return said % {"name": helper.name}
    if refusal.remedy is Remedy.SCAN_DOCUMENT:
        said = _("The support of %(eid)s helps you on %(phone)s.")
        return said % {"eid": settings.EID_NAME, "phone": settings.EID_SUPPORT_PHONE}
    return ""


def as_heading(sentence: str) -> str:
    return sentence.removesuffix(".")


def _action(refusal: Refusal, helper: BusinessUser | None, token: str, start: str) -> Action | None:
    if helper and helper.email:
        return Action(_("Write to %(name)s") % {"name": helper.name}, f"mailto:{helper.email}")
    if refusal.remedy is Remedy.LOG_IN:
        return Action(_("Log in"), reverse("overview:start"))
    if refusal.remedy in AGAIN and token:
        return Action(_("Try again"), reverse(start, args=[token]))
    return None
