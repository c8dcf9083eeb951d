"""A provider keeps the list of a service's customers: only for them can anybody act there (F7)."""

from collections.abc import Callable, Iterable
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.customers import queries
from fuldmagt.catalogue.customers.rules import Line, Looked, Verdict
from fuldmagt.catalogue.models import Service
from fuldmagt.catalogue.providers.queries import service_of
from fuldmagt.catalogue.queries import raise_revision
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.represented.actions import kept
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company, CompanyState
from fuldmagt.vocabulary.refusals import Reason, Refusal

VERDICTS = {
    Reason.ORGANISATION_NOT_IN_REGISTER: Verdict.NOT_IN_REGISTER,
    Reason.REGISTER_UNAVAILABLE: Verdict.REGISTER_SILENT,
}
Found = dict[str, Company]


def look_up(service: Service, lines: Iterable[Line]) -> tuple[list[Looked], Found]:
    """What would become of each line, with the name from the register; nothing is changed.

    Outside of any transaction, and once the register is silent it is not asked about the rest.
    """
    wanted = list(lines)
    known = queries.known(line.number for line in wanted if line.number)
    already = queries.already(service, [each.ref for each in known.values()])
    seen: set[str] = set()
    companies: Found = {}
    silent = False
    looked = []
    for line in wanted:
        ask = line.number and line.number not in known and line.number not in seen and not silent
        company = register().find(line.number) if ask else None
        silent = silent or (isinstance(company, Refusal) and company.reason is Reason.REGISTER_UNAVAILABLE)
        if isinstance(company, Company):
            companies[line.number] = company
        each = _looked(line, known.get(line.number), company, already, seen)
        seen.add(each.ref or line.number)
        looked.append(each)
    return looked, companies


def _looked(
    line: Line,
    known: Organisation | None,
    company: Company | Refusal | None,
    already: set[str],
    seen: set[str],
) -> Looked:
    if not line.number:
        return Looked(line, Verdict.NO_NUMBER)
    ref, name = (known.ref, known.name) if known else (line.number, "")
    if ref in seen:
        return Looked(line, Verdict.TWICE, ref, name)
    if known:
        closed = Verdict.CLOSED if known.state == OrganisationState.CLOSED else Verdict.NEW
        return Looked(line, Verdict.ALREADY if ref in already else closed, ref, name)
    if isinstance(company, Company):
        gone = company.state is not CompanyState.ACTIVE
        return Looked(line, Verdict.DISSOLVED if gone else Verdict.NEW, ref, company.name)
    return Looked(line, VERDICTS[company.reason] if company else Verdict.REGISTER_SILENT, ref)


def add_customers(ref: str, lines: Iterable[Line], *, by: Actor, at: datetime) -> list[Looked] | Refusal:
    """Put on the list whoever can be; what became of each line.

    A company that the platform does not know yet is kept as one that only others act for.
    """
    service = service_of(ref, organisation=by.organisation)
    may = by.refused(Deed.MANAGE_PROVIDER)
    looked, companies = look_up(service, lines) if service and not may else ([], {})

    def add(service: Service, facts: Callable[..., None]) -> list[str] | Refusal:
        new = [each for each in looked if each.verdict is Verdict.NEW]
        service.customers.add(*(kept(each.ref, companies.get(each.line.number)) for each in new))
        facts(count=len(new))
        return [each.ref for each in new]

    done = _change(Event.CUSTOMER_ADDED, ref, add, by=by, at=at)
    return done if isinstance(done, Refusal) else looked


def remove_customer(ref: str, customer: str, *, by: Actor, at: datetime) -> Service | Refusal:
    """Take a customer off the list: nobody can act for it in the service any more, at once."""

    def remove(service: Service, _facts: Callable[..., None]) -> list[str] | Refusal:
        found = queries.customer_of(service, customer)
        if found is None:
            return Refusal(Reason.NOT_FOUND)
        service.customers.remove(found)
        return [found.ref]

    return _change(Event.CUSTOMER_REMOVED, ref, remove, by=by, at=at)


def keep_list(ref: str, *, keeps: bool, by: Actor, at: datetime) -> Service | Refusal:
    """Say whether the list counts. Without one people can act for any organisation that has given power."""

    def turn(service: Service, facts: Callable[..., None]) -> list[str] | Refusal:
        if service.keeps_customers == keeps:
            return []
        service.keeps_customers = keeps
        service.save(update_fields=["keeps_customers"])
        facts(keeps=keeps)
        return [service.ref]

    return _change(Event.CUSTOMER_LIST_TURNED, ref, turn, by=by, at=at)


Change = Callable[[Service, Callable[..., None]], "list[str] | Refusal"]


def _change(event: Event, ref: str, change: Change, *, by: Actor, at: datetime) -> Service | Refusal:
    """A deed about an own service; the change says whom it concerned: nobody, where all was so already."""
    with deed(event, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            return draft.refused(refusal)
        raise_revision()
        service = service_of(ref, organisation=by.organisation)
        if service is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(service.ref)
        draft.facts(name=service.name, service=service.ref)
        concerned = change(service, draft.facts)
        if isinstance(concerned, Refusal):
            return draft.refused(concerned)
        if not concerned:
            draft.unchanged()
        draft.about(*concerned)
        return service
