"""When the answer is no: what stands in the way, who mends it, and the first step. Never a bare refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from examples.kit.decisions import No, Obstacle
from examples.kit.parts import Account, Knot
from examples.se_sag.configuration import CONFIGURATION as C
from examples.se_sag.identity import LOA, Identity, level_of

WHO: Final = {
    "person": gettext_lazy("yourself"),
    "user_administrator": gettext_lazy("a user administrator in your organisation"),
    "rights_administrator": gettext_lazy("a rights administrator in your organisation"),
    "mandate_manager": gettext_lazy("a mandate manager"),
    "organisation_administrator": gettext_lazy("an organisation administrator"),
    "leader": gettext_lazy("your leader"),
    "organisation": gettext_lazy("the organisation you act for"),
    "provider": gettext_lazy("the provider of Se Sag"),
    "service": gettext_lazy("Se Sag"),
    "operator": gettext_lazy("the operator of the platform"),
}
# What has to happen, by the remedy that the answer names; the answer's own sentence says what is so.
STEPS: Final = {
    "check_identifier": gettext_lazy("Let those who run Se Sag mend how it asks"),
    "finish_activation": gettext_lazy("Finish the activation of your login"),
    "ask_user_administrator": gettext_lazy(
        "Ask a user administrator in your organisation to let you in again"
    ),
    "ask_organisation_administrator": gettext_lazy("Ask an organisation administrator"),
    "step_up": gettext_lazy("Log in at a higher level"),
    "use_other_means": gettext_lazy("Log in with another means"),
    "renew_right_to_work": gettext_lazy("Show your leader a permit that is still valid"),
    "choose_other_right": gettext_lazy(
        "Ask a rights administrator in your organisation for a right that is open to you"
    ),
    "contact_provider": gettext_lazy("Contact Arbejdsmarkedets Erhvervssikring"),
    "ask_rights_administrator": gettext_lazy("Ask a rights administrator in your organisation for the right"),
    "ask_for_stronger_right": gettext_lazy(
        "Ask a rights administrator in your organisation for the stronger right"
    ),
    "log_in_for_other_organisation": gettext_lazy("Log in for the other organisation"),
}
# Where the platform shows a person their own rights, and who in their organisation can help.
OWN_PAGE: Final = "/mine/#who-helps"
# What the person can ask for where the platform says so.
ASKED_FOR: Final = {"ask_rights_administrator", "ask_for_stronger_right"}
# What the line of the thread says where it is broken: from the person, or from the organisation.
AT_THE_PERSON: Final = {
    "no_authorisation": gettext_lazy("no right"),
    "revoked": gettext_lazy("right withdrawn"),
    "expired": gettext_lazy("right has ended"),
    "not_yet_valid": gettext_lazy("right not begun"),
    "rights_conflict": gettext_lazy("rights exclude each other"),
    "weaker_right_only": gettext_lazy("weaker right"),
    "user_suspended": gettext_lazy("suspended"),
    "user_locked": gettext_lazy("locked"),
    "user_closed": gettext_lazy("closed"),
    "assurance_too_low": gettext_lazy("level too low"),
    "means_not_accepted": gettext_lazy("means not accepted"),
    "right_to_work_lapsed": gettext_lazy("right to work"),
}
AT_THE_ORGANISATION: Final = {
    "not_eligible": gettext_lazy("not open to it"),
    "organisation_closed": gettext_lazy("closed"),
    "organisation_not_customer": gettext_lazy("no customer"),
}


@dataclass(frozen=True, slots=True)
class Mending:
    """One obstacle as the page says it."""

    heading: str
    text: str
    who: str
    button: str
    url: str
    code: str


def refused(
    request: HttpRequest, account: Account, identity: Identity, no: No, *, had: bool, at: datetime
) -> HttpResponse:
    shown = {
        "account": account,
        "had": had,
        "thread": thread(account, no),
        "mendings": [mending(obstacle, no) for obstacle in no.obstacles],
        "identity": identity,
        "no": no,
        "at": at,
        "own_page": C.platform + OWN_PAGE,
    }
    return render(request, "se_sag/refused.html", shown, status=403)


def closed(request: HttpRequest, account: Account) -> HttpResponse:
    """Nobody answered. What cannot be decided stays shut."""
    response = render(request, "se_sag/closed.html", {"account": account, "again": request.path}, status=503)
    response["Retry-After"] = "10"
    return response


def mending(obstacle: Obstacle, no: No) -> Mending:
    """The step as the heading; under it what is so, in the platform's own sentence."""
    button, url = first_step(obstacle, no)
    said = obstacle.message or _("The platform says no and gives no sentence for it.")
    step = STEPS.get(obstacle.remedy)
    return Mending(
        heading=str(step) if step else said.removesuffix("."),
        text=said if step else "",
        who=str(WHO.get(obstacle.mended_by, "")),
        button=button,
        url=url,
        code=obstacle.reason,
    )


def first_step(obstacle: Obstacle, no: No) -> tuple[str, str]:
    """What Se Sag itself can begin, else the platform, where the rest is mended."""
    login = reverse("login")
    if obstacle.remedy == "step_up":
        level = next((level for each in no.acr_values.split() if (level := level_of(each))), "high")
        return _("Log in at a higher level"), f"{login}?{urlencode({'acr': LOA + level})}"
    if obstacle.remedy == "use_other_means":
        return _("Log in another way"), f"{login}?{urlencode({'prompt': 'login'})}"
    if obstacle.remedy == "log_in_for_other_organisation":
        return _("Log in for another organisation"), f"{login}?{urlencode({'prompt': 'select_account'})}"
    if obstacle.remedy in ASKED_FOR and no.ask_at:
        return _("Ask for the right"), no.ask_at
    return _("See your rights and who can help you"), C.platform + OWN_PAGE


def thread(account: Account, no: No) -> list[Knot]:
    """Who acts for whom, and where it stops."""
    at_organisation = _first(AT_THE_ORGANISATION, no)
    at_person = _first(AT_THE_PERSON, no)
    if not at_person and not at_organisation:
        at_person = pgettext("on the line of the thread", "stops here")
    return [
        Knot("person", account.name, link="broken" if at_person else "holds", says=at_person),
        Knot(
            "organisation",
            account.organisation,
            link="broken" if at_organisation else "holds",
            says=at_organisation,
        ),
        Knot("service", "Se Sag"),
    ]


def _first(words: Mapping[str, Any], no: No) -> str:
    """What the words say of the first obstacle that they know."""
    return next((str(words[each.reason]) for each in no.obstacles if each.reason in words), "")
