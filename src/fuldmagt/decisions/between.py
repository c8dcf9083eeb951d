"""What is against a mandate or a grant, whoever would act by it: for telling of it apart from people. Pure.

The law judges a person's question. Here stands the part of it that no person changes, in its order;
`tests/decisions/test_between.py` holds both against one another.
"""

from collections.abc import Iterator
from datetime import datetime

from fuldmagt.decisions.facts import Facts, Grant, Mandate, Record
from fuldmagt.decisions.links import REASONS, Kind
from fuldmagt.decisions.standing import Failing, not_in_force
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.vocabulary.refusals import Reason, Refusal


def against_mandate(facts: Facts, mandate: Mandate, right: str, at: datetime) -> tuple[Refusal, ...]:
    """Everything against acting by one right of a mandate; empty where only a person is wanting."""
    return (
        *_record(facts, Kind.MANDATE, mandate, mandate.accepted, right, mandate.giver, at),
        *_place(facts, right, mandate.giver, mandate.receiver),
        *_unless(
            facts.services[facts.rights[right].service].accepts_chains, Reason.CHAIN_NOT_SUPPORTED, right
        ),
    )


def against_grant(facts: Facts, grant: Grant, at: datetime) -> tuple[Refusal, ...]:
    """Everything against acting by a grant; empty where only a person is wanting."""
    service = facts.services[facts.rights[grant.right].service]
    recognised = any(
        not not_in_force(each, at) for each in facts.recognitions_of(grant.receiver, service.provider)
    )
    possible = service.accepts_grants and facts.catalogue.grantable(grant.right)
    return (
        *_record(facts, Kind.GRANT, grant, grant.confirmed, grant.right, grant.giver, at),
        *_unless(recognised, Reason.ADVISER_NOT_RECOGNISED, grant.receiver),
        *_place(facts, grant.right, grant.giver, grant.receiver),
        *_unless(possible, Reason.GRANT_NOT_SUPPORTED, grant.right),
    )


def _record(
    facts: Facts, kind: Kind, record: Record, agreed: bool, right: str, giver: str, at: datetime
) -> Iterator[Refusal]:
    """The first that fails of the record itself."""
    failing = not_in_force(record, at)
    if failing is None and not agreed:
        failing = Failing.NOT_AGREED
    if failing is not None:
        yield Refusal(REASONS[kind][failing], record.id)
    elif not facts.open_to_organisation(right, giver):
        yield Refusal(Reason.NOT_ELIGIBLE, right)


def _place(facts: Facts, right: str, giver: str, receiver: str) -> Iterator[Refusal]:
    """Rules 2 and 7, and that the right is on offer."""
    if not facts.rights[right].offered:
        yield Refusal(Reason.RIGHT_UNKNOWN, right)
    if facts.organisations[receiver].state is not OrganisationState.ACTIVE:
        yield Refusal(Reason.ORGANISATION_CLOSED, receiver)
    if facts.organisations[giver].state is OrganisationState.CLOSED:
        yield Refusal(Reason.ORGANISATION_CLOSED, giver)
    customers = facts.services[facts.rights[right].service].customers
    if customers is not None and giver not in customers:
        yield Refusal(Reason.ORGANISATION_NOT_CUSTOMER, giver)


def _unless(holds: bool, reason: Reason, about: str) -> Iterator[Refusal]:
    if not holds:
        yield Refusal(reason, about)
