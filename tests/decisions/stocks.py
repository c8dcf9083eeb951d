"""A world as the views of its organisations, without a database."""

from collections import defaultdict
from datetime import datetime

from msgspec.structs import asdict

from fuldmagt.decisions import snapshot
from fuldmagt.decisions.columns import Known
from fuldmagt.decisions.facts import Assignment, Gathered, grouped
from fuldmagt.decisions.snapshot import Home, Place
from fuldmagt.decisions.stock import Stock


def stock_of(facts: Gathered, as_of: datetime) -> Stock:
    """As if it had been read at this instant."""
    same: Known = {}
    stock = Stock(snapshot.catalogue("c", facts.services, facts.rights, facts.catalogue, {}))
    held: defaultdict[str, list[Assignment]] = defaultdict(list)
    for each in facts.assignments:
        held[each.user].append(each)
    for here in facts.organisations:
        users = [each for each in facts.users.values() if each.organisation == here]
        others = {
            user.id: tuple((each.id, each.organisation) for each in facts.users_of(user) if each != user)
            for user in users
        }
        mandates = ((each.giver, each) for each in facts.mandates.values() if each.receiver == here)
        grants = ((each.giver, each) for each in facts.grants if each.receiver == here)
        recognitions = ((each.provider, each) for each in facts.recognitions if each.organisation == here)
        place = Place(**asdict(facts.organisations[here]), revision=1, mark=f"{here}-1", as_of=as_of)
        stock.keep(
            Home(
                place=place,
                members=snapshot.members(place, users, held, others, same),
                mandates=grouped(mandates),
                grants=grouped(grants),
                recognitions=grouped(recognitions),
                size=0,
            )
        )
    return stock
