"""Sydby with one of everything that an address can name, and somebody of each role there and in Nordby."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property

from django.test import Client

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.costs.models import ListedPrice, PriceList
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.onboarding.bulk.models import BulkActivation
from fuldmagt.onboarding.imports.models import Import
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.registers.eid.admission.models import BrokerAdmission
from fuldmagt.secrets import dice
from tests import cast
from tests.administration import foreign
from tests.cast import Nordby, Sydby

AT, LATER = datetime(2026, 1, 5, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC)
TYPED = {
    "name": "Sydby Somebody", "who": "soeren.sydby@sydby.example", "email": "new@sydby.example",
    "birth_date": "17-05-1985", "word": "We stop.", "why": "Needed.", "reason": "Needed.", "role": "auditor",
    "category": "company", "until": "2026-12-24", "start": "2026-01-05", "phone": "70 20 00 40",
    "since": "2026-11-30", "serial": "Sydby-1", "number": "nl:kvk:90000009", "branches": "dk:pnr:1000000009",
}  # fmt: skip
"""What a person writes into fields that are empty, by their names."""


class World:
    """`browser(role)` is somebody of Sydby, `neighbour(role)` of Nordby; `things` are Sydby's."""

    def __init__(self) -> None:
        self.nordby, self.sydby = cast.nordby(), cast.sydby()
        PriceList.objects.create(id=1, currency="DKK")
        ListedPrice.objects.create(
            kind="code_display", since=AT.date(), amount=14_900, vat=2_500, charged="once", payer="giver",
            listed_by="command-line", listed_at=AT,
        )  # fmt: skip
        self.things = foreign.furnish(self.sydby) | self._more()
        self.there: dict[str, Client] = {}
        self.beside: dict[str, Client] = {}

    def browser(self, *roles: str) -> Client:
        return self._seat(self.there, self.sydby, roles)

    def neighbour(self, *roles: str) -> Client:
        return self._seat(self.beside, self.nordby, roles)

    @cached_property
    def owner(self) -> Client:
        """Somebody of Sydby who may do everything there."""
        return self.browser(*Role)

    def _seat(self, seats: dict[str, Client], town: Nordby | Sydby, roles: Iterable[str]) -> Client:
        key = " ".join(roles)
        if key not in seats:
            held = [Role(each) for each in roles if each]
            user = cast.a_user(town.organisation, f"Colleague {len(seats)}", *held)
            seats[key] = cast.log_in(Client(headers={"accept-language": "en"}), user)
        return seats[key]

    def _more(self) -> dict[str, str]:
        """What the neighbour has beside the things of tests/administration/foreign.py."""
        sydby, other = self.sydby.organisation, cast.an_organisation("Sydby Adviser", ref="dk:cvr:20000031")
        provider, begun = Provider.objects.get(ref="sydby-provider"), {"starts_at": AT}
        service = Service.objects.get(ref="sydby-service")
        service.means, service.means_ended = (
            ["code_display", "passkey", "app"],
            {"code_display": LATER.isoformat()},
        )
        service.keeps_customers = service.accepts_chains = True
        service.save()
        service.customers.add(other)
        made = {
            "mandate": self._mandate(sydby, other, accepted=True),
            "offered": self._mandate(other, sydby, accepted=False),
            "import": self._import(sydby),
            "asking": Wish.objects.create(
                ref=dice.reference(), asker=sydby, client=other.ref, asked_by=self.sydby.sigrid.ref,
                asked_at=AT, last_sent_at=AT,
            ),
            "adviser": Adviser.objects.create(
                ref=dice.reference(), provider=provider, organisation=other, **begun
            ),
            "grant": Grant.objects.create(
                ref=dice.reference(), giver=sydby, receiver=other, starts_at=AT,
                right=Right.objects.get(ref="sydby-service:see"),
            ),
            "bulk": BulkActivation.objects.create(
                ref=dice.reference(), organisation=sydby, total=1, begun_by=self.sydby.sigrid.ref, begun_at=AT
            ),
            "broker": BrokerAdmission.objects.create(
                ref=dice.reference(), fingerprint="0" * 64, issuer="https://eid.example", client="fuldmagt",
                broker="signicat", state="proposed", proposed_by="installation", proposed_at=AT,
            ),
        }  # fmt: skip
        named = {"customer": other.ref, "administrator": self.sydby.sigrid.ref}
        return {name: row.ref for name, row in made.items()} | named

    def _mandate(self, giver: Organisation, receiver: Organisation, *, accepted: bool) -> Mandate:
        mandate = Mandate.objects.create(
            ref=dice.reference(), giver=giver, receiver=receiver, accepted=accepted, starts_at=AT,
            ends_at=LATER, given_at=AT, given_by=giver.ref,
        )  # fmt: skip
        mandate.rights.set(Right.objects.filter(ref="sydby-service:see"))
        return mandate

    def _import(self, organisation: Organisation) -> Import:
        return Import.objects.create(
            ref=dice.reference(), organisation=organisation, state="ready", file_name="Sydby.csv",
            encoding="utf-8", separator=";", headings=["name", "e-mail", "birth date"], total=1,
            begun_by=self.sydby.sigrid.ref, begun_at=AT,
        )  # fmt: skip


def typed(values: dict[str, str], things: dict[str, str]) -> dict[str, str]:
    """A form as it came, with every empty field filled in; where there is none, whatever one might send."""
    empty = values or dict.fromkeys(TYPED, "")
    return {name: value or TYPED.get(name) or things.get(name) or "Sydby" for name, value in empty.items()}
