"""Entries of the log as sentences: who did what to whom, when, and why it was refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fuldmagt import explanations
from fuldmagt.audit import queries as log
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import DONE as HAPPENED
from fuldmagt.audit.models import Entry, Record
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.assignments.rules import OWN_GIFT
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.rules import Role
from fuldmagt.organisations.users import queries as users
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.events.sentences import DONE, REFUSED
from fuldmagt.web.frame.words import MEANS, ROLES

FIELDS: Final = {
    "name": gettext_lazy("Name"),
    "birth_date": gettext_lazy("Birth date"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "address": gettext_lazy("Address"),
    "language": gettext_lazy("Language"),
    "department": gettext_lazy("Department"),
    "employee_group": gettext_lazy("Staff category"),
    "category": gettext_lazy("Category"),
    "mailbox": gettext_lazy("Mailbox"),
    "leader": gettext_lazy("Leader"),
    "postcode": gettext_lazy("Postcode"),
    "city": gettext_lazy("City"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A deed as a reader sees it. `number` is None until the log has numbered it."""

    at: datetime
    sentence: str
    who: str
    refused: bool
    why: str = ""
    details: Sequence[str] = field(default_factory=tuple)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the references in some entries are called, as far as the organisation knows them."""

    users: dict[str, str]
    departments: dict[str, str]
    rights: dict[str, str]

    def user(self, ref: str) -> str:
        return self.users.get(ref) or _("the platform")


def told(entries: Iterable[Record], *, organisation: str) -> list[Told]:
    """Each deed once: a deed has an entry for each subject, which stand side by side."""
    deeds = _deeds(entries)
    names = _names([entry for deed in deeds for entry in deed], organisation)
    return [_told(deed, names) for deed in deeds]


def _deeds(entries: Iterable[Record]) -> list[list[Record]]:
    deeds: list[list[Record]] = []
    for entry in entries:
        if deeds and _same(deeds[-1][0], entry):
            deeds[-1].append(entry)
        else:
            deeds.append([entry])
    return deeds


def _same(one: Record, other: Record) -> bool:
    return all(
        getattr(one, name) == getattr(other, name) for name in ("event", "actor", "at", "outcome", "facts")
    )


def _names(entries: Sequence[Record], organisation: str) -> Names:
    references = {ref for entry in entries for ref in (entry.actor, entry.subject)}
    references |= {str(entry.facts.get(name, "")) for entry in entries for name in ("user", "leader")}
    rights = {str(entry.facts["right"]) for entry in entries if "right" in entry.facts}
    language = get_language() or ""
    return Names(
        users=users.names(references, organisation=organisation),
        departments=departments.names(organisation),
        rights={
            ref: f"{right.service.name}: {in_language(right.names, language, otherwise=right.name)}"
            for ref, right in catalogue.rights_called(rights).items()
        },
    )


def _told(deed: Sequence[Record], names: Names) -> Told:
    entry = deed[0]
    event = Event(entry.event)
    words = {
        "who": names.user(entry.actor),
        "whom": _whom(deed, names),
        "what": _what(deed, names),
    }
    refused = entry.outcome != HAPPENED
    if refused:
        asked = {"who": words["who"], "deed": str(REFUSED[event]) % words}
        sentence = _("%(who)s wanted to %(deed)s") % asked
    else:
        sentence = str(DONE[event]) % words
    return Told(
        at=entry.at,
        sentence=sentence,
        who=words["who"],
        refused=refused,
        why=_why(entry) if refused else "",
        details=_details(entry, names),
        number=min((each.number for each in deed if isinstance(each, Entry)), default=None),
    )


def _whom(deed: Sequence[Record], names: Names) -> str:
    known = [names.users[entry.subject] for entry in deed if entry.subject in names.users]
    if known:
        return get_text_list(known, _("and"))
    named = log.personal(deed[0]).get("name", "")
    return named or names.users.get(deed[0].actor) or _("somebody unknown here")


def _what(deed: Sequence[Record], names: Names) -> str:
    facts = deed[0].facts
    if (role := facts.get("role")) in set(Role):
        return str(ROLES[Role(role)])
    if (kind := facts.get("kind")) in set(Means):
        return str(MEANS[Means(kind)])
    if right := facts.get("right"):
        return names.rights.get(str(right), str(right))
    known = [names.departments[entry.subject] for entry in deed if entry.subject in names.departments]
    return get_text_list(known, _("and")) or str(facts.get("name", "")) or deed[0].subject


def _why(entry: Record) -> str:
    refusal = Refusal(Reason(entry.outcome), about=str(entry.facts.get("refused_about", "")))
    return explanations.explained(refusal).sentence


def _details(entry: Record, names: Names) -> list[str]:
    """What changed, from what to what, and the reason somebody wrote, where the person is not erased."""
    personal = log.personal(entry)
    lines = []
    for name in entry.facts.get("changed", []):
        if name in FIELDS:
            values = personal if name in personal else entry.facts
            before = values.get(f"{name}_before") or entry.facts.get("before", {}).get(name, "")
            now = values.get(name, "") or entry.facts.get("now", {}).get(name, "")
            lines.append(_change(str(FIELDS[name]), _named(name, before, names), _named(name, now, names)))
    if entry.facts.get("because") == OWN_GIFT:
        lines.append(_("Reason: %(reason)s") % {"reason": _("the person had given it to themselves")})
    if reason := personal.get("reason"):
        lines.append(_("Reason: %(reason)s") % {"reason": reason})
    return lines


def _named(field_name: str, value: object, names: Names) -> str:
    if field_name == "department":
        return names.departments.get(str(value), "")
    return names.users.get(str(value), "") if field_name == "leader" else str(value or "")


def _change(title: str, before: str, now: str) -> str:
    if before and now:
        return _("%(field)s: %(before)s became %(now)s") % {"field": title, "before": before, "now": now}
    if now:
        return _("%(field)s: now %(now)s") % {"field": title, "now": now}
    return _("%(field)s: %(before)s was taken away") % {"field": title, "before": before}
