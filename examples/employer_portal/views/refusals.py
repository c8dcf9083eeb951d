"""When the answer is no: what stands in the way, who mends it, and the first step. Never a bare refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.participants import finding
from examples.employer_portal.rights import EDIT
from examples.kit.decisions import No, Obstacle
from examples.kit.identity import LOA, Identity, level_of
from examples.kit.parts import Account, Knot

SERVICE: Final = "Zilverdal Pensioen"
# Where the platform shows a person their own rights, and who in their organisation can help.
OWN_PAGE: Final = "/mine/#who-helps"
PROVIDER: Final = {"contact_provider"}
# Where the platform takes a request for a right to whoever gives it.
ASKING_PAGE: Final = "/requests/new/"
# Where the platform shows an employer which access it has given, and sends the link again.
GIVEN_PAGE: Final = "/grants/"
ASKED_FOR: Final = {"ask_rights_administrator", "ask_for_stronger_right"}
GIVEN_BY_THE_EMPLOYER: Final = {"ask_organisation_for_grant", "confirm_grant", "ask_organisation_for_mandate"}
OTHERS: Final = {"log_in_for_other_organisation"}
# What the line of the thread says where it is broken.
SAYS: Final = {
    "weaker_right_only": gettext_lazy("view only"),
    "chain_weaker_right_only": gettext_lazy("view only"),
    "grant_weaker_right_only": gettext_lazy("view only"),
    "revoked": gettext_lazy("withdrawn"),
    "chain_revoked": gettext_lazy("withdrawn"),
    "grant_revoked": gettext_lazy("withdrawn"),
    "expired": gettext_lazy("has ended"),
    "chain_expired": gettext_lazy("has ended"),
    "grant_expired": gettext_lazy("has ended"),
    "grant_not_confirmed": gettext_lazy("not confirmed"),
    "chain_not_accepted": gettext_lazy("not accepted"),
    "assurance_too_low": gettext_lazy("level too low"),
    "organisation_not_customer": gettext_lazy("not in the contract"),
    "adviser_not_recognised": gettext_lazy("not recognised"),
}
AT_THE_SERVICE: Final = {"organisation_not_customer", "adviser_not_recognised"}


@dataclass(frozen=True, slots=True)
class Mending:
    """One obstacle as the page says it: the fact, who mends it, and the first step."""

    heading: str
    text: str
    who: str
    button: str
    url: str
    code: str


def refused(
    request: HttpRequest, account: Account, identity: Identity, no: No, *, still_views: bool, at: datetime
) -> HttpResponse:
    shown = {
        "account": account,
        "still_views": still_views,
        "thread": knots(account, no),
        "mendings": mendings(no, identity),
        "identity": identity,
        "no": no,
        "at": at,
        "back": reverse("participants"),
        "own_page": C.platform + OWN_PAGE,
    }
    return render(request, "employer_portal/refused.html", shown, status=403)


def closed(request: HttpRequest, account: Account) -> HttpResponse:
    """Nobody answered. What cannot be decided stays shut."""
    shown = {"account": account, "again": request.path if request.method == "GET" else reverse("welcome")}
    response = render(request, "employer_portal/closed.html", shown, status=503)
    response["Retry-After"] = "10"
    return response


def mendings(no: No, identity: Identity) -> list[Mending]:
    return [_mending(obstacle, no, identity) for obstacle in no.obstacles]


def _mending(obstacle: Obstacle, no: No, identity: Identity) -> Mending:
    said = obstacle.message or _("The platform says no and gives no sentence for it.")
    button, url = _first_step(obstacle, no, identity)
    return Mending(said, _advice(obstacle, identity), _who(obstacle, identity), button, url, obstacle.reason)


def _who(obstacle: Obstacle, identity: Identity) -> str:
    home = identity.through or identity.organisation_name
    said: Mapping[str, str] = {
        "person": _("yourself"),
        "user_administrator": _("a user administrator at %(home)s") % {"home": home},
        "rights_administrator": _("a rights administrator at %(home)s") % {"home": home},
        # Only to accept a mandate is the receiver's own affair.
        "mandate_manager": _("the mandate manager of %(employer)s")
        % {"employer": home if obstacle.remedy == "accept_mandate" else identity.organisation_name},
        "organisation_administrator": _("an organisation administrator"),
        "leader": _("your leader"),
        "organisation": _("%(employer)s, in this portal") % {"employer": identity.organisation_name},
        "provider": f"{C.contact.name}, {SERVICE}",
        "service": SERVICE,
        "operator": _("the operator of the platform"),
    }
    return said.get(obstacle.mended_by, "")


def _advice(obstacle: Obstacle, identity: Identity) -> str:
    """What has to happen, in the words of the portal: in both ways of an adviser, and for an employer."""
    employer = identity.organisation_name
    if obstacle.reason == "grant_weaker_right_only":
        return _(
            "%(employer)s can change your access from viewing to viewing and editing, here in the portal."
        ) % {"employer": employer}
    if obstacle.reason == "chain_weaker_right_only":
        return _("The chain mandate of %(employer)s has to include “View and edit data”.") % {
            "employer": employer
        }
    if obstacle.reason == "weaker_right_only":
        return _("The right “View and edit data” has to be added to your login.")
    if obstacle.reason == "grant_not_confirmed":
        return _("Ask %(employer)s to press the link in the e-mail, or to have it sent again.") % {
            "employer": employer
        }
    if obstacle.remedy in PROVIDER:
        return " ".join(
            [
                _("We tell which numbers stand in the contract, and check an adviser’s licence."),
                _("Call %(phone)s, or write.") % {"phone": C.contact.phone},
            ]
        )
    return ""


def _first_step(obstacle: Obstacle, no: No, identity: Identity) -> tuple[str, str]:
    """What the portal itself can begin, else the platform, where the rest is mended."""
    login = reverse("login")
    if obstacle.remedy == "step_up":
        level = next((level for each in no.acr_values.split() if (level := level_of(each))), "high")
        return _("Log in at a higher level"), f"{login}?{urlencode({'acr': LOA + level})}"
    if obstacle.remedy == "use_other_means":
        return _("Log in another way"), f"{login}?{urlencode({'prompt': 'login'})}"
    if obstacle.remedy in OTHERS:
        return _("Log in for another organisation"), f"{login}?{urlencode({'prompt': 'select_account'})}"
    if obstacle.remedy in PROVIDER:
        return _("Write to %(who)s") % {"who": C.contact.name}, f"mailto:{C.contact.email}"
    if obstacle.remedy in GIVEN_BY_THE_EMPLOYER and (letter := _letter(no, identity)):
        return _("Write to %(who)s") % {"who": identity.organisation_name}, letter
    if obstacle.remedy in ASKED_FOR and not identity.through:
        asked = urlencode({"right": no.right, "organisation": identity.organisation})
        return _("Ask for the right"), f"{C.platform}{ASKING_PAGE}?{asked}"
    return _("See your rights and who can help you"), C.platform + OWN_PAGE


def _letter(no: No, identity: Identity) -> str:
    """A mail to the employer, written and not sent: the person reads it in their own program first."""
    employer = finding.employer(identity.organisation)
    if employer is None or not employer.email:
        return ""
    wanted = _("view and edit") if no.right == EDIT else _("view")
    subject = _("Access to the employer portal of Zilverdal Pensioen")
    body = _(
        "Hello %(employer)s\n\nI work for you at %(adviser)s. Please let us %(wanted)s your data"
        " in the employer portal, by access that you give in the portal or by a chain mandate."
        " You see, change and confirm access here: %(address)s\n\n%(name)s"
    ) % {
        "employer": employer.name,
        "adviser": identity.through or identity.organisation_name,
        "wanted": wanted,
        "address": C.platform + GIVEN_PAGE,
        "name": identity.name,
    }
    return f"mailto:{quote(employer.email)}?subject={quote(subject)}&body={quote(body)}"


def knots(account: Account, no: No | None = None) -> list[Knot]:
    """Who acts through whom and for whom, and where it stops."""
    made = [Knot("person", account.name)]
    if account.through:
        made.append(Knot("organisation", account.through))
    made += [Knot("organisation", account.organisation), Knot("service", SERVICE)]
    for obstacle in reversed(no.obstacles if no else ()):
        place = min(_place(obstacle.reason), len(made) - 2)
        says = str(SAYS.get(obstacle.reason, pgettext("on the line of the thread", "stops here")))
        made[place] = Knot(made[place].kind, made[place].name, "", "broken", says)
    return made


def _place(reason: str) -> int:
    """On which link, counted from the person; the last one may be nearer."""
    if reason.startswith(("chain_", "grant_")):
        return 1
    return 9 if reason in AT_THE_SERVICE else 0
