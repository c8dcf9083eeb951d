"""Balans Advies and its clients: a firm whose people act for many, by mandates and by grants, in every state.

Femke manages mandates and rights there, Jonas and Sanne act for clients. De Korrel has an own
administrator, Pieter, who sees how many at Balans may act for the bakery, and never who they are.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.categories import Category
from tests.cast import NEW_YEAR, a_department, a_user, an_organisation, gives

MEANS = ["app", "passkey", "chip", "code_display"]


@dataclass(frozen=True, slots=True)
class Portal:
    provider: Provider
    service: Service
    view: Right
    edit: Right
    archive: Right


def portal() -> Portal:
    """A pension fund's employer portal: edit brings view; and an archive that knows no grants."""
    provider = Provider.objects.create(
        ref="fonds", name="Pensioenfonds Voorbeeld", sector="pension", state=Provider.State.ADMITTED
    )
    service = Service.objects.create(
        ref="portaal",
        provider=provider,
        name="Werkgeversportaal",
        data_class="ordinary",
        accepts_chains=True,
        accepts_grants=True,
        means=MEANS,
    )
    other = Service.objects.create(
        ref="archief",
        provider=provider,
        name="Archief",
        data_class="ordinary",
        accepts_chains=True,
        means=MEANS,
    )
    view = a_right(service, "bekijken", "Bekijken", 1)
    edit = a_right(service, "wijzigen", "Bekijken en wijzigen", 2)
    edit.implies.add(view)
    return Portal(provider, service, view, edit, a_right(other, "lezen", "Archief lezen", 1))


def a_right(service: Service, ref: str, name: str, place: int) -> Right:
    return Right.objects.create(
        ref=f"{service.ref}:{ref}", service=service, name=name, place=place, assurance="substantial"
    )


def a_client(name: str, number: int, **more: Any) -> Organisation:
    return an_organisation(name, ref=f"nl:kvk:{number}", category=Category.COMPANY, country="NL", **more)


def mandates(
    giver: Organisation, receiver: Organisation, *rights: Right, accepted: bool = True, **more: Any
) -> Mandate:
    begun = {"ref": dice.reference(), "starts_at": NEW_YEAR}
    mandate = Mandate.objects.create(giver=giver, receiver=receiver, accepted=accepted, **begun | more)
    mandate.rights.set(rights)
    return mandate


def grants(
    giver: Organisation, receiver: Organisation, right: Right, *, confirmed: bool = True, **more: Any
) -> Grant:
    begun = {"ref": dice.reference(), "starts_at": NEW_YEAR}
    return Grant.objects.create(
        giver=giver, receiver=receiver, right=right, confirmed=confirmed, **begun | more
    )


def recognised(provider: Provider, adviser: Organisation) -> Adviser:
    return Adviser.objects.create(
        ref=dice.reference(), provider=provider, organisation=adviser, starts_at=NEW_YEAR
    )


def acts_for(user: BusinessUser, right: Right, mandate: Mandate, **more: Any) -> Assignment:
    begun = {"ref": dice.reference(), "starts_at": NEW_YEAR}
    return Assignment.objects.create(
        user=user, right=right, organisation=mandate.giver, mandate=mandate, **begun | more
    )


def by_group(user: BusinessUser, right: Right, group: str) -> Assignment:
    """A right that the user has as a member of a group."""
    home = user.organisation
    made = Group.objects.create(
        ref=dice.reference(), organisation=home, name=group, created_at=NEW_YEAR, created_by="x"
    )
    source = Source.objects.create(
        ref=dice.reference(),
        organisation=home,
        acted_for=home,
        group=made,
        right=right,
        given_by="x",
        starts_at=NEW_YEAR,
    )
    row = gives(user, right)
    Assignment.objects.filter(pk=row.pk).update(source=source)
    return row


@dataclass(frozen=True, slots=True)
class Balans:
    portal: Portal
    organisation: Organisation
    department: Department
    femke: BusinessUser
    jonas: BusinessUser
    sanne: BusinessUser
    korrel: Organisation
    pieter: BusinessUser
    mandate: Mandate


def balans() -> Balans:
    """Each client in another state: holding, ending soon, expired, not accepted, granted, not confirmed."""
    at, offered = clock.now(), portal()
    firm = an_organisation("Balans Advies", ref="nl:kvk:90000001", category=Category.ADVISER, country="NL")
    loon = a_department(firm, "Loonadministratie")
    femke = a_user(firm, "Femke Aldenkamp", Role.MANDATE_MANAGER, Role.RIGHTS_ADMINISTRATOR)
    jonas = a_user(firm, "Jonas de Wit", department=loon)
    sanne = a_user(firm, "Sanne Kwikstaart", department=loon)
    korrel = a_client("Bakkerij De Korrel", 90000002)
    pieter = a_user(korrel, "Pieter Korrelaar", Role.MANDATE_MANAGER)
    mandate = mandates(korrel, firm, offered.edit, offered.archive)
    acts_for(jonas, offered.edit, mandate)
    acts_for(sanne, offered.view, mandate)
    soon = at + timedelta(days=12)
    lindenhof = mandates(a_client("Boomkwekerij Lindenhof", 90000003), firm, offered.edit, ends_at=soon)
    acts_for(jonas, offered.edit, lindenhof)
    ooievaar = mandates(
        a_client("Kaasmakerij Ooievaar", 90000004), firm, offered.edit, ends_at=at - timedelta(days=20)
    )
    acts_for(jonas, offered.edit, ooievaar)
    mandates(a_client("Zorgboerderij Madelief", 90000005), firm, offered.edit, accepted=False)
    grants(a_client("Rederij Zilvermeeuw", 90000006), firm, offered.edit)
    grants(a_client("Atelier Vogelvlucht", 90000007), firm, offered.view, confirmed=False)
    recognised(offered.provider, firm)
    gives(jonas, offered.edit)
    by_group(sanne, offered.view, "Loonteam")
    return Balans(offered, firm, loon, femke, jonas, sanne, korrel, pieter, mandate)
