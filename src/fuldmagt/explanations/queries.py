"""Looking up who and what a question and its refusals are about.

A service is told what it needs to help the person, and no more: not the person's name, nor the
person's other organisations ("The answer"). The person and the administrators are told all.
"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Any

from fuldmagt.catalogue.ending.queries import ending
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions.decide import Answer, Refused
from fuldmagt.decisions.question import Question
from fuldmagt.explanations.names import InLanguages, Moment, Names, Value, Values
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.organisations.models import BusinessUser, Organisation


class Reader(StrEnum):
    """Who reads an explanation."""

    SERVICE = "service"
    PERSON = "person"  # and the administrators of the person's organisation


def names_of(question: Question, answer: Answer, *, reader: Reader) -> Names:
    """The names for explaining an answer to this reader."""
    refused = answer if isinstance(answer, Refused) else Refused(())
    own = {question.user, question.organisation, question.branch, ""}
    abouts = {refusal.about for refusal in refused.reasons} - own  # those in the question are no records
    rows = Right.objects.filter(ref__in={question.right, *abouts}).select_related("service__provider")
    rights = {row.ref: row for row in rows}
    asked = rights.get(question.right)
    common = _of_catalogue(asked) | _of_organisation(question) | _of_login(question, refused)
    things: dict[str, Values] = {ref: {"named": (_right(rights[ref]),)} for ref in abouts & rights.keys()}
    things |= _of_records(abouts - rights.keys())
    things |= _of_ended_means(question, asked)
    if reader is Reader.PERSON:
        common |= _of_user(refused.limit or question.user, refused.other_home)
        things |= _of_organisations([refusal.about for refusal in refused.reasons])
    return Names(common, things)


def _of_catalogue(row: Right | None) -> dict[str, Value]:
    if row is None:
        return {}
    provider = row.service.provider
    return {
        "right": (_right(row),),
        "service": row.service.name,
        "provider": provider.name,
        "contact": provider.contact_name,
        "phone": provider.contact_phone,
    }


def _of_ended_means(question: Question, row: Right | None) -> dict[str, Values]:
    """Since when the service does not accept the means of this login, and why (F8)."""
    means = question.context.means
    found = ending(row.service, means) if row and means else None
    if found is None or found.at > question.context.at:
        return {}
    why: dict[str, Value] = {"why": (InLanguages(found.reasons, ""),)} if any(found.reasons.values()) else {}
    return {found.kind.value: {"ended": found.at, **why}}


def _right(row: Right) -> InLanguages:
    return InLanguages(row.names, row.name)


def _of_organisation(question: Question) -> dict[str, Value]:
    which = {"ref": question.organisation} if question.organisation else {"branches__ref": question.branch}
    name = Organisation.objects.filter(**which).values_list("name", flat=True).first()
    return {"organisation": name} if name else {}


def _of_login(question: Question, refused: Refused) -> dict[str, Value]:
    known: dict[str, Value | None] = {
        "level": refused.level_needed,
        "given": question.context.assurance,
        "means": question.context.means,
    }
    return {name: value for name, value in known.items() if value is not None}


def _of_user(user: str, other_home: str | None) -> dict[str, Value]:
    row = BusinessUser.objects.filter(ref=user).select_related("organisation").first()
    if row is None:
        return {}
    other = Organisation.objects.filter(ref=other_home or "").values_list("name", flat=True).first()
    known: dict[str, Value | None] = {
        "user": row.name,
        "home": row.organisation.name,
        "until": row.right_to_work_until,
        "other": other,
    }
    return {name: value for name, value in known.items() if value}


def _of_organisations(refs: Collection[str]) -> dict[str, Values]:
    rows = Organisation.objects.filter(ref__in=refs).values_list("ref", "name")
    return {ref: {"closed": name} for ref, name in rows}


def _of_records(refs: AbstractSet[str]) -> dict[str, Values]:
    """The records of power that refusals are about, by their reference."""
    found: dict[str, Values] = {}
    for model in (Assignment, Grant):
        if left := refs - found.keys():
            for row in model.objects.filter(ref__in=left).select_related("right"):
                found[row.ref] = _record(row, [row.right])
    if left := refs - found.keys():
        for mandate in Mandate.objects.filter(ref__in=left).prefetch_related("rights"):
            found[mandate.ref] = _record(mandate, list(mandate.rights.order_by("place", "ref")))
    return found


def _record(row: Any, rights: list[Right]) -> Values:
    held = tuple(_right(right) for right in rights)
    known: dict[str, Value] = {"held": held, "since": row.starts_at, "until": row.ends_at or ""}
    return known | ({"withdrawn": Moment(row.revoked_at)} if row.revoked_at else {})
