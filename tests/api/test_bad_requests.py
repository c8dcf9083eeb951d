"""Whatever is sent as a question: it is refused clearly or answered, and breaks nothing."""

import msgspec
import pytest

from tests.api.conftest import AT_LEVEL, GOOD, QUESTIONS, asked, at_the_door, header
from tests.decisions.cast import DE_KORREL, JONAS, VIEW

pytestmark = pytest.mark.requirement("X1")
HOSTILE = [
    b"",
    b" ",
    b"{",
    b"[]",
    b"null",
    b"true",
    b'"question"',
    b"\xff\xfe",
    b"\xef\xbb\xbf" + GOOD,
    GOOD.decode().encode("utf-16"),
    GOOD.decode().encode("utf-32"),
    GOOD[:-1],
    GOOD[:-20],
    GOOD + b"}",
    GOOD.replace(b"u2", b"\xe6"),
    GOOD.replace(b"u2", b"\\ud800"),
    GOOD.replace(b"u2", b"\\u0000"),
    GOOD.replace(b"u2", b"u2\n"),
    GOOD.replace(b'"u2"', b"NaN"),
    GOOD.replace(b'"u2"', b"9" * 5000),
    GOOD.replace(b'"u2"', b"-1e999"),
    GOOD.replace(b'{"type":"user"', b'{"type":"user","properties":NaN'),
    GOOD.replace(b'{"type":"user"', b'{"type":"user","properties":' + b"[" * 100_000),
    b'{"subject":' * 50_000,
    b"[" * 500_000,
    GOOD.replace(b"u2", b"u" * 257),
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", QUESTIONS[:2])
def test_what_is_no_question_is_refused_whatever_it_is(path: str, body: bytes) -> None:
    answered = at_the_door(f"/access/v1/{path}", body)

    assert answered.status == 400
    assert header(answered, "Content-Type") == "application/problem+json"
    said = msgspec.json.decode(answered.body)
    assert (said["type"], said["title"], said["status"]) == ("about:blank", "Bad Request", 400)
    assert said["detail"]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", QUESTIONS[2:])
def test_a_search_breaks_by_nothing_either(path: str, body: bytes) -> None:
    assert at_the_door(f"/access/v1/{path}", body).status in {200, 400}


@pytest.mark.parametrize(
    "item",
    [b"[" * 90_000 + b"]" * 90_000, b'{"action":{"name":"\xff"}}', b'{"resource":}', b"{]", b'{"subject":7'],
)
def test_json_that_is_broken_in_one_question_is_broken_as_a_whole(item: bytes) -> None:
    body = GOOD[:-1] + b',"evaluations":[{},7,' + item + b"]}"

    assert at_the_door("/access/v1/evaluations", body).status == 400


@pytest.mark.parametrize(
    ("body", "decision"),
    [
        (GOOD.replace(b"u2", b'u1","id":"u2'), True),  # said twice: the last counts
        (GOOD.replace(b'"u2"', b'"\\u00752"'), True),
        (GOOD.replace(b"u2", "ø🙂".encode()), False),
        (GOOD.replace(b"u2", "e\u0301".encode()), False),
        (GOOD.replace(b"u2", b"u" * 256), False),
        (GOOD.replace(b"u2", "🙂".encode() * 256), False),
        (GOOD.replace(b"u2", b"'; drop table--"), False),
        (GOOD.replace(b'{"type":"user"', b'{"type":"user","age":1e300,"size":123456789012345678901'), True),
        (GOOD.replace(b'{"type":"user"', b'{"type":"user","deep":' + b"[" * 200 + b"]" * 200), True),
        (b"\n\t " + GOOD + b" \r\n", True),
    ],
)
def test_what_is_unusual_is_still_a_question(body: bytes, decision: bool) -> None:
    answered = at_the_door("/access/v1/evaluation", body)

    assert answered.status == 200
    assert msgspec.json.decode(answered.body)["decision"] is decision


@pytest.mark.parametrize(
    "time",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-03-02T09:00Z",
        "2026-03-02t09:00:00.123456789z",
    ],
)
@pytest.mark.parametrize("path", QUESTIONS)
def test_the_first_and_the_last_day_that_can_be_written_are_days(path: str, time: str) -> None:
    body = asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL | {"time": time})

    assert at_the_door(f"/access/v1/{path}", msgspec.json.encode(body)).status == 200


@pytest.mark.parametrize(
    "time",
    [
        "2026-02-30T09:00:00Z", "2026-03-02T24:30:00Z", "2026-03-02T09:00:60Z", "2026-03-02",
        "20260302T090000Z", "٢٠٢٦-03-02T09:00:00Z", "2026-03-02T09:00:00+25:00", "2026-W10-1T09:00:00Z", "",
    ],
)  # fmt: skip
def test_what_is_no_instant_is_a_bad_request(time: str) -> None:
    body = asked(JONAS, VIEW, DE_KORREL, context={"time": time})

    for path in QUESTIONS:
        assert at_the_door(f"/access/v1/{path}", msgspec.json.encode(body)).status == 400
