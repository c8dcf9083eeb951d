"""Suppliers' files by RFC 6030: its own examples, and everything that is refused, each for its reason."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuldmagt.authenticators.stock import pskc
from fuldmagt.authenticators.stock.rules import Flaw, Found, Misfit, Read
from tests.conftest import MONDAY
from tests.stock import rfc6030 as rfc
from tests.stock.rfc6030 import container, package, sealed

BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)).replace(
        b"&l0;", b"&lol;"
    )
    + b"]><KeyContainer>&l9;</KeyContainer>"
)
EXTERNAL = b'<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]><KeyContainer>&x;</KeyContainer>'


def read(data: bytes, key: str = "") -> Read | Misfit:
    return pskc.read(data, key=key, at=MONDAY)


def only(data: bytes, key: str = "") -> Found:
    found = read(data, key)
    assert isinstance(found, Read), found
    assert found.faults == ()
    (one,) = found.found
    return one


def flaw(data: bytes, key: str = "") -> Flaw:
    found = read(data, key)
    assert isinstance(found, Read), found
    ((_, what),) = found.faults
    return what


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(
    ("data", "key"),
    [(container(package()), ""), (rfc.AGREED, rfc.AGREED_KEY), (rfc.DERIVED, rfc.PASSWORD)],
    ids=["plain", "figure 6", "figure 7"],
)
def test_the_examples_of_the_rfc_are_read(data: bytes, key: str) -> None:
    assert only(data, key) == Found(
        serial="987654321",
        maker="Manufacturer",
        secret=rfc.BASE32,
        by_event=True,
        algorithm="SHA1",
        digits=8,
        period=30,
        drift=0,
        last_step=-1,
    )


def test_a_clock_a_counter_and_a_hash_are_taken_from_the_file() -> None:
    clock = (
        "<TimeInterval><PlainValue>60</PlainValue></TimeInterval>"
        "<TimeDrift><PlainValue>-4</PlainValue></TimeDrift>"
    )
    timed = only(container(package(algorithm=rfc.TOTP, digits="6", suite="HMAC-SHA256", data=clock)))
    counted = only(container(package(data="<Counter><PlainValue>17</PlainValue></Counter>")))

    assert (timed.by_event, timed.period, timed.drift, timed.algorithm, timed.digits) == (
        False, 60, -4, "SHA256", 6,
    )  # fmt: skip
    assert counted.last_step == 16


def test_the_agreed_key_may_be_written_in_groups() -> None:
    assert only(rfc.AGREED, "12345678 90123456 78901234 56789012").serial == "987654321"


@pytest.mark.parametrize(
    ("data", "key", "misfit"),
    [
        (b"", "", Misfit.NOT_XML),
        (b"\x00\x01\x02", "", Misfit.NOT_XML),
        (b"<KeyContainer>", "", Misfit.NOT_XML),
        (BILLION_LAUGHS, "", Misfit.NOT_XML),
        (EXTERNAL, "", Misfit.NOT_XML),
        (b"<a>" * 5000 + b"</a>" * 5000, "", Misfit.NOT_XML),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "", Misfit.NOT_XML),
        (container(package(), space="urn:another"), "", Misfit.NOT_PSKC),
        (container(package(), version="2.0"), "", Misfit.NOT_PSKC),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "", Misfit.NOT_PSKC),
        (container(), "", Misfit.EMPTY),
        (container(*(["<KeyPackage/>"] * 2001)), "", Misfit.TOO_MANY),
        (b" " * 10_000_000, "", Misfit.TOO_LARGE),
        (rfc.AGREED, "", Misfit.KEY_NEEDED),
        (rfc.AGREED, "not hexadecimal", Misfit.KEY_WRONG),
        (rfc.AGREED, "1234", Misfit.KEY_WRONG),
        (rfc.AGREED, "ff" * 16, Misfit.KEY_WRONG),
        (rfc.DERIVED, "qwertz", Misfit.KEY_WRONG),
        (rfc.AGREED.replace(b"aes128-cbc", b"tripledes-cbc"), rfc.AGREED_KEY, Misfit.NOT_SUPPORTED),
        (rfc.AGREED.replace(b"hmac-sha1", b"hmac-md5"), rfc.AGREED_KEY, Misfit.NOT_SUPPORTED),
        (container(package(), head=rfc.derived_head(rounds=10**9)), rfc.PASSWORD, Misfit.NOT_SUPPORTED),
        (container(package(), head=rfc.derived_head(rounds="many")), rfc.PASSWORD, Misfit.NOT_SUPPORTED),
        (container(package(), head=rfc.derived_head(length=10**6)), rfc.PASSWORD, Misfit.NOT_SUPPORTED),
        (container(package(), head=rfc.derived_head(salt="")), rfc.PASSWORD, Misfit.NOT_SUPPORTED),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_trusted_is_refused_whole(data: bytes, key: str, misfit: Misfit) -> None:
    assert read(data, key) is misfit


WRONG_MAC = base64.b64encode(bytes(20)).decode()
CHANGED = base64.b64encode(base64.b64decode(rfc.AGREED_VALUE)[:-1] + b"\x00").decode()


@pytest.mark.parametrize(
    ("data", "key", "expected"),
    [
        (container(package(serial="")), "", Flaw.NO_SERIAL),
        (container(package(serial="x" * 41)), "", Flaw.NO_SERIAL),
        (container(package(serial="=1+1")), "", Flaw.NO_SERIAL),
        (container(package(secret="<Secret/>")), "", Flaw.NO_SECRET),
        (container(package(secret=rfc.plain("***"))), "", Flaw.NO_SECRET),
        (container(package(secret=sealed(rfc.AGREED_VALUE, rfc.AGREED_MAC))), "", Flaw.NO_SECRET),
        (container(package(secret=rfc.plain("MTIzNA=="))), "", Flaw.SHORT_SECRET),
        (container(package(secret=rfc.plain(base64.b64encode(bytes(129)).decode()))), "", Flaw.SHORT_SECRET),
        (container(package(secret=sealed(rfc.AGREED_VALUE, "")), head=rfc.AGREED_HEAD), rfc.AGREED_KEY,
         Flaw.WITHOUT_MAC),
        (container(package(secret=sealed(rfc.AGREED_VALUE, WRONG_MAC)), head=rfc.AGREED_HEAD), rfc.AGREED_KEY,
         Flaw.CHANGED),
        (container(package(secret=sealed(CHANGED, rfc.AGREED_MAC)), head=rfc.AGREED_HEAD), rfc.AGREED_KEY,
         Flaw.CHANGED),
        (container(package(algorithm=f"{rfc.PSKC}:pin")), "", Flaw.ALGORITHM),
        (container(package(suite="HMAC-MD5")), "", Flaw.ALGORITHM),
        (container(package(digits="4")), "", Flaw.DIGITS),
        (container(package(digits="99999999999")), "", Flaw.DIGITS),
        (container(package(data="<Counter><PlainValue>-1</PlainValue></Counter>")), "", Flaw.NUMBERS),
        (container(package(data=f"<Counter><PlainValue>{2**63}</PlainValue></Counter>")), "", Flaw.NUMBERS),
        (container(package(data="<TimeInterval><PlainValue>0</PlainValue></TimeInterval>")), "",
         Flaw.NUMBERS),
        (container(package(device="<ExpiryDate>2020-01-01T00:00:00Z</ExpiryDate>")), "", Flaw.EXPIRED),
        (container(package(device="<ExpiryDate>tomorrow</ExpiryDate>")), "", Flaw.EXPIRED),
        (container(package(policy="<Policy><KeyUsage>Encrypt</KeyUsage></Policy>")), "", Flaw.USAGE),
        (container(package(policy="<Policy><Anything/></Policy>")), "", Flaw.USAGE),
    ],
)  # fmt: skip
def test_a_device_that_cannot_be_used_is_named_with_its_reason(data: bytes, key: str, expected: Flaw) -> None:
    assert flaw(data, key) is expected


def test_a_serial_number_that_stands_twice_is_told_and_the_others_are_read() -> None:
    found = read(container(package("A-1"), package("A-2"), package("A-1"), package(serial="")))

    assert isinstance(found, Read)
    assert found.faults == (("#4", Flaw.NO_SERIAL), ("A-1", Flaw.TWICE))


@given(st.binary(max_size=2000), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_come_nothing_breaks(data: bytes, key: str) -> None:
    assert isinstance(read(data, key), Read | Misfit)


PIECES = [rfc.AGREED, rfc.DERIVED, container(package(), package("B-2", algorithm=rfc.TOTP, data=""))]


@given(
    st.sampled_from(PIECES),
    st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=12), st.integers(0, 40)), max_size=4),
    st.sampled_from(["", rfc.AGREED_KEY, rfc.PASSWORD, "00" * 16]),
)
@settings(max_examples=400, deadline=None)
def test_whatever_is_changed_in_a_file_nothing_breaks(
    data: bytes, changes: list[tuple[int, bytes, int]], key: str
) -> None:
    for start, put, cut in changes:
        data = data[:start] + put + data[start + cut :]

    found = read(data, key)

    assert isinstance(found, Read | Misfit)
    if isinstance(found, Read) and data in PIECES:
        assert all(each.secret == rfc.BASE32 for each in found.found)


@pytest.mark.requirement("B6")
def test_a_file_with_entities_of_its_own_is_refused() -> None:
    """Read otherwise, it would be in order: what its entity says is the serial number."""
    document = b'<!DOCTYPE KeyContainer [<!ENTITY number "A-1">]>'
    data = container(package("&number;")).replace(b"?>", b"?>" + document, 1)

    assert read(data) is Misfit.NOT_XML
