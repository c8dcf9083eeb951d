"""Balans Advies has a payroll program, and Jonas there an agent of his own; De Korrel is a client."""

from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from joserfc.jwk import ECKey

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.clients.systems.actions import Described, register
from fuldmagt.clients.systems.models import System
from fuldmagt.mandates.models import Assignment, Mandate
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import Means
from tests.cast import NEW_YEAR, a_user, acting, an_organisation, log_in
from tests.oidc.party import Party


@dataclass
class World:
    balans: Organisation
    korrel: Organisation
    femke: BusinessUser
    jonas: BusinessUser
    service: Service
    view: Right
    edit: Right
    key: ECKey

    def program(self, name: str = "Loonpakket", **more: Any) -> System:
        jwks = {"keys": [self.key.as_dict(private=False)]}
        described = Described(name, "Draait bij Balans", jwks, **more)
        found = register(described, by=acting(self.femke), at=clock.now())
        assert isinstance(found, System), found
        return found

    def party(self, system: System) -> Party:
        """The program at the token endpoint."""
        return Party(system.client.ref, method="private_key_jwt", key=self.key)

    def gives(self, user: BusinessUser, right: Right, *, mandate: Mandate | None = None) -> Assignment:
        raise_revision(user.organisation.ref)
        return Assignment.objects.create(
            ref=dice.reference(),
            user=user,
            right=right,
            organisation=mandate.giver if mandate else user.organisation,
            mandate=mandate,
            starts_at=NEW_YEAR,
        )

    def mandate(self) -> Mandate:
        made = Mandate.objects.create(
            ref=dice.reference(), giver=self.korrel, receiver=self.balans, accepted=True, starts_at=NEW_YEAR
        )
        made.rights.add(self.view)
        return made


@pytest.fixture
def world(db: None, clock: time_machine.Traveller) -> World:
    balans = an_organisation("Balans Advies", ref="nl:kvk:90000027", category=Category.ADVISER)
    korrel = an_organisation("Bakkerij De Korrel", ref="nl:kvk:90000019", category=Category.COMPANY)
    provider = Provider.objects.create(
        ref="pensioen", name="Zilverdal", sector="pension", state=Provider.State.ADMITTED
    )
    service = Service.objects.create(
        ref="portal",
        provider=provider,
        name="Werkgeversportaal",
        data_class=DataClass.CONFIDENTIAL,
        means=[Means.PASSKEY.value],
        accepts_chains=True,
    )
    view, edit = (_right(service, name) for name in ("view", "edit"))
    edit.implies.add(view)
    return World(
        balans=balans,
        korrel=korrel,
        femke=a_user(balans, "Femke Aldenkamp", Role.ORGANISATION_ADMINISTRATOR, Role.RIGHTS_ADMINISTRATOR),
        jonas=a_user(balans, "Jonas de Wit"),
        service=service,
        view=view,
        edit=edit,
        key=ECKey.generate_key("P-256", {"kid": "one"}),
    )


def _right(service: Service, name: str) -> Right:
    return Right.objects.create(
        ref=f"portal:{name}", service=service, name=name.title(), assurance=Level.SUBSTANTIAL.word
    )


@pytest.fixture
def femke(client: Client, world: World) -> Client:
    """Femke in her browser, who reads English."""
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, world.femke)
