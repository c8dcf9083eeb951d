"""An answer of the law for the administrator who asked: thread, evidence, or each reason with its way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fuldmagt import explanations
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions.ask import ask, supposing
from fuldmagt.decisions.decide import Allowed, Answer, Refused
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.supposing import Supposition
from fuldmagt.explanations.queries import names_of
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Actor, Deed, Role
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.refusals import Mender, Refusal, Remedy
from fuldmagt.web.frame.words import LEVELS, ROLES
from fuldmagt.web.look.parts import Action, Reason
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.rights.words import first_name, listed
from fuldmagt.web.why import evidence
from fuldmagt.web.why.ahead import ahead
from fuldmagt.web.why.thread import thread
from fuldmagt.web.why.words import SUPPOSITIONS

AT_HOME: Final[Mapping[Mender, Role]] = {
    Mender.USER_ADMINISTRATOR: Role.USER_ADMINISTRATOR,
    Mender.RIGHTS_ADMINISTRATOR: Role.RIGHTS_ADMINISTRATOR,
}
RIGHTS: Final = frozenset(
    {Remedy.ASK_RIGHTS_ADMINISTRATOR, Remedy.ASK_FOR_STRONGER_RIGHT, Remedy.CHOOSE_OTHER_RIGHT}
)
USERS: Final = frozenset(
    {Remedy.ASK_USER_ADMINISTRATOR, Remedy.FINISH_ACTIVATION, Remedy.RENEW_RIGHT_TO_WORK}
)
NAMED: Final = 3  # so many administrators are named, no more


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with those whom it is about, and what is supposed."""

    question: Question
    user: BusinessUser
    organisation: Organisation
    right: Right
    suppositions: frozenset[Supposition] = frozenset()


def told(asking: Asking, *, by: Actor) -> dict[str, Any]:
    """What the answer page shows."""
    question, user, organisation, right = asking.question, asking.user, asking.organisation, asking.right
    supposed = asking.suppositions
    answer = supposing(question, supposed) if supposed else ask(question)
    refusals = answer.reasons if isinstance(answer, Refused) else ()
    names = {
        "who": user.name,
        "right": name_of(right),
        "service": right.service.name,
        "organisation": organisation.name,
    }
    context: dict[str, Any] = {
        **names,
        "allowed": isinstance(answer, Allowed),
        "thread": thread(user, organisation, right, refusals),
        "precheck": question.context.precheck,
        "simulation": question.context.simulation,
        "at": question.context.at,
        "level_needed": LEVELS[BY_WORD[right.assurance]],
        "codes": _codes(question, answer),
        "supposed": [str(SUPPOSITIONS[each]) for each in Supposition if each in supposed],
    }
    if isinstance(answer, Allowed):
        context["links"] = evidence.links(answer, user, organisation, right)
        context["lasts"] = evidence.lasts(answer.valid_until)
    else:
        known = names_of(question, answer)
        context["reasons"] = [
            _reason(explanations.explained(refusal, names=known), user, organisation, by)
            for refusal in answer.reasons
        ]
        context["ahead"] = ahead(question, answer, supposed)
    return context


def _reason(
    said: explanations.Explained, user: BusinessUser, organisation: Organisation, by: Actor
) -> Reason:
    who, role = _mender(said.refusal, user, organisation)
    return Reason(
        heading=said.heading,
        text=said.text,
        who=who or said.who,
        role=role,
        action=_action(said.refusal, user, by) or _between(said.refusal, organisation, by),
    )


def _mender(refusal: Refusal, user: BusinessUser, organisation: Organisation) -> tuple[str, str]:
    """Who in the user's own organisation can mend it, by name and role; nobody of another organisation."""
    role = AT_HOME.get(refusal.mended_by)
    elsewhere = refusal.remedy is Remedy.CHOOSE_OTHER_RIGHT and organisation.pk != user.organisation.pk
    if role is None or elsewhere:
        return "", ""
    holders = holders_of(role, organisation=user.organisation.ref)
    return listed(holder.name for holder in holders[:NAMED]) if holders else "", str(ROLES[role])


def _between(refusal: Refusal, organisation: Organisation, by: Actor) -> Action | None:
    """What is mended with the other organisation or the provider: as far as it begins on a page of ours."""
    manages = not by.refused(Deed.MANAGE_MANDATES)
    if refusal.remedy is Remedy.ACCEPT_MANDATE and manages:
        return Action(_("Accept the mandate"), reverse("mandates:received"))
    if refusal.remedy is Remedy.ASK_ORGANISATION_FOR_MANDATE and manages:
        wanted = urlencode({"organisation": organisation.ref})
        return Action(_("Ask for the mandate"), f"{reverse('mandates:ask')}?{wanted}")
    asked = {Remedy.ASK_ORGANISATION_FOR_GRANT, Remedy.CONFIRM_GRANT}
    if refusal.remedy in asked and not by.refused(Deed.SEE_MANDATES):
        return Action(_("See the access that you have been given"), reverse("grants:received"))
    return None


def _action(refusal: Refusal, user: BusinessUser, by: Actor) -> Action | None:
    who = first_name(user.name)
    if refusal.remedy in RIGHTS and not by.refused(Deed.SEE_RIGHTS):
        return Action(_("Open the rights of {who}").format(who=who), reverse("rights:user", args=[user.ref]))
    if refusal.remedy in USERS and not by.refused(Deed.SEE_USERS):
        return Action(_("Open the user {who}").format(who=who), reverse("users:show", args=[user.ref]))
    return None


def _codes(question: Question, answer: Answer) -> list[tuple[str, str]]:
    """For those who help: the same in the words of the interface."""
    rows = [
        (_("Question"), f"{question.user} {question.right} {question.organisation}"),
        (_("Way"), answer.way.value if answer.way else "–"),
        (_("Records"), ", ".join(f"{each.type} {each.id}" for each in answer.evidence) or "–"),
    ]
    if isinstance(answer, Refused):
        rows.append((_("Reasons"), ", ".join(refusal.reason.value for refusal in answer.reasons)))
        rows.append((_("Remedies"), ", ".join(refusal.remedy.value for refusal in answer.reasons)))
    rows.append((_("Revision"), answer.revision))
    return rows
