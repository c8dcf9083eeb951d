"""Every reason of the law, brought about in the world and read where people read it, in three languages (F6).

An administrator asks *Why not?*. What cannot be chosen there, since nobody on the platform has it, a
service asks for by number.
"""

import json
import re
from typing import Any, Final

import pytest
from django.test import Client

from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.api.conftest import BENCH, basic
from tests.cast import a_user, log_in
from tests.conftest import MONDAY
from tests.decisions.cast import (
    ANNA,
    BALANS,
    DE_KORREL,
    EDIT,
    HARBOUR,
    JONAS,
    KOMMUNAL,
    NORDBY,
    SAGSBEHANDLER,
    VIEW,
    Change,
    Json,
    besides,
    but,
    plain,
)  # fmt: skip
from tests.decisions.test_random_worlds import REASONS_OF_THE_LAW

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("F6", "X2", "X7")]

LANGUAGES: Final = ("en", "da", "nl")
LATER, BEFORE = "2026-12-01T00:00:00Z", "2026-02-01T00:00:00Z"
R = Reason
Question = tuple[str, str, str]
AT_LEVEL: Final = {"level": "substantial"}
ANNA_AT_HOME: Final = (ANNA, KOMMUNAL, NORDBY)
JONAS_FOR_THE_BAKERY: Final = (JONAS, EDIT, DE_KORREL)


def without(section: str, *names: str) -> Change:
    def change(dealt: Json) -> None:
        dealt[section] = [each for each in dealt[section] if names and each["id"] not in names]

    return change


def only_by(way: str) -> Change:
    return but("services", "portal", accepts_chains=way == "chain", accepts_grants=way == "grant")


def both_rights(dealt: Json) -> None:
    for right in (SAGSBEHANDLER, KOMMUNAL):
        but("rights", right, categories=[])(dealt)
    besides("assignments", "a1", "a9", right=SAGSBEHANDLER)(dealt)


def takes_private_eid(dealt: Json) -> None:
    but("services", "se-sag", means=["app", "private_eid"])(dealt)
    but("users", ANNA, means=["app", "private_eid"])(dealt)


def given_to_another_adviser(dealt: Json) -> None:
    """Where Jonas is a user too; to Balans the bakery gave a view alone."""
    besides("organisations", BALANS, "nl:kvk:90000003")(dealt)
    besides("users", JONAS, "u3", organisation="nl:kvk:90000003")(dealt)
    besides("assignments", "a3", "a9", user="u3", organisation="nl:kvk:90000003")(dealt)
    besides("advisers", "v1", "v9", organisation="nl:kvk:90000003")(dealt)
    but("grants", "g1", receiver="nl:kvk:90000003", confirmed=True)(dealt)
    but("mandates", "m1", rights=[VIEW])(dealt)


def at_home(**values: object) -> tuple[Question, list[Change], dict[str, str]]:
    return ANNA_AT_HOME, [but("assignments", "a1", **values)], {}


def as_user(**values: object) -> tuple[Question, list[Change], dict[str, str]]:
    return ANNA_AT_HOME, [but("users", ANNA, **values)], {}


def by_chain(*changes: Change) -> tuple[Question, list[Change], dict[str, str]]:
    stronger = but("assignments", "a2", right=EDIT)
    return JONAS_FOR_THE_BAKERY, [only_by("chain"), without("grants"), stronger, *changes], {}


def by_grant(*changes: Change, **grant: object) -> tuple[Question, list[Change], dict[str, str]]:
    alone = [only_by("grant"), *NO_CHAIN]
    confirmed = [but("grants", "g1", **{"confirmed": True} | grant)]
    return JONAS_FOR_THE_BAKERY, [*alone, *confirmed, *changes], {}


NO_CHAIN: Final = [without("mandates"), without("assignments", "a2")]

