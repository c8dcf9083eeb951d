"""What the law says to Anna at Nordby and to Jonas at Balans, one turn at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from fuldmagt.decisions.decide import Allowed, Evidence, Refused
from fuldmagt.decisions.ways import WayKind
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Mender, Reason, Remedy
from tests.decisions.cast import (
    ANNA,
    BAKERY,
    BALANS,
    DE_KORREL,
    EDIT,
    HARBOUR,
    JONAS,
    KOMMUNAL,
    MONDAY,
    NORDBY,
    SAGSBEHANDLER,
    SCHOOL,
    VIEW,
    Change,
    Json,
    ask,
    besides,
    but,
    reasons,
)


def also_exclude(*rights: str) -> Change:
    return lambda dealt: dealt["exclusive_sets"].append([*rights])


def without_grants(dealt: Json) -> None:
    """A right of an exclusive set cannot be granted, so there is no grant of it."""
    dealt["grants"].clear()


NEW_YEAR_2027 = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.requirement("C3", "X2")
def test_anna_opens_se_sag_for_nordby() -> None:
    assert ask(ANNA, KOMMUNAL, NORDBY) == Allowed(
        WayKind.DIRECT, (Evidence("assignment", "a1"),), KOMMUNAL, valid_until=None
    )


@pytest.mark.requirement("F4", "X2")
def test_jonas_views_for_the_bakery_until_its_mandate_ends() -> None:
    allowed = ask(JONAS, VIEW, DE_KORREL)

    evidence = (Evidence("mandate", "m1"), Evidence("assignment", "a2"))
    assert allowed == Allowed(WayKind.CHAIN, evidence, VIEW, valid_until=NEW_YEAR_2027)
    assert reasons(ask(JONAS, VIEW, DE_KORREL, at=NEW_YEAR_2027)) == [("chain_expired", "m1")]


@pytest.mark.requirement("F6")
def test_jonas_may_view_but_not_edit_and_only_his_own_right_is_too_weak() -> None:
    answer = ask(JONAS, EDIT, DE_KORREL)

    assert isinstance(answer, Refused)
    (refusal,) = answer.reasons
    assert (refusal.reason, refusal.about) == (Reason.WEAKER_RIGHT_ONLY, "a2")
    assert refusal.mended_by is Mender.RIGHTS_ADMINISTRATOR
    assert refusal.remedy is Remedy.ASK_FOR_STRONGER_RIGHT


@pytest.mark.requirement("F6")
def test_where_both_the_bakery_and_balans_gave_view_alone_both_are_told() -> None:
    chains_alone = but("services", "portal", accepts_grants=False)

    answer = ask(JONAS, EDIT, DE_KORREL, but("mandates", "m1", rights=[VIEW]), chains_alone)

    assert reasons(answer) == [("chain_weaker_right_only", "m1"), ("weaker_right_only", "a2")]


@pytest.mark.requirement("F5", "F6")
def test_without_a_mandate_the_grant_waits_for_nothing_but_the_bakery() -> None:
    revoked = (but("mandates", "m1", state="revoked"), but("assignments", "a2", state="revoked"))

    assert reasons(ask(JONAS, EDIT, DE_KORREL, *revoked)) == [("grant_not_confirmed", "g1")]

    confirmed = ask(JONAS, EDIT, DE_KORREL, *revoked, but("grants", "g1", confirmed=True))
    assert isinstance(confirmed, Allowed)
    assert confirmed.way is WayKind.GRANT
    assert confirmed.evidence == (Evidence("grant", "g1"), Evidence("assignment", "a3"))


@pytest.mark.requirement("F5")
def test_an_adviser_must_be_known_to_the_provider_for_as_long_as_the_grant_is_used() -> None:
    grant = but("grants", "g1", confirmed=True)
    until_may = but("advisers", "v1", to="2026-05-01T00:00:00Z")
    may = datetime(2026, 5, 1, tzinfo=UTC)

    answer = ask(JONAS, EDIT, DE_KORREL, grant, until_may)
    assert isinstance(answer, Allowed)
    assert answer.valid_until == may
    assert reasons(ask(JONAS, EDIT, DE_KORREL, grant, until_may, at=may)) == [("weaker_right_only", "a2")]
    no_chain = but("services", "portal", accepts_chains=False)
    assert reasons(ask(JONAS, EDIT, DE_KORREL, grant, until_may, no_chain, at=may)) == [
        ("adviser_not_recognised", BALANS)
    ]


@pytest.mark.requirement("X2")
def test_of_two_ways_the_one_that_holds_longest_is_named() -> None:
    both = (but("grants", "g1", confirmed=True), but("grants", "g1", right=VIEW))

    longer = ask(JONAS, VIEW, DE_KORREL, *both)
    equally = ask(JONAS, VIEW, DE_KORREL, *both, but("mandates", "m1", to=None))

    assert isinstance(longer, Allowed)
    assert (longer.way, longer.valid_until) == (WayKind.GRANT, None)
    assert isinstance(equally, Allowed)
    assert (equally.way, equally.valid_until) == (WayKind.CHAIN, None)


@pytest.mark.requirement("C3", "F6")
def test_the_right_of_trade_unions_is_not_open_to_the_municipality_and_it_is_said_once() -> None:
    wrong = but("assignments", "a1", right=SAGSBEHANDLER)

    assert reasons(ask(ANNA, SAGSBEHANDLER, NORDBY, wrong)) == [("not_eligible", SAGSBEHANDLER)]
    department = but("users", ANNA, category="insurance_department")
    assert isinstance(ask(ANNA, SAGSBEHANDLER, NORDBY, wrong, department), Allowed)


@pytest.mark.requirement("C2")
def test_two_rights_that_exclude_each_other_carry_nothing_whichever_of_her_users_holds_them() -> None:
    open_both = (but("rights", SAGSBEHANDLER, categories=[]), but("rights", KOMMUNAL, categories=[]))
    second = (
        besides("users", ANNA, "u3"),
        besides("assignments", "a1", "a4", user="u3", right=SAGSBEHANDLER, branches=[HARBOUR]),
    )

    assert reasons(ask(ANNA, KOMMUNAL, NORDBY, *open_both, *second)) == [("rights_conflict", "a1")]
    closed = but("users", "u3", state="closed")
    assert isinstance(ask(ANNA, KOMMUNAL, NORDBY, *open_both, *second, closed), Allowed)
    assert reasons(ask("u3", SAGSBEHANDLER, NORDBY, *open_both, *second, branch=HARBOUR)) == [
        ("rights_conflict", "a4")
    ]


@pytest.mark.requirement("C2", "F4")
def test_what_a_mandate_could_not_give_is_not_held_and_conflicts_with_nothing() -> None:
    exclusive = (but("rights", EDIT, implies=[]), also_exclude(VIEW, EDIT), without_grants)
    both = (
        besides("rights", EDIT, "portal:all", implies=[EDIT]),
        but("mandates", "m1", rights=[VIEW, "portal:all"]),
        besides("assignments", "a2", "a4", right=EDIT),
    )
    for_insurers = but("rights", "portal:all", categories=["insurer"])

    assert reasons(ask(JONAS, VIEW, DE_KORREL, *exclusive, *both)) == [("rights_conflict", "a2")]
    assert isinstance(ask(JONAS, VIEW, DE_KORREL, *exclusive, *both, for_insurers), Allowed)


@pytest.mark.requirement("F6")
def test_a_right_for_the_harbour_is_none_for_the_school_nor_for_the_whole() -> None:
    limited = but("assignments", "a1", branches=[HARBOUR])

    assert isinstance(ask(ANNA, KOMMUNAL, NORDBY, limited, branch=HARBOUR), Allowed)
    assert isinstance(ask(ANNA, KOMMUNAL, None, limited, branch=HARBOUR), Allowed)
    for branch in (SCHOOL, None):
        assert reasons(ask(ANNA, KOMMUNAL, NORDBY, limited, branch=branch)) == [("branch_not_covered", "a1")]
    every = but("assignments", "a1", branches=[HARBOUR, SCHOOL])
    assert reasons(ask(ANNA, KOMMUNAL, NORDBY, every)) == [("branch_not_covered", "a1")]


@pytest.mark.requirement("F4")
def test_a_mandate_covers_each_branch() -> None:
    assert isinstance(ask(JONAS, VIEW, DE_KORREL, branch=BAKERY), Allowed)


@pytest.mark.requirement("F2")
def test_a_low_login_is_told_how_high_it_must_be() -> None:
    answer = ask(ANNA, KOMMUNAL, NORDBY, assurance=Level.LOW)

    assert reasons(answer) == [("assurance_too_low", KOMMUNAL)]
    assert isinstance(answer, Refused)
    assert answer.level_needed is Level.SUBSTANTIAL
    assert reasons(ask(ANNA, KOMMUNAL, NORDBY, assurance=None)) == [("assurance_too_low", KOMMUNAL)]
    assert isinstance(ask(ANNA, KOMMUNAL, NORDBY, assurance=None, means=None), Allowed)


@pytest.mark.requirement("F8")
def test_the_old_password_opens_the_portal_until_the_fourteenth_of_september() -> None:
    last = datetime.fromisoformat("2026-09-14T00:00:00+02:00")
    low = but("rights", VIEW, assurance="low")
    has_one = but("users", JONAS, means=["user_password"])
    by_password = {"means": Means.USER_PASSWORD, "assurance": Level.LOW}

    before = ask(JONAS, VIEW, DE_KORREL, low, has_one, **by_password)
    assert isinstance(before, Allowed)
    assert before.valid_until == last
    for at in (last, last + timedelta(days=1)):
        assert reasons(ask(JONAS, VIEW, DE_KORREL, low, has_one, **by_password, at=at)) == [
            ("means_not_accepted", "user_password")
        ]


@pytest.mark.requirement("D1")
def test_a_private_eid_opens_only_what_is_ordinary_and_has_another_way_in() -> None:
    takes_it = but("services", "se-sag", means=["app", "private_eid"], data_class="ordinary")
    has_it = but("users", ANNA, means=["app", "private_eid"])
    by_eid = {"means": Means.PRIVATE_EID}

    assert isinstance(ask(ANNA, KOMMUNAL, NORDBY, takes_it, has_it, **by_eid), Allowed)
    sensitive = but("services", "se-sag", data_class="sensitive")
    nothing_else = but("users", ANNA, means=["private_eid", "chip"])
    for wrong in (sensitive, nothing_else):
        assert reasons(ask(ANNA, KOMMUNAL, NORDBY, takes_it, has_it, wrong, **by_eid)) == [
            ("private_eid_not_allowed", "private_eid")
        ]
    nobody_asked = but("users", ANNA, means=None)
    assert reasons(ask(ANNA, KOMMUNAL, NORDBY, takes_it, nobody_asked, **by_eid)) == [
        ("means_not_accepted", "private_eid")
    ]


@pytest.mark.requirement("E9")
def test_a_lapsed_permit_suspends_only_where_the_organisation_chose_that() -> None:
    lapsed = but(
        "users", ANNA, right_to_work_until="2026-03-02T10:00:00+01:00"
    )  # on the very Monday, at nine

    assert reasons(ask(ANNA, KOMMUNAL, NORDBY, lapsed)) == [("right_to_work_lapsed", ANNA)]
    never = but("organisations", NORDBY, suspend_on_lapsed_right_to_work=False)
    assert isinstance(ask(ANNA, KOMMUNAL, NORDBY, lapsed, never), Allowed)
    before = ask(ANNA, KOMMUNAL, NORDBY, lapsed, at=MONDAY - timedelta(minutes=1))
    assert isinstance(before, Allowed)
    assert before.valid_until == MONDAY


@pytest.mark.requirement("F6", "F7")
def test_a_company_that_is_not_in_the_contract_is_sent_to_the_provider() -> None:
    answer = ask(JONAS, VIEW, DE_KORREL, but("services", "portal", customers=[BALANS]))

    assert reasons(answer) == [("organisation_not_customer", DE_KORREL)]
    assert isinstance(answer, Refused)
    assert answer.reasons[0].mended_by is Mender.PROVIDER


@pytest.mark.requirement("F6")
def test_whoever_logged_in_for_the_wrong_company_is_sent_to_the_other_number() -> None:
    at_nordby = besides("users", ANNA, "u3", person="p2")

    answer = ask("u3", VIEW, DE_KORREL, at_nordby)

    assert reasons(answer) == [("grant_for_other_organisation", DE_KORREL)]
    assert isinstance(answer, Refused)
    assert answer.other_home == BALANS


@pytest.mark.requirement("F6")
def test_who_closed_what_decides_who_mends_it() -> None:
    closed = (but("organisations", DE_KORREL, state="closed"), but("organisations", BALANS, state="closed"))

    answer = ask(JONAS, VIEW, DE_KORREL, *closed)

    assert isinstance(answer, Refused)
    assert [(refusal.about, refusal.mended_by) for refusal in answer.reasons] == [
        (BALANS, Mender.ORGANISATION_ADMINISTRATOR),
        (DE_KORREL, Mender.OPERATOR),
    ]
    assert reasons(ask(JONAS, EDIT, BALANS, *closed)) == [("organisation_closed", BALANS)]


@pytest.mark.requirement("F6")
def test_what_is_not_known_is_said_and_nothing_else() -> None:
    assert reasons(ask("nobody", "no:right", "nowhere", branch="none")) == [
        ("user_unknown", "nobody"),
        ("right_unknown", "no:right"),
        ("organisation_unknown", "nowhere"),
    ]
    for organisation in (NORDBY, None):
        answer = ask(ANNA, KOMMUNAL, organisation, branch="dk:pnr:9999999999")
        assert reasons(answer) == [("branch_unknown", "dk:pnr:9999999999")]


@pytest.mark.requirement("F6")
def test_se_sag_knows_no_acting_for_others() -> None:
    assert reasons(ask(JONAS, KOMMUNAL, NORDBY)) == [
        ("chain_not_supported", "se-sag"),
        ("grant_not_supported", "se-sag"),
    ]
