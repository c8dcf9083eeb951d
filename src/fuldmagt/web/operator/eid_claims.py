"""Claims as the operator sees them: what is asked for, what came, and what it would mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuldmagt.onboarding.proofing.rules import too_low
from fuldmagt.registers.eid.claims import Reading, What
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.registers.eid.spelling import Spelling
from fuldmagt.web.frame.words import LEVELS
from fuldmagt.web.operator.eid_words import FAULTS, WHATS


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of what is in force: what it is, its value, and where it comes from."""

    title: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A claim as it came."""

    title: str
    claim: str
    value: str
    fault: str


def asked_of(words: Spelling) -> list[Asked]:
    """The mapping in force: each thing, the claim it is read from, and what its values mean."""
    levels = _listed({value: str(LEVELS[level]) for value, level in words.levels.items()})
    rows = [
        (What.SUBJECT, "sub", ""),
        (What.UNIVERSAL, words.universal, ""),
        (What.NAME, " + ".join(words.name), ""),
        (What.BIRTH_DATE, words.birth_date, "YYYY-MM-DD"),
        (What.LEVEL, words.level, levels),
        (What.ISSUED, words.issued, levels),
        (What.HAS_NUMBER, words.has_national_number or words.national_number, _has_number(words)),
        (What.NUMBER, words.national_number, _("Kept sealed; never shown")),
    ]
    kinds = [Asked(str(WHATS[What.KIND]), claim, value) for claim, value in words.always.items()]
    return [
        Asked(_("Scopes that are asked for"), words.scope),
        Asked(_("Asked besides"), _listed(words.ask) or _("Nothing")),
        *kinds,
        *(Asked(str(WHATS[what]), claim, means) for what, claim, means in rows if claim),
    ]


def received(read: Sequence[Reading]) -> list[Received]:
    """What came, line by line. A national number is not shown, not even to its holder."""
    return [
        Received(
            title=str(WHATS[each.what]),
            claim=each.claim,
            value=_shown(each),
            fault=str(FAULTS[each.fault]) if each.fault else "",
        )
        for each in read
    ]


def meanings(identity: Identity) -> list[tuple[str, str]]:
    """What such a login would mean for somebody who activates, or who signs for an organisation."""
    level = LEVELS[identity.level]
    counts = (
        _("Level %(level)s: too low, an activation would be refused.")
        if too_low(identity)
        else _("Level %(level)s: enough for an activation.")
    )
    numbered = (
        _("There is one: the person may join an organisation, and needs no temporary code where it agrees.")
        if identity.has_national_number
        else _("There is none: the person needs the temporary code, and cannot join an organisation.")
    )
    not_told = _("Not told: nobody could activate without a national number.")
    born = date_format(identity.birth_date, "DATE_FORMAT") if identity.birth_date else not_told
    name = _("Protected, and so not told.") if identity.name_withheld else identity.name
    stays = (
        _("Stays when the broker is changed.")
        if identity.universal
        else _("Is new when the broker is changed.")
    )
    return [
        (_("Level"), counts % {"level": level}),
        (_("National number"), numbered),
        (_("Name to compare"), name),
        (_("Birth date to compare"), born),
        (_("How the person is known again"), stays),
    ]


def _shown(reading: Reading) -> str:
    if reading.what is What.NUMBER:
        return _("Told; not shown") if reading.value else _("Not told")
    return reading.value[:120] or _("Not told")


def _has_number(words: Spelling) -> str:
    return "true / false" if words.has_national_number else _("There is one when it is told")


def _listed(pairs: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in pairs.items())
