"""What a change would make of a provider's catalogue, and which changes wait for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from fuldmagt.catalogue.changing import rules
from fuldmagt.catalogue.changing.rules import Change, Kind, ProposalState, Wider
from fuldmagt.catalogue.imports import queries as imports
from fuldmagt.catalogue.imports.document import Document
from fuldmagt.catalogue.imports.places import Problem
from fuldmagt.catalogue.models import ExclusiveSet, Proposal, Provider, Right, Service


@dataclass(frozen=True, slots=True)
class Examined:
    """A change beside the catalogue as it stands: what it changes, puts amiss and opens."""

    change: Change
    before: Document
    after: Document
    problems: Sequence[Problem]
    wider: Sequence[Wider]

    @property
    def was(self) -> rules.Entry | None:
        return rules.found(self.before, self.change.kind, self.change.ref)

    @property
    def becomes(self) -> rules.Entry | None:
        return rules.found(self.after, self.change.kind, self.change.ref)

    @property
    def nothing(self) -> bool:
        return self.was == self.becomes

    @property
    def stamp(self) -> str:
        """What somebody who accepts the change has seen of it."""
        return rules.stamp(rules.law(self.was), rules.law(self.becomes), [str(each) for each in self.wider])


def standing(provider: Provider) -> Document:
    """The provider's catalogue as it is, and the sets that touch it."""
    return imports.present([provider.ref], [provider.sector])


def examined(provider: Provider, change: Change) -> Examined:
    before = standing(provider)
    after = rules.changed(before, change)
    # A change that cannot be is not measured: what it covers goes in circles.
    problems = rules.problems(before, after)
    return Examined(change, before, after, problems, [] if problems else rules.wider(before, after))


def seen_of(examined: Examined) -> str:
    """The stamp of what the change would replace."""
    return rules.stamp(rules.law(examined.was))


def seen(provider: Provider, kind: Kind, ref: str) -> str:
    """The stamp of what is there now: the empty one, where nothing is."""
    return rules.stamp(rules.law(rules.found(standing(provider), kind, ref)))


def service_called(ref: str) -> Service:
    """A service that is known to be there."""
    return Service.objects.get(ref=ref)


def taken(kind: Kind, ref: str) -> bool:
    """Whether the name was ever used, by whomever: what has been retired does not come back by its name."""
    table = {Kind.SERVICE: Service, Kind.RIGHT: Right, Kind.SET: ExclusiveSet}[kind]
    return bool(table._default_manager.filter(ref=ref).exists())


def sets_of(provider: Provider) -> list[ExclusiveSet]:
    """The exclusive sets that hold rights of this provider alone: of those it decides."""
    found = ExclusiveSet.objects.filter(rights__service__provider=provider).distinct().order_by("pk")
    found = found.prefetch_related("rights__service__provider")
    return [each for each in found if all(r.service.provider_id == provider.pk for r in each.rights.all())]


def own_set(ref: str, *, organisation: str) -> tuple[Provider, ExclusiveSet] | None:
    """An exclusive set of rights of one provider, which the organisation is."""
    found = Provider.objects.filter(organisation__ref=organisation)
    found = found.filter(services__rights__exclusive_sets__ref=ref).distinct()
    for provider in found:
        for each in sets_of(provider):
            if each.ref == ref:
                return provider, each
    return None


def proposals_of(provider: Provider) -> QuerySet[Proposal]:
    """The changes proposed for a provider, the latest first."""
    return Proposal.objects.filter(provider=provider).order_by("-proposed_at", "-pk")


def waiting(provider: Provider) -> QuerySet[Proposal]:
    return proposals_of(provider).filter(state=ProposalState.WAITS)


def waiting_for(organisation: str) -> int:
    """How many changes wait for a second person at the providers that an organisation is."""
    return Proposal.objects.filter(
        provider__organisation__ref=organisation, state=ProposalState.WAITS
    ).count()


def proposal_of(ref: str, *, organisation: str) -> Proposal | None:
    """A proposal of a provider that the organisation is; None for another's."""
    found = Proposal.objects.select_related("provider")
    return found.filter(ref=ref, provider__organisation__ref=organisation).first()


def change_of(proposal: Proposal) -> Change:
    return Change(Kind(proposal.kind), proposal.subject, proposal.said, proposal.new)
