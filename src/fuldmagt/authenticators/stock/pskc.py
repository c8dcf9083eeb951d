"""A supplier's file of devices: Portable Symmetric Key Container, RFC 6030.

Read strictly: what is not understood is refused by name, and nothing is guessed. Profiles: HOTP of
RFC 6030, chapter 10, and TOTP as suppliers write it after draft-hoyer-keyprov-pskc-algorithm-profiles.
"""

import base64
import binascii
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fuldmagt.authenticators.stock import tree
from fuldmagt.authenticators.stock.rules import (
    LARGEST,
    LONGEST_SECRET,
    LONGEST_SERIAL,
    MOST,
    SHORTEST_SECRET,
    Flaw,
    Found,
    Misfit,
    Read,
)
from fuldmagt.authenticators.stock.tree import Node
from fuldmagt.secrets import parcels

PSKC: Final = "{urn:ietf:params:xml:ns:keyprov:pskc}"
XENC: Final = "{http://www.w3.org/2001/04/xmlenc#}"
XENC11: Final = "{http://www.w3.org/2009/xmlenc11#}"
DSIG: Final = "{http://www.w3.org/2000/09/xmldsig#}"
PKCS5: Final = "{http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#}"
PBKDF2: Final = f"{PKCS5[1:-1]}pbkdf2"

