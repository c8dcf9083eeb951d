"""Admitting providers: two operators stand behind each, wherever it was proposed (A7)."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.models import Provider
from fuldmagt.catalogue.providers import queries, rules
from fuldmagt.catalogue.providers.rules import Proposal, ProviderState, ProviderStep
from fuldmagt.catalogue.queries import raise_revision
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import same_person
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company, CompanyState
from fuldmagt.vocabulary.refusals import Reason, Refusal

EVENTS = {
    ProviderStep.APPROVE: Event.PROVIDER_APPROVED,
    ProviderStep.ADMIT: Event.PROVIDER_ADMITTED,
    ProviderStep.REFUSE: Event.PROVIDER_REFUSED,
}


def propose(proposal: Proposal, *, by: Actor, at: datetime) -> Provider | Refusal:
    """Propose a provider, whose number the company register knows. Nobody sees it before it is admitted."""
    refusal = by.refused(Deed.OPERATE_PLATFORM) or proposal.refused()
    company = refusal or _looked_up(proposal.number)
    with deed(Event.PROVIDER_PROPOSED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(name=proposal.name[:200])
        if isinstance(company, Refusal):
            return draft.refused(company)
        draft.about(proposal.ref)
        if Provider.objects.filter(ref=proposal.ref).exists():
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="ref"))
        same = Provider.objects.filter(number=proposal.number).exclude(state=ProviderState.REFUSED)
        if same.exists():
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="number"))
        return Provider.objects.create(
            ref=proposal.ref,
            name=proposal.name,
            sector=proposal.sector,
            number=proposal.number,
            registered_name=company.name,
            organisation=Organisation.objects.filter(ref=proposal.number).first(),
            contact_name=proposal.contact_name,
            contact_phone=proposal.contact_phone,
            contact_email=proposal.contact_email,
            state=ProviderState.PROPOSED,
            proposed_by=by.ref,
            proposed_at=at,
        )


def decide(
    ref: str, step: ProviderStep, *, reason: str, number: str = "", by: Actor, at: datetime
) -> Provider | Refusal:
    """Admit or refuse a proposed provider, and say why. The register is asked once more before admitting.

    Two operators stand behind an admission: where none has proposed the provider, as when it came from a
    file, the first who would admit it approves it, and it waits for a second.
    `number` is needed for a provider that came from a file without one.
    """
    refusal = by.refused(Deed.OPERATE_PLATFORM)
    company: Company | Refusal | None = refusal
    if not refusal and step is ProviderStep.ADMIT:
        company = _looked_up(_number_of(ref, number))
    with deed(EVENTS[step], by=by.ref, at=at, organisation=by.organisation) as draft:
        if isinstance(company, Refusal):
            return draft.refused(company)
        provider = Provider.objects.select_for_update(no_key=True).filter(ref=ref).first()
        if provider is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(provider.ref)
        draft.facts(name=provider.name)
        return _decided(provider, step, company, reason.strip(), draft, by, at)


def _decided(
    provider: Provider,
    step: ProviderStep,
    company: Company | None,
    reason: str,
    draft: Draft,
    by: Actor,
    at: datetime,
) -> Provider | Refusal:
    voices = queries.spoken_for(provider, operator=by.organisation)
    if step is ProviderStep.ADMIT and not voices:
        step = ProviderStep.APPROVE
        draft.event = EVENTS[step]
    state = rules.after(ProviderState(provider.state), step)
    if isinstance(state, Refusal):
        return draft.refused(state)
    if any(same_person(voice, by) for voice in voices):
        return draft.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about=provider.ref))
    if not reason:
        return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="reason"))
    if company is not None:
        provider.number, provider.registered_name = company.ref, company.name
        provider.organisation = Organisation.objects.filter(ref=company.ref).first()
    provider.state, provider.decision_reason = state, reason[:500]
    if step is ProviderStep.APPROVE:
        provider.approved_by, provider.approved_at = by.ref, at
    else:
        provider.decided_by, provider.decided_at = by.ref, at
    provider.save()
    raise_revision()
    return provider


def _number_of(ref: str, number: str) -> str:
    known = Provider.objects.filter(ref=ref).values_list("number", flat=True).first()
    return known or number


def _looked_up(number: str) -> Company | Refusal:
    """The company of a number, if the register knows it as alive. Asked outside of any transaction."""
    if not number:
        return Refusal(Reason.INPUT_NOT_USABLE, about="number")
    company = register().find(number)
    if isinstance(company, Company) and company.state is not CompanyState.ACTIVE:
        return Refusal(Reason.ORGANISATION_DISSOLVED, about=number)
    return company
