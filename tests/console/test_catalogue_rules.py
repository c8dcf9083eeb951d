"""Over any history of changes nobody alone gains power: what is done at once opens nothing."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.catalogue.changing.rules import Change, Kind, changed, problems, wider
from fuldmagt.catalogue.imports.document import Document, ProviderEntry, RightEntry, ServiceEntry, SetEntry
from fuldmagt.catalogue.rules import NONE, Rights
from fuldmagt.vocabulary.assurance import BY_WORD

pytestmark = pytest.mark.requirement("C1")

TEXTS = {"da": "a", "nl": "b", "en": "c"}
REFS = [f"s:{name}" for name in "abcd"]
FRESH = [f"s:{name}" for name in "ef"]
CATEGORIES = ("municipality", "company")
levels = st.sampled_from(sorted(BY_WORD))
some_categories = st.sets(st.sampled_from(CATEGORIES)).map(sorted)
some_rights = st.sets(st.sampled_from([*REFS, *FRESH]), max_size=2).map(sorted)


def the_catalogue() -> Document:
    """Of the four rights the first two exclude one another, and the third includes the first."""
    implies = {REFS[2]: frozenset({REFS[0]})}
    rights = tuple(
        RightEntry(ref, TEXTS, TEXTS, "substantial", frozenset({"company"}), implies.get(ref, NONE), place)
        for place, ref in enumerate(REFS)
    )
    service = ServiceEntry(
        "s", "S", TEXTS, "", "confidential", False, False, frozenset({"app", "chip"}), {}, None, rights
    )
    provider = ProviderEntry("p", "P", "x", ("", "", ""), (service,))
    exclusive = SetEntry("two", frozenset(REFS[:2]))
    return Document({"x": TEXTS}, (provider,), (exclusive,))


laws = st.fixed_dictionaries({"assurance": levels, "categories": some_categories, "implies": some_rights})
services = st.fixed_dictionaries(
    {
        "name": st.just("S"),
        "url": st.just(""),
        "data_class": st.sampled_from(["ordinary", "confidential", "sensitive"]),
        "means": st.sets(st.sampled_from(["app", "chip", "private_eid"])).map(sorted),
        "accepts_chains": st.booleans(),
        "accepts_grants": st.just(False),
    }
)
sets = st.sets(st.sampled_from(REFS), max_size=3).map(lambda rights: {"rights": sorted(rights)})
changes = st.one_of(
    st.builds(Change, st.just(Kind.RIGHT), st.sampled_from(REFS), st.one_of(st.none(), laws)),
    st.builds(
        Change,
        st.just(Kind.RIGHT),
        st.sampled_from(FRESH),
        laws.map(lambda law: law | {"names": TEXTS, "texts": TEXTS}),
        st.just(True),
    ),
    st.builds(Change, st.just(Kind.SERVICE), st.just("s"), services),
    st.builds(Change, st.just(Kind.SET), st.sampled_from(["two", "three"]), st.one_of(st.none(), sets)),
)


@given(st.lists(changes, max_size=12))
def test_no_history_of_changes_at_once_opens_anything(history: list[Change]) -> None:
    first = now = the_catalogue()
    used = set(REFS)
    for change in history:
        if change.new and change.ref in used:
            continue
        after = changed(now, change)
        if problems(now, after) or wider(now, after):
            continue
        now = after
        used |= {right.ref for right in now.rights()}
    old = {right.ref: right for right in first.rights()}
    before, law = (Rights.of({r.ref: r.implies for r in d.rights()}) for d in (first, now))
    for right in now.rights():
        if was := old.get(right.ref):
            assert BY_WORD[right.assurance] >= BY_WORD[was.assurance]
            assert right.categories
            assert right.categories <= was.categories
            assert law.all_covered(right.ref) <= before.all_covered(right.ref)
        else:
            assert not law.all_covered(right.ref) & old.keys()
    service = next(now.services())
    assert service.means <= {"app", "chip"}
    assert service.data_class != "ordinary"
    assert not service.accepts_chains
    kept = old.keys() & {right.ref for right in now.rights()}
    assert {pair for pair in in_conflict(first) if pair <= kept} <= in_conflict(now)


def in_conflict(document: Document) -> set[frozenset[str]]:
    """Which two rights nobody can use together, asked of the law one pair after the other."""
    law = Rights.of({r.ref: r.implies for r in document.rights()}, (each.rights for each in document.sets))
    return {
        frozenset({one.ref, other.ref})
        for one, other in combinations(document.rights(), 2)
        if law.in_conflict(one.ref, law.all_covered(one.ref) | law.all_covered(other.ref))
    }


@given(changes)
def test_a_change_touches_nothing_else(change: Change) -> None:
    before = the_catalogue()
    after = changed(before, change)
    if change.kind is Kind.SET:
        assert after.providers == before.providers
    if change.kind is Kind.SERVICE:
        assert list(after.rights()) == list(before.rights())
    if change.kind is Kind.RIGHT and change.said is not None:
        kept = [right for right in after.rights() if right.ref != change.ref]
        assert kept == [right for right in before.rights() if right.ref != change.ref]
        assert after.sets == before.sets


def test_data_that_are_no_longer_ordinary_end_the_private_eid() -> None:
    now = the_catalogue()
    (provider,) = now.providers
    ordinary = replace(provider.services[0], data_class="ordinary", means=frozenset({"app", "private_eid"}))
    now = replace(now, providers=(replace(provider, services=(ordinary,)),))
    said = {
        "name": "S",
        "url": "",
        "data_class": "sensitive",
        "means": ["app", "private_eid"],
        "accepts_chains": False,
        "accepts_grants": False,
    }
    after = changed(now, Change(Kind.SERVICE, "s", said))
    assert next(after.services()).means == {"app"}
    assert problems(now, after) == []
    assert wider(now, after) == []
