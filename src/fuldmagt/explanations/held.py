"""The names that a service is told, from the views that the process holds: asked for at every no.

A service is told what it needs to help the person, and no more: not the person's name, nor the person's other
organisations ("The answer").
"""

from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Refused
from fuldmagt.decisions.facts import Assignment, Grant, Mandate, Record
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.snapshot import Catalogue
from fuldmagt.decisions.stock import Stock
from fuldmagt.explanations.names import InLanguages, Moment, Names, Value, Values
from fuldmagt.explanations.queries import of_login


def names_for_service(question: Question, refused: Refused) -> Names:
    """The names for explaining a refusal to the service that asked."""
    stock = ask.engine().stock
    catalogue = stock.catalogue
    common = _of_right(catalogue, question.right) | _of_place(stock, question) | of_login(question, refused)
    return Names(common, _of_things(catalogue, refused) | _of_ended_means(catalogue, question))


def _of_right(catalogue: Catalogue, right: str) -> dict[str, Value]:
    words = catalogue.words.get(right)
    if words is None:
        return {}
    return {
        "right": (InLanguages(words.names, words.name),),
        "service": words.service,
        "provider": words.provider,
        "contact": words.contact,
        "phone": words.phone,
    }


def _of_place(stock: Stock, question: Question) -> dict[str, Value]:
    place = stock.places.get(question.organisation or stock.owners.get(question.branch or "", ""))
    return {"organisation": place.name} if place else {}


def _of_things(catalogue: Catalogue, refused: Refused) -> dict[str, Values]:
    """What a refusal is about by its reference: a record of power, or a right that is not open."""
    found: dict[str, Values] = {each.id: _record(catalogue, each) for each in refused.records}
    for refusal in refused.reasons:
        if words := catalogue.words.get(refusal.about):
            found[refusal.about] = {"named": (InLanguages(words.names, words.name),)}
    return found


def _record(catalogue: Catalogue, record: Record) -> Values:
    rights: list[str] = []
    if isinstance(record, Mandate):
        rights = [each for each in catalogue.words if each in record.rights]
    elif isinstance(record, (Assignment, Grant)):
        rights = [record.right]
    words = [catalogue.words[each] for each in rights]
    held = tuple(InLanguages(each.names, each.name) for each in words)
    known: dict[str, Value] = {"held": held, "since": record.start, "until": record.end or ""}
    return known | ({"withdrawn": Moment(record.revoked_at)} if record.revoked_at else {})


def _of_ended_means(catalogue: Catalogue, question: Question) -> dict[str, Values]:
    """Since when the service does not accept the means of this login, and why (F8)."""
    means, words = question.context.means, catalogue.words.get(question.right)
    if means is None or words is None or means not in words.ended:
        return {}
    at, reasons = words.ended[means]
    if at > question.context.at:
        return {}
    why: dict[str, Value] = {"why": (InLanguages(reasons, ""),)} if any(reasons.values()) else {}
    return {means.value: {"ended": at, **why}}
