"""Taking a price list over from a file: all of it or nothing, and nothing of what has begun."""

from datetime import date, datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.imports.places import Problem, opened
from fuldmagt.costs.models import ListedPrice, PriceList
from fuldmagt.costs.prices import rules
from fuldmagt.costs.prices.document import Document, read
from fuldmagt.costs.prices.queries import Listed, the_list
from fuldmagt.vocabulary.refusals import Reason, Refusal


def load(
    text: str, *, today: date, by: str, at: datetime, dry_run: bool = False
) -> rules.Plan | list[Problem]:
    """Make the list what the file says; `today` is the day where the operator is."""
    root = opened(text)
    if isinstance(root, list):
        return root
    document = read(root)
    if root.problems:
        return sorted(root.problems)
    if dry_run:
        return _examined(document, the_list(), today)
    with deed(Event.PRICES_IMPORTED, by=by, at=at) as draft:
        # Two who load at once wait here for one another.
        PriceList.objects.get_or_create(id=1, defaults={"currency": document.currency})
        PriceList.objects.select_for_update().get(id=1)
        outcome = _examined(document, the_list(), today)
        if isinstance(outcome, list):
            draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="prices"))
        elif outcome.is_empty:
            draft.unchanged()
        else:
            draft.facts(new=len(outcome.new), withdrawn=len(outcome.withdrawn))
            _write(document.currency, outcome, by=by, at=at)
    return outcome


def _examined(document: Document, listed: Listed, today: date) -> rules.Plan | list[Problem]:
    places = dict(document.prices)
    problems = []
    if listed and listed.currency != document.currency:
        problems.append(Problem(1, "currency", f"the list is in {listed.currency}, and stays so"))
    for objection in rules.objections(listed.prices, document.said, today=today):
        place = places[objection.price] if objection.price else Problem(1, "prices", "")
        problems.append(Problem(place.line, place.path, objection.says))
    return sorted(problems) or rules.plan(listed.prices, document.said)


def _write(currency: str, plan: rules.Plan, *, by: str, at: datetime) -> None:
    PriceList.objects.filter(id=1).update(currency=currency)
    for price in plan.withdrawn:
        standing = ListedPrice.objects.filter(kind=price.kind, since=price.since, withdrawn_at__isnull=True)
        standing.update(withdrawn_at=at)
    ListedPrice.objects.bulk_create(
        ListedPrice(
            kind=price.kind,
            since=price.since,
            amount=price.amount,
            vat=price.vat,
            charged=price.charged,
            payer=price.payer,
            listed_by=by,
            listed_at=at,
        )
        for price in plan.new
    )
