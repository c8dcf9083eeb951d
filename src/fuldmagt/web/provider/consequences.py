"""What a change of the catalogue comes to, in sentences: what it opens, what it ends, and for how many.

Numbers, never names: these are people of other organisations (decision 0012).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuldmagt.catalogue.changing.queries import Examined, service_called
from fuldmagt.catalogue.changing.rules import More, Wider
from fuldmagt.catalogue.imports.document import Document, RightEntry, ServiceEntry, SetEntry
from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.queries import Reach, colliding, holders, reach, shut_out
from fuldmagt.sign_in.endings.queries import concern
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.words import LEVELS, MEANS
from fuldmagt.web.provider.law_forms import names_in
from fuldmagt.web.rights.tree import quoted
from fuldmagt.web.rights.words import data, listed, plural


def opened(examined: Examined) -> list[str]:
    """What the change gives more of; for each of these a second person is needed."""
    names = names_in(examined.before, examined.after)
    return [_more(each, names, examined) for each in examined.wider]


def _more(wider: Wider, names: Mapping[str, str], examined: Examined) -> str:
    name = names.get(wider.ref, wider.ref)
    match wider.more:
        case More.LEVEL:
            text = _("“{name}” needs a login of the level {level} and no more.")
            return text.format(name=name, level=LEVELS[BY_WORD[wider.gained[0]]])
        case More.OPENED if wider.gained:
            return _("“{name}” can be given to {whom} too.").format(name=name, whom=plural(wider.gained))
        case More.OPENED:
            return _("“{name}” can be given in every organisation.").format(name=name)
        case More.INCLUDES:
            text = _("Whoever has “{name}” may do {gained} too.")
            return text.format(name=name, gained=_rights(wider.gained, names))
        case More.DATA:
            text = _("{name} counts as a service with {data}, which more means may open.")
            return text.format(name=name, data=data(wider.gained[0]))
        case More.MEANS:
            text = _("People can log in to {name} with these too: {means}.")
            return text.format(name=name, means=_means(wider.gained))
        case More.WAYS:
            text = _("In {name} one can act for another organisation by {ways}.")
            return text.format(name=name, ways=listed([_way(each) for each in wider.gained]))
        case More.ADDRESS if wider.gained[0]:
            return _("Links to {name} lead to {url}.").format(name=name, url=wider.gained[0])
        case More.ADDRESS:
            return _("Nothing leads to {name} any more: it has no address.").format(name=name)
        case More.EXCLUSION:
            return _("One person can hold {rights} together.").format(rights=_rights(wider.gained, names))


def _way(way: str) -> str:
    return {"accepts_chains": _("chain mandate"), "accepts_grants": _("grant in the portal")}[way]


def _rights(refs: tuple[str, ...], names: Mapping[str, str]) -> str:
    return listed(quoted(names.get(each, each) for each in refs))


def _means(kinds: tuple[str, ...]) -> str:
    return listed([str(MEANS[Means(each)]) for each in kinds])


def ended(examined: Examined, *, at: datetime) -> list[str]:
    """What the change takes away, and from how many."""
    was, becomes = examined.was, examined.becomes
    if isinstance(was, ServiceEntry) and isinstance(becomes, ServiceEntry):
        return list(_of_service(was, becomes, at))
    if isinstance(was, RightEntry) and isinstance(becomes, RightEntry):
        return list(_of_right(was, becomes, examined, at))
    if isinstance(was, RightEntry):
        return list(_retired(was, examined, at))
    if isinstance(becomes, SetEntry):
        return list(_of_set(was, becomes, examined.after, at))
    if isinstance(becomes, RightEntry | ServiceEntry):
        return [_("Nobody has it yet: administrators of the organisations give it.")]
    return []


def _of_service(was: ServiceEntry, becomes: ServiceEntry, at: datetime) -> Iterator[str]:
    if was.name != becomes.name:
        yield _("It is called {name}.").format(name=becomes.name)
    if was.data_class != becomes.data_class:
        yield _("It counts as a service with {data}.").format(data=data(becomes.data_class))
    service = service_called(was.ref)
    service.means = sorted(becomes.means)  # whoever has another of those that go has no other way
    for kind in sorted(was.means - becomes.means):
        whom = concern(service, Means(kind), end=at, at=at)
        text = ngettext(
            "{means} is not accepted any more, at once. That concerns {people} person, without a warning; "
            "{alone} of them has no other means that it accepts.",
            "{means} is not accepted any more, at once. That concerns {people} people, without a warning; "
            "{alone} of them have no other means that it accepts.",
            whom.people,
        )
        none = _("{means} is not accepted any more. That concerns nobody now.")
        words = text if whom.people else none
        yield words.format(means=MEANS[Means(kind)], people=whom.people, alone=whom.alone)
    for way in ("accepts_chains", "accepts_grants"):
        if getattr(was, way) and not getattr(becomes, way):
            yield _("Nobody can act there for another organisation by {way} any more.").format(way=_way(way))


def _of_right(was: RightEntry, becomes: RightEntry, examined: Examined, at: datetime) -> Iterator[str]:
    held = reach([was.ref], at=at)
    if BY_WORD[becomes.assurance] > BY_WORD[was.assurance]:
        text = _("It needs a login of the level {level}, from the next question on. {held}")
        yield text.format(level=LEVELS[BY_WORD[becomes.assurance]], held=_held(held))
    if becomes.categories and becomes.categories != was.categories:
        out = shut_out(was.ref, [Category(each) for each in becomes.categories], at=at)
        text = ngettext(
            "It is open to {whom}. {out} person holds it elsewhere and cannot use it any more, at once.",
            "It is open to {whom}. {out} people hold it elsewhere and cannot use it any more, at once.",
            out,
        )
        none = _("It is open to {whom}. Nobody holds it elsewhere.")
        yield (text if out else none).format(whom=plural(becomes.categories), out=out)
    yield from _includes_less(examined, was.ref, held)


def _includes_less(examined: Examined, ref: str, held: Reach) -> Iterator[str]:
    before, after = (
        Rights.of({each.ref: each.implies for each in document.rights()}).all_covered(ref)
        for document in (examined.before, examined.after)
    )
    if lost := tuple(sorted(before - after)):
        names = names_in(examined.before)
        text = _("It does not include {rights} any more. {held}")
        yield text.format(rights=_rights(lost, names), held=_held(held))


def _held(held: Reach) -> str:
    """How many hold it, as a sentence."""
    if not held.people:
        return _("Nobody holds it now.")
    text = ngettext("{people} person holds it now.", "{people} people hold it now.", held.people)
    return text.format(people=held.people)


def _retired(was: RightEntry, examined: Examined, at: datetime) -> Iterator[str]:
    held = reach([was.ref], at=at)
    if held.people:
        text = ngettext(
            "{people} person holds it, and cannot do it any more, at once.",
            "{people} people hold it, and cannot do it any more, at once.",
            held.people,
        )
        yield text.format(people=held.people)
    else:
        yield _("Nobody holds it now.")
    given = holders([was.ref], at=at).get(was.ref, 0)
    if given:
        text = ngettext(
            "{given} record gives it: it stays, and gives nothing.",
            "{given} records give it, among them mandates and grants: they stay, and give nothing.",
            given,
        )
        yield text.format(given=given)
    including = [each.ref for each in examined.before.rights() if was.ref in each.implies]
    if including:
        names = names_in(examined.before)
        text = _("It is not included any more in {rights}.")
        yield text.format(rights=_rights(tuple(including), names))
    yield _("It does not come back under this short name.")


def _of_set(was: object, becomes: SetEntry, after: Document, at: datetime) -> Iterator[str]:
    if isinstance(was, SetEntry) and becomes.rights <= was.rights:
        return
    law = Rights.of({each.ref: each.implies for each in after.rights()})
    two = colliding(becomes.rights, law, at=at)
    text = ngettext(
        "{two} person holds two of them for one organisation, and can use neither before one is withdrawn.",
        "{two} people hold two of them for one organisation, and can use neither before one is withdrawn.",
        two,
    )
    yield text.format(two=two) if two else _("Nobody holds two of them now.")
    yield _("Rights that exclude others cannot be granted in the portal.")


def amiss(kind: str) -> tuple[str, str]:
    """The field at which a fault of the catalogue is said, and in which words."""
    return {
        "id": ("ref", _("Write small letters, digits and hyphens.")),
        "repeated": ("ref", _("This short name is taken, or was used once. Choose another.")),
        "no_means": ("means", _("Tick at least one: otherwise nobody can log in.")),
        "no_lasting_means": (
            "means",
            _("Each means that is left has a last day. Leave one that has none, or nobody can log in then."),
        ),
        "url": ("url", _("This is no address. It begins with https://.")),
        "private_eid_data": ("means", _("A private eID opens services with ordinary data only.")),
        "private_eid_alone": (
            "means",
            _("A private eID is voluntary: another means has to be accepted besides it."),
        ),
        "circle": ("implies", _("Two rights would include one another in a circle.")),
        "crossing": ("implies", _("A right includes rights of its own service only.")),
        "covers_two": (
            "",
            _("Somebody would get two rights at once that exclude one another."),
        ),
        "package_excludes": (
            "rights",
            _("A package on offer holds two of them. Ask the operator to take one out of it first."),
        ),
        "set_of_one": ("rights", _("Tick at least two rights.")),
        "no_rights": ("", _("This is the only right of the service: one without rights is of no use.")),
    }.get(kind, ("", _("This cannot be used as it is written.")))
