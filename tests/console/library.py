"""Bogskabet, a provider with a small catalogue, and the two who look after it: Liv and Otto."""

from dataclasses import dataclass
from textwrap import dedent

from django.test import Client

from fuldmagt.catalogue.imports.actions import load
from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from tests.administration.pages import field
from tests.cast import NEW_YEAR, a_user, an_organisation
from tests.console.cast import at_work

BOGSKAB = "dk:cvr:20000031"
SE, RET, GODKEND = "laan:se", "laan:ret", "laan:godkend"
CATALOGUE = dedent(
    """
    sectors:
      kultur: {da: Kultur, nl: Cultuur, en: Culture}
    providers:
      - id: bogskab
        name: Bogskabet
        sector: kultur
        contact: {name: Bogskabets support}
        services:
          - id: laan
            name: Lån
            data_class: ordinary
            means: [passkey, app, private_eid]
            texts: {da: Lån af bøger., nl: Boeken lenen., en: Borrow books.}
            rights:
              - id: laan:se
                names: {da: Se lån, nl: Leningen bekijken, en: View loans}
                texts: {da: Se bøgerne., nl: De boeken zien., en: See the books.}
                assurance: low
              - id: laan:ret
                names: {da: Ret lån, nl: Leningen wijzigen, en: Edit loans}
                texts: {da: Ret bøgerne., nl: De boeken wijzigen., en: Edit the books.}
                assurance: substantial
                categories: [municipality]
                implies: [laan:se]
              - id: laan:godkend
                names: {da: Godkend lån, nl: Leningen goedkeuren, en: Approve loans}
                texts: {da: Godkend dem., nl: Keur ze goed., en: Approve them.}
                assurance: high
    exclusive_sets:
      - id: laan-to
        rights: [laan:ret, laan:godkend]
    """
).lstrip()


@dataclass(frozen=True, slots=True)
class Library:
    organisation: Organisation
    provider: Provider
    liv: BusinessUser
    otto: BusinessUser

    def right(self, ref: str) -> Right:
        return Right.objects.get(ref=ref)


def library() -> Library:
    load(CATALOGUE, held=lambda _refs: {}, by="command-line", at=NEW_YEAR, admitted=True)
    organisation = an_organisation("Bogskabet", ref=BOGSKAB)
    Provider.objects.filter(ref="bogskab").update(organisation=organisation)
    return Library(
        organisation,
        Provider.objects.get(ref="bogskab"),
        a_user(organisation, "Liv Bang", Role.PROVIDER_ADMINISTRATOR),
        a_user(organisation, "Otto Ravn", Role.PROVIDER_ADMINISTRATOR),
    )


def law_of(browser: Client, ref: str, **changes: object) -> dict[str, object]:
    """The form of what a right means, as its page shows it, with changes."""
    right = Right.objects.get(ref=ref)
    said: dict[str, object] = {
        "assurance": right.assurance,
        "categories": right.categories,
        "implies": [each.ref for each in right.implies.all()],
        "seen": field(browser.get(f"/provider/rights/{ref}/change/"), "seen"),
    }
    return said | changes


def desk(user: BusinessUser) -> Client:
    return at_work(user)


RIGHT = {
    "ref": "slet",
    "name_da": "Slet lån",
    "name_nl": "Leningen wissen",
    "name_en": "Delete loans",
    "text_da": "Slet dem.",
    "text_nl": "Wis ze.",
    "text_en": "Delete them.",
    "assurance": "high",
}
"""A new right, as Liv fills it in."""


def page(ref: str, what: str = "change") -> str:
    return f"/provider/rights/{ref}/{what}/"
