"""How a refused login is mended: by whom, and with what first step."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt import explanations
from fuldmagt.explanations.names import Names
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role
from fuldmagt.sign_in import queries
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary.refusals import Mender, Refusal, Remedy
from fuldmagt.vocabulary.refusals import Reason as Why
from fuldmagt.web.look.parts import Action, Reason
from fuldmagt.web.sign_in.pending import Pending
from fuldmagt.web.sign_in.showing import Asking

D, M = Remedy, Mender

ROLES: Final[Mapping[Mender, Role]] = {
    M.USER_ADMINISTRATOR: Role.USER_ADMINISTRATOR,
    M.RIGHTS_ADMINISTRATOR: Role.RIGHTS_ADMINISTRATOR,
    M.ORGANISATION_ADMINISTRATOR: Role.ORGANISATION_ADMINISTRATOR,
    M.MANDATE_MANAGER: Role.MANDATE_MANAGER,
}
TITLES: Final[Mapping[Role, str | Promise]] = {
    Role.USER_ADMINISTRATOR: gettext_lazy("user administrator at %(organisation)s"),
    Role.RIGHTS_ADMINISTRATOR: gettext_lazy("rights administrator at %(organisation)s"),
    Role.ORGANISATION_ADMINISTRATOR: gettext_lazy("organisation administrator at %(organisation)s"),
    Role.MANDATE_MANAGER: gettext_lazy("mandate manager at %(organisation)s"),
}
OTHER_MEANS: Final = frozenset({D.STEP_UP, D.USE_OTHER_MEANS})
REQUESTABLE: Final = frozenset(
    {Why.NO_AUTHORISATION, Why.WEAKER_RIGHT_ONLY, Why.EXPIRED, Why.REVOKED, Why.BRANCH_NOT_COVERED}
)
"""What a request for the right can mend."""
ASKABLE: Final = frozenset(
    {Why.CHAIN_MISSING, Why.CHAIN_EXPIRED, Why.CHAIN_REVOKED, Why.CHAIN_WEAKER_RIGHT_ONLY}
)
"""What asking the client for a mandate can mend."""
PLACES: Final[Mapping[Remedy, str]] = {
    D.ASK_ORGANISATION_FOR_GRANT: "grants:list",
    D.CONFIRM_GRANT: "grants:list",
    D.ASK_ORGANISATION_FOR_MANDATE: "mandates:given",
    D.ACCEPT_MANDATE: "mandates:received",
}
OF_THE_USER: Final[Mapping[Remedy, str]] = {
    D.ASK_USER_ADMINISTRATOR: "users:show",
    D.RENEW_RIGHT_TO_WORK: "users:show",
    D.CHOOSE_OTHER_RIGHT: "rights:user",
    D.ASK_RIGHTS_ADMINISTRATOR: "rights:user",
    D.ASK_FOR_STRONGER_RIGHT: "rights:user",
}
"""Where whoever is written to mends it: the letter names the page, and an administrator goes there."""
ELSEWHERE: Final = frozenset({D.ASK_ORGANISATION_FOR_MANDATE, D.CHOOSE_OTHER_RIGHT})


def mended(refusal: Refusal, sign_in: SignIn, asked: Asking, names: Names, pending: Pending | None) -> Reason:
    """One reason as the page shows it: the fact, who mends it, and the first step."""
    user = sign_in.user
    assert user is not None
    told = explanations.explained(refusal, names=names)
    who, role, address = _mender(refusal, sign_in, asked)
    if refusal.mended_by is M.PERSON:
        who = _("you yourself") if pending else user.name
    action = (
        _step(refusal, pending)
        or _request(refusal, sign_in)
        or _chain(refusal, sign_in)
        or _mail(refusal, told.sentence, sign_in, asked, (who, address))
    )
    note = "" if action else _("We know no e-mail address. Call them, and tell the reference number below.")
    if action and action.url.startswith("mailto:"):
        note = _("We write the request. You read it before it is sent.")
    return Reason(
        heading=told.sentence,
        overline=_overline(refusal, sign_in, asked, person="" if pending else user.name),
        text=told.remedy,
        who=who,
        role=role,
        action=action if pending else _there(refusal, sign_in),
        note=note if pending else "",
    )


def _mender(refusal: Refusal, sign_in: SignIn, asked: Asking) -> tuple[str, str, str]:
    """Name, role and e-mail address of who can mend it."""
    user, mender = sign_in.user, refusal.mended_by
    assert user is not None
    if mender in ROLES:
        return _holder(ROLES[mender], sign_in, giver=refusal.remedy in ELSEWHERE)
    if mender is M.PERSON:
        return user.name, "", ""
    if mender is M.LEADER:
        leader = user.department.leader if user.department else None
        if leader is None:
            return _holder(Role.USER_ADMINISTRATOR, sign_in, giver=False)
        return leader.name, _("your leader"), leader.email
    if mender is M.ORGANISATION:
        organisation = queries.organisation_called(sign_in.organisation)
        return (organisation.name, "", organisation.email) if organisation else (sign_in.organisation, "", "")
    if mender is M.OPERATOR:
        return settings.BRAND_NAME, "", settings.HELP_EMAIL
    return _contact(sign_in, asked)


def _holder(role: Role, sign_in: SignIn, *, giver: bool) -> tuple[str, str, str]:
    user = sign_in.user
    assert user is not None
    place = queries.organisation_called(sign_in.organisation) if giver and sign_in.organisation else None
    organisation = place or user.organisation
    holders: list[BusinessUser] = holders_of(role, organisation=organisation.ref)
    if not holders:  # whoever answers for the organisation appoints somebody
        role = Role.ORGANISATION_ADMINISTRATOR
        holders = holders_of(role, organisation=organisation.ref)
    if not holders:
        return organisation.name, "", organisation.email
    title = str(TITLES[role]) % {"organisation": organisation.name}
    return ", ".join(each.name for each in holders[:2]), title, holders[0].email


def _contact(sign_in: SignIn, asked: Asking) -> tuple[str, str, str]:
    services = queries.services_called(sign_in.demand.services)
    provider = services[0].provider if services else None
    if provider is None or not (provider.contact_name or provider.contact_email):
        return settings.BRAND_NAME, "", settings.HELP_EMAIL
    return provider.contact_name or provider.name, provider.name, provider.contact_email


def _step(refusal: Refusal, pending: Pending | None) -> Action | None:
    """What the person can do here and now."""
    if pending is None:
        return None
    if refusal.remedy in OTHER_MEANS:
        return Action(_("Log in by other means"), pending.url("means"))
    if refusal.remedy is D.LOG_IN_FOR_OTHER_ORGANISATION:
        return Action(_("Log in with another user id"), pending.url("user-id"))
    return None


def _request(refusal: Refusal, sign_in: SignIn) -> Action | None:
    """Asking for the right on our own pages, where it is one at home."""
    user = sign_in.user
    assert user is not None
    at_home = sign_in.organisation in {"", user.organisation.ref}
    if refusal.reason not in REQUESTABLE or not at_home or not sign_in.right_refused:
        return None
    wanted = urlencode({"right": sign_in.right_refused, "organisation": user.organisation.ref})
    return Action(_("Ask for this right"), f"{reverse('requests:new')}?{wanted}")


def _chain(refusal: Refusal, sign_in: SignIn) -> Action | None:
    """Asking the client for a mandate, or accepting the one it gave, for who manages those at home."""
    user = sign_in.user
    assert user is not None
    if refusal.reason not in ASKABLE | {Why.CHAIN_NOT_ACCEPTED}:
        return None
    if user not in holders_of(Role.MANDATE_MANAGER, organisation=user.organisation.ref):
        return None
    if refusal.reason is Why.CHAIN_NOT_ACCEPTED:
        return Action(_("Accept the mandate"), reverse("mandates:received"))
    wanted = urlencode({"right": sign_in.right_refused, "organisation": sign_in.organisation})
    return Action(_("Ask for the mandate"), f"{reverse('mandates:ask')}?{wanted}")


def _place(refusal: Refusal, sign_in: SignIn) -> str:
    """The page on which it is mended, as a path."""
    if refusal.remedy in PLACES:
        return reverse(PLACES[refusal.remedy])
    user = sign_in.user
    assert user is not None
    page = OF_THE_USER.get(refusal.remedy)
    return reverse(page, args=[user.ref]) if page else ""


def _there(refusal: Refusal, sign_in: SignIn) -> Action | None:
    """For an administrator who reads it by its reference."""
    place = _place(refusal, sign_in) if refusal.remedy in OF_THE_USER else ""
    return Action(_("Open where it is mended"), place) if place else None


def _mail(
    refusal: Refusal, sentence: str, sign_in: SignIn, asked: Asking, to: tuple[str, str]
) -> Action | None:
    """A mail that the person's own mail program opens, written and not sent."""
    who, address = to
    if not address:
        return None
    subject = _("I cannot use %(service)s") % {"service": asked.service}
    body = _("Hello %(who)s\n\n%(sentence)s\n\nThe reference of my login is %(reference)s.") % {
        "who": who,
        "sentence": sentence,
        "reference": f"R-{sign_in.reference.upper()}",
    }
    if place := _place(refusal, sign_in):
        body += "\n\n" + _("It is mended here: %(address)s") % {"address": f"{settings.BASE_URL}{place}"}
    if refusal.mended_by in {M.PROVIDER, M.SERVICE}:
        number = sign_in.organisation or sign_in.user.organisation.ref  # type: ignore[union-attr]  # it has one
        body += "\n\n" + _("The number of the organisation is %(number)s.") % {"number": number}
    url = f"mailto:{quote(address)}?subject={quote(subject)}&body={quote(body)}"
    return Action(_("Write to %(who)s") % {"who": who.split(",")[0]}, url)


def _overline(refusal: Refusal, sign_in: SignIn, asked: Asking, *, person: str) -> str:
    """Between whom it is that something is missing."""
    user = sign_in.user
    assert user is not None
    home = user.organisation
    organisation = queries.organisation_called(sign_in.organisation) if sign_in.organisation else None
    if refusal.reason.value.startswith(("chain_", "grant_")) and organisation and organisation != home:
        return _("Between %(one)s and %(other)s") % {"one": organisation.name, "other": home.name}
    if refusal.mended_by in {M.PROVIDER, M.SERVICE}:
        name = organisation.name if organisation else home.name
        return _("Between %(one)s and %(other)s") % {"one": name, "other": asked.service}
    if person:
        return _("Between %(one)s and %(other)s") % {"one": home.name, "other": person}
    return _("Between %(one)s and you") % {"one": home.name}