CIPHERS: Final = {f"{XENC[1:-1]}aes{bits}-cbc": bits // 8 for bits in (128, 192, 256)}
MACS: Final = {
    "http://www.w3.org/2000/09/xmldsig#hmac-sha1": "sha1",
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512": "sha512",
}
ALGORITHMS: Final = {f"{PSKC[1:-1]}:hotp": True, f"{PSKC[1:-1]}:totp": False}  # whether it counts
SERIAL: Final = re.compile(rf"[A-Za-z0-9][A-Za-z0-9 ._:/-]{{0,{LONGEST_SERIAL - 1}}}")
LATEST: Final = 2**62


class _FlawedError(Exception):
    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


class _MisfitError(Exception):
    def __init__(self, misfit: Misfit) -> None:
        self.misfit = misfit


@dataclass(frozen=True, slots=True)
class _Keys:
    """What opens the file, and what shows that nobody has changed it."""

    key: bytes
    mac_key: bytes
    digest: str  # empty: the file names no MAC


def read(data: bytes, *, key: str, at: datetime) -> Read | Misfit:
    """The devices of a file; `key` is the password or the key in hexadecimal, empty where it needs none."""
    if len(data) > LARGEST:
        return Misfit.TOO_LARGE
    try:
        top = tree.read(data)
        if top.name != f"{PSKC}KeyContainer" or top.attributes.get("Version") != "1.0":
            return Misfit.NOT_PSKC
        packages = list(top.all(f"{PSKC}KeyPackage"))
        if not packages:
            return Misfit.EMPTY
        if len(packages) > MOST:
            return Misfit.TOO_MANY
        return _judged(packages, _keys(top, key), at)
    except tree.UnreadableError:
        return Misfit.NOT_XML
    except _MisfitError as wrong:
        return wrong.misfit


def _judged(packages: list[Node], keys: _Keys | None, at: datetime) -> Read:
    found, faults = [], []
    for place, package in enumerate(packages, 1):
        serial = package.says(f"{PSKC}DeviceInfo", f"{PSKC}SerialNo")
        try:
            found.append(_device(package, serial, keys, at))
        except _FlawedError as wrong:
            faults.append((serial[:LONGEST_SERIAL] or f"#{place}", wrong.flaw))
    times = Counter(each.serial for each in found)
    faults += [(serial, Flaw.TWICE) for serial, count in times.items() if count > 1]
    return Read(tuple(found), tuple(faults))


def _keys(top: Node, typed: str) -> _Keys | None:
    """The keys of the container; None where nothing in it is sealed."""
    wrapped = top.one(f"{PSKC}EncryptionKey")
    if wrapped is None:
        return None
    if not typed:
        raise _MisfitError(Misfit.KEY_NEEDED)
    derived = wrapped.one(f"{XENC11}DerivedKey")
    key = _derived(derived, typed) if derived else _agreed(typed)
    method = top.one(f"{PSKC}MACMethod")
    if method is None:
        return _Keys(key, key, "")
    digest = MACS.get(method.attributes.get("Algorithm", ""))
    if digest is None:
        raise _MisfitError(Misfit.NOT_SUPPORTED)
    sealed = method.one(f"{PSKC}MACKey")
    mac_key = parcels.opened(_sealed(sealed), key=key) if sealed else key
    if not mac_key:
        raise _MisfitError(Misfit.KEY_WRONG)
    return _Keys(key, mac_key, digest)


def _agreed(typed: str) -> bytes:
    """A key that was agreed beforehand, as suppliers write it: hexadecimal, spaces where they like."""
    try:
        key = bytes.fromhex(typed)
    except ValueError:
        raise _MisfitError(Misfit.KEY_WRONG) from None
    if len(key) not in parcels.KEY_LENGTHS:
        raise _MisfitError(Misfit.KEY_WRONG)
    return key


def _derived(node: Node, password: str) -> bytes:
    """RFC 6030, 6.2. The parameters of PKCS #5 stand in its own namespace or in none."""
    method = node.one(f"{XENC11}KeyDerivationMethod")
    parameters = method.one(f"{PKCS5}PBKDF2-params") if method else None
    if method is None or parameters is None or method.attributes.get("Algorithm") != PBKDF2:
        raise _MisfitError(Misfit.NOT_SUPPORTED)
    told = {child.local: child for child in parameters.children}
    salts = told["Salt"].children if "Salt" in told else []
    prf = told["PRF"].attributes.get("Algorithm", "") if "PRF" in told else ""
    digest = "sha256" if prf.lower().endswith("hmac-sha256") else "sha1"
    known_prf = not prf or prf.lower().endswith(("hmac-sha1", "hmac-sha256"))
    if len(salts) != 1 or salts[0].local != "Specified" or not known_prf:
        raise _MisfitError(Misfit.NOT_SUPPORTED)
    try:
        salt = base64.b64decode(salts[0].text, validate=False)
        rounds, length = (int(told[name].text) for name in ("IterationCount", "KeyLength"))
    except (binascii.Error, ValueError, KeyError):
        raise _MisfitError(Misfit.NOT_SUPPORTED) from None
    key = parcels.key_of(password, salt=salt, rounds=rounds, length=length, digest=digest)
    if key is None:
        raise _MisfitError(Misfit.NOT_SUPPORTED)
    return key


def _sealed(node: Node) -> bytes:
    method = node.one(f"{XENC}EncryptionMethod")
    if method is None or method.attributes.get("Algorithm") not in CIPHERS:
        raise _MisfitError(Misfit.NOT_SUPPORTED)
    return _bytes(node.says(f"{XENC}CipherData", f"{XENC}CipherValue")) or b""


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _device(package: Node, serial: str, keys: _Keys | None, at: datetime) -> Found:
    if not SERIAL.fullmatch(serial):
        raise _FlawedError(Flaw.NO_SERIAL)
    nodes = list(package.all(f"{PSKC}Key"))
    if len(nodes) != 1:
        raise _FlawedError(Flaw.NO_SECRET)
    (node,) = nodes
    by_event = ALGORITHMS.get(node.attributes.get("Algorithm", ""))
    if by_event is None:
        raise _FlawedError(Flaw.ALGORITHM)
    _in_time(package, at)
    _usable(node)
    data = node.one(f"{PSKC}Data") or Node("", {})
    secret = _secret(data, keys)
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise _FlawedError(Flaw.SHORT_SECRET)
    counter = _number(data, "Counter", 0, most=LATEST)
    return Found(
        serial=serial,
        maker=package.says(f"{PSKC}DeviceInfo", f"{PSKC}Manufacturer")[:100],
        secret=base64.b32encode(secret).decode(),
        by_event=by_event,
        algorithm=_hash(node),
        digits=_digits(node),
        period=_number(data, "TimeInterval", 30, least=10, most=300),
        drift=_number(data, "TimeDrift", 0, least=-1000, most=1000),
        last_step=counter - 1 if by_event else -1,
    )


def _secret(data: Node, keys: _Keys | None) -> bytes:
    plain = data.one(f"{PSKC}Secret", f"{PSKC}PlainValue")
    sealed = data.one(f"{PSKC}Secret", f"{PSKC}EncryptedValue")
    if (plain is None) == (sealed is None):
        raise _FlawedError(Flaw.NO_SECRET)
    if plain is not None:
        secret = _bytes(plain.text)
    elif sealed is not None and keys is not None:
        secret = _unsealed(sealed, data.says(f"{PSKC}Secret", f"{PSKC}ValueMAC"), keys)
    else:
        secret = None
    if secret is None:
        raise _FlawedError(Flaw.NO_SECRET)
    return secret


def _unsealed(sealed: Node, mac: str, keys: _Keys) -> bytes | None:
    """RFC 6030, 6.1.1: without its MAC a value in CBC mode is not to be trusted, nor even opened."""
    closed = _sealed(sealed)
    if not keys.digest or not mac:
        raise _FlawedError(Flaw.WITHOUT_MAC)
    if not parcels.is_whole(closed, _bytes(mac) or b"", key=keys.mac_key, digest=keys.digest):
        raise _FlawedError(Flaw.CHANGED)
    return parcels.opened(closed, key=keys.key)


def _hash(node: Node) -> str:
    suite = node.says(f"{PSKC}AlgorithmParameters", f"{PSKC}Suite").upper().replace("-", "") or "HMACSHA1"
    name = suite.removeprefix("HMAC")
    if name not in {"SHA1", "SHA256", "SHA512"}:
        raise _FlawedError(Flaw.ALGORITHM)
    return name


def _digits(node: Node) -> int:
    shape = node.one(f"{PSKC}AlgorithmParameters", f"{PSKC}ResponseFormat")
    length = shape.attributes.get("Length", "") if shape else ""
    if shape is None or shape.attributes.get("Encoding") != "DECIMAL" or length not in {"6", "7", "8"}:
        raise _FlawedError(Flaw.DIGITS)
    return int(length)


def _number(data: Node, name: str, otherwise: int, *, least: int = 0, most: int) -> int:
    node = data.one(f"{PSKC}{name}")
    if node is None:
        return otherwise
    text = node.says(f"{PSKC}PlainValue")
    if not re.fullmatch(r"-?[0-9]{1,19}", text) or not least <= int(text) <= most:
        raise _FlawedError(Flaw.NUMBERS)
    return int(text)


def _in_time(package: Node, at: datetime) -> None:
    ends = [
        package.says(f"{PSKC}DeviceInfo", f"{PSKC}ExpiryDate"),
        package.says(f"{PSKC}Key", f"{PSKC}Policy", f"{PSKC}ExpiryDate"),
    ]
    for written in filter(None, ends):
        try:
            end = datetime.fromisoformat(written)
        except ValueError:
            raise _FlawedError(Flaw.EXPIRED) from None
        if (end if end.tzinfo else end.replace(tzinfo=UTC)) <= at:
            raise _FlawedError(Flaw.EXPIRED)


def _usable(node: Node) -> None:
    """RFC 6030, chapter 5: a policy that is not understood forbids the key."""
    policy = node.one(f"{PSKC}Policy")
    for rule in policy.children if policy else []:
        known = rule.local in {"StartDate", "ExpiryDate"}
        for_codes = rule.local == "KeyUsage" and rule.text.strip() == "OTP"
        on_the_device = rule.local == "PINPolicy" and rule.attributes.get("PINUsageMode", "Local") == "Local"
        if not (known or for_codes or on_the_device):
            raise _FlawedError(Flaw.USAGE)