CASES: Final[dict[Reason, tuple[Question, list[Change], dict[str, str]]]] = {
    R.USER_NOT_ACTIVATED: as_user(state="invited"),
    R.USER_SUSPENDED: as_user(state="suspended"),
    R.USER_LOCKED: as_user(state="locked"),
    R.USER_CLOSED: as_user(state="closed"),
    R.ORGANISATION_CLOSED: (JONAS_FOR_THE_BAKERY, [but("organisations", DE_KORREL, state="closed")], {}),
    R.ASSURANCE_TOO_LOW: (ANNA_AT_HOME, [], {"level": "low"}),
    R.MEANS_NOT_ACCEPTED: (ANNA_AT_HOME, [], AT_LEVEL | {"means": "user_password"}),
    R.PRIVATE_EID_NOT_ALLOWED: (
        ANNA_AT_HOME,
        [takes_private_eid],
        {"level": "substantial", "means": "private_eid"},
    ),
    R.RIGHT_TO_WORK_LAPSED: as_user(right_to_work_until=BEFORE),
    R.NOT_ELIGIBLE: ((ANNA, SAGSBEHANDLER, NORDBY), [but("assignments", "a1", right=SAGSBEHANDLER)], {}),
    R.ORGANISATION_NOT_CUSTOMER: (JONAS_FOR_THE_BAKERY, [but("services", "portal", customers=[])], {}),
    R.NO_AUTHORISATION: (ANNA_AT_HOME, [without("assignments", "a1")], {}),
    R.NOT_YET_VALID: at_home(**{"from": LATER}),
    R.EXPIRED: at_home(to=BEFORE),
    R.REVOKED: at_home(state="revoked"),
    R.BRANCH_NOT_COVERED: at_home(branches=[HARBOUR]),
    R.RIGHTS_CONFLICT: (ANNA_AT_HOME, [both_rights], {}),
    R.WEAKER_RIGHT_ONLY: (JONAS_FOR_THE_BAKERY, [], {}),
    R.CHAIN_NOT_SUPPORTED: (JONAS_FOR_THE_BAKERY, [only_by("neither"), without("grants")], {}),
    R.GRANT_NOT_SUPPORTED: (
        JONAS_FOR_THE_BAKERY,
        [only_by("neither"), *NO_CHAIN],
        {},
    ),
    R.CHAIN_MISSING: (
        JONAS_FOR_THE_BAKERY,
        [only_by("chain"), *NO_CHAIN],
        {},
    ),
    R.CHAIN_EXPIRED: by_chain(but("mandates", "m1", to=BEFORE)),
    R.CHAIN_REVOKED: by_chain(but("mandates", "m1", state="revoked")),
    R.CHAIN_NOT_YET_VALID: by_chain(but("mandates", "m1", **{"from": LATER})),
    R.CHAIN_WEAKER_RIGHT_ONLY: by_chain(but("mandates", "m1", rights=[VIEW])),
    R.CHAIN_NOT_ACCEPTED: by_chain(but("mandates", "m1", accepted=False)),
    R.GRANT_MISSING: (JONAS_FOR_THE_BAKERY, [only_by("grant"), without("grants")], {}),
    R.GRANT_EXPIRED: by_grant(to="2026-02-20T00:00:00Z"),
    R.GRANT_REVOKED: by_grant(state="revoked"),
    R.GRANT_NOT_YET_VALID: by_grant(**{"from": LATER}),
    R.GRANT_WEAKER_RIGHT_ONLY: by_grant(right=VIEW),
    R.GRANT_NOT_CONFIRMED: by_grant(confirmed=False),
    R.GRANT_FOR_OTHER_ORGANISATION: (JONAS_FOR_THE_BAKERY, [only_by("grant"), given_to_another_adviser], {}),
    R.ADVISER_NOT_RECOGNISED: by_grant(without("advisers")),
}
"""Who asks for what, how the world differs from the cast's, and how the login was."""

BY_NUMBER: Final[dict[Reason, tuple[str, str, str, str]]] = {
    R.USER_UNKNOWN: ("u9", KOMMUNAL, "organisation", NORDBY),
    R.RIGHT_UNKNOWN: (ANNA, "se-sag:nothing", "organisation", NORDBY),
    R.ORGANISATION_UNKNOWN: (ANNA, KOMMUNAL, "organisation", "dk:cvr:20000099"),
    R.BRANCH_UNKNOWN: (ANNA, KOMMUNAL, "branch", "dk:pnr:9999999999"),
}


def deal(*changes: Change) -> None:
    dealt = plain()
    for change in changes:
        change(dealt)
    parsed = world.parse(json.dumps(dealt).encode())
    assert isinstance(parsed, world.World), parsed
    assert not isinstance(load(parsed, replace=False, by="test", at=MONDAY), Refusal)


def test_no_reason_of_the_law_is_left_out() -> None:
    assert CASES.keys() | BY_NUMBER.keys() == REASONS_OF_THE_LAW


@pytest.mark.parametrize("reason", [each.value for each in CASES])
def test_an_administrator_reads_it_in_three_languages(reason: str, clock: object) -> None:
    (user, right, organisation), changes, login = CASES[Reason(reason)]
    deal(*changes)
    home = BusinessUser.objects.get(ref=user).organisation
    asker = a_user(home, "Mette Administrator", Role.RIGHTS_ADMINISTRATOR, Role.MANDATE_MANAGER)
    asked = {"user": user, "right": right, "organisation": organisation} | login

    read = [
        told(log_in(Client(headers={"accept-language": language}), asker).get("/why/", asked), reason)
        for language in LANGUAGES
    ]

    assert len({sentence for sentence, _who in read}) == len(LANGUAGES)
    assert all(who for _sentence, who in read)


def told(answer: Any, reason: str) -> tuple[str, str]:
    """The sentence of this reason on the page, and who mends it."""
    assert answer.status_code == 200
    page = answer.content.decode()
    codes = re.findall(r"(?:>|, )([a-z_]+)(?=<|,)", page)
    assert reason in codes, [each for each in codes if "_" in each]
    sentences = re.findall(r"<h3>(.*?)</h3>", page)
    assert sentences
    menders = re.findall(r'class="fm-who">.*?<b>(.*?)</b>', page, re.DOTALL)
    assert len(menders) >= 1
    return " ".join(sentences), " ".join(menders)


@pytest.mark.parametrize("reason", [each.value for each in BY_NUMBER])
@pytest.mark.usefixtures("clock")
def test_a_service_is_told_it_in_three_languages(reason: str, client: Client) -> None:
    user, right, kind, name = BY_NUMBER[Reason(reason)]
    deal()
    body = {
        "subject": {"type": "user", "id": user}, "action": {"name": right},
        "resource": {"type": kind, "id": name}, "context": {},
    }  # fmt: skip
    said = set()
    for language in LANGUAGES:
        sent = {"Authorization": basic(*BENCH), "Accept-Language": language}
        answer: Any = client.post(
            "/access/v1/evaluation", body, content_type="application/json", headers=sent
        )
        (told_of,) = answer.json()["context"]["reasons"]
        assert told_of["reason"] == reason
        said.add(json.dumps(told_of, ensure_ascii=False))
    assert len(said) == len(LANGUAGES)
