"""Asking the law about what the database holds. There is no other way to a decision.

Nothing is written: a sign-in logs the questions that it asks; a service that asks at every request
keeps its own account.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final, TypeVar

from django.db.models import Q

from fuldmagt.catalogue.models import CatalogueRevision
from fuldmagt.decisions import outlook as ahead
from fuldmagt.decisions import search
from fuldmagt.decisions.decide import Allowed, Answer, Refused, decide
from fuldmagt.decisions.facts import Facts
from fuldmagt.decisions.gather import gather, gather_people, gather_reach
from fuldmagt.decisions.outlook import Outlook
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.supposing import Supposition, suppose
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser, Organisation

TRIES: Final = 5
Read = TypeVar("Read")


def ask(question: Question, *, at_least: str = "") -> Answer:
    """The answer, and the revision of the records it was made from.

    `at_least` is a revision that the caller has seen: here, as in each search, no answer is older.
    """
    facts, of = unchanged(
        lambda: gather(question),
        lambda: revision(question.user, question.organisation, branch=question.branch),
    )
    return replace(decide(question, facts), revision=of)


def supposing(question: Question, what: Collection[Supposition]) -> Answer:
    """What the answer would be, were it so: nothing is changed, and it is nobody's permission."""
    supposed = suppose(what, question, gather(question))
    return decide(supposed.question, supposed.facts)


def outlook(question: Question, refused: Refused, what: Collection[Supposition] = ()) -> Outlook:
    """What this no would come to, were everything done that can be done about it."""
    supposed = suppose(what, question, gather(question))
    return ahead.outlook(supposed.question, supposed.facts, refused)


def organisations(user: str, right: str, context: Context, *, at_least: str = "") -> tuple[str, ...]:
    """For which organisations may the user do the right? In the order of their references."""
    return tuple(search.organisations(user, right, context, gather_reach(user, rights={right})))


def branches(user: str, right: str, context: Context, *, at_least: str = "") -> tuple[str, ...]:
    """For which branches may the user do the right?"""
    facts = gather_reach(user, rights={right}, with_branches=True)
    return tuple(search.branches(user, right, context, facts))


def rights(
    user: str, organisation: str | None, context: Context, *, branch: str | None = None, at_least: str = ""
) -> tuple[str, ...]:
    """Which rights has the user for the organisation or the branch, implied ones included?"""
    facts: Facts = gather(Question(user, "", organisation, context, branch))
    return tuple(search.rights(user, organisation, context, facts, branch=branch))


def users(
    right: str, organisation: str | None, context: Context, *, branch: str | None = None, at_least: str = ""
) -> tuple[str, ...]:
    """Which users may do the right for the organisation or the branch?

    Read are those who hold a right of that service there, or in a company that has a grant from there:
    no right of another service covers it.
    """
    which = Q(ref=organisation) if organisation else Q(branches__ref=branch)
    owner = Organisation.objects.filter(which).first()
    if owner is None:
        return ()
    homes = Q(organisation=owner) | Q(organisation__in=owner.grants_given.values("receiver"))
    held = Assignment.objects.filter(homes, right__service__rights__ref=right)
    facts = gather_people(BusinessUser.objects.filter(pk__in=held.values("user")), {owner.ref})
    return tuple(search.users(right, organisation, context, facts, branch=branch))


def everywhere(user: str, context: Context, rights: Collection[str] = ()) -> dict[str, dict[str, Allowed]]:
    """For each organisation that the user may act for: the rights, among these or at all, and by which way.

    The records are read once, however many organisations there are.
    """
    facts = gather_reach(user, rights=rights)
    return search.everywhere(user, tuple(rights), context, facts)


def revision(user: str, organisation: str | None, *, branch: str | None = None) -> str:
    """What an answer about them rests on, as a text that changes whenever it might: to be compared only.

    An answer that touches two organisations carries both revisions, and the catalogue's.
    """
    home = BusinessUser.objects.filter(ref=user).values_list("organisation__ref", "organisation__revision")
    where = {"ref": organisation} if organisation else {"branches__ref": branch}
    place = Organisation.objects.filter(**where).values_list("ref", "revision")
    known = dict([*home, *place])
    catalogue = CatalogueRevision.objects.values_list("number", flat=True).first() or 0
    return ".".join(f"{number:x}" for number in (catalogue, *known.values()))


def unchanged(read: Callable[[], Read], revised: Callable[[], str]) -> tuple[Read, str]:
    """What was read while nothing changed, so that no answer mixes what was with what is.

    After a few tries the revision from before the reading is told: a later look sees that it is old.
    """
    after = revised()
    for _ in range(TRIES):
        before, found = after, read()
        after = revised()
        if after == before:
            break
    return found, before
