"""Tokens as attackers make them: right in everything but for what makes them worth something."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

Json = dict[str, Any]


def b64(data: bytes | Json) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def assembled(header: Json, claims: Json, signature: bytes = b"") -> str:
    return f"{b64(header)}.{b64(claims)}.{b64(signature)}"


def by_hmac(header: Json, claims: Json, key: bytes) -> str:
    signed = f"{b64(header)}.{b64(claims)}"
    digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[header["alg"]]
    return f"{signed}.{b64(hmac.new(key, signed.encode(), digest).digest())}"


def faces_of(public: ECKey | RSAKey) -> list[bytes]:
    """Everything of a public key that somebody might mistake for a secret."""
    jwk = public.as_dict(private=False)
    pem = public.raw_value.public_bytes if not hasattr(public.raw_value, "public_key") else None
    pem = pem or public.raw_value.public_key().public_bytes
    return [
        pem(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        pem(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).strip(),
        pem(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        json.dumps(jwk).encode(),
        json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode(),
        str(jwk.get("x") or jwk.get("n")).encode(),
    ]


def forged(claims: Json, header: Json, public: ECKey | RSAKey) -> Iterator[tuple[str, str]]:
    """Every forgery of a token with these claims, with what it is; none is signed by the right key."""
    yield from without_signature(claims, header)
    yield from by_public_key(claims, header, public)
    yield from by_another_key(claims, header)


def without_signature(claims: Json, header: Json) -> Iterator[tuple[str, str]]:
    for alg in ("none", "None", "NONE", "nOnE", "", "null", "ES256", "RS256"):
        for signature in (b"", b"\0" * 64, b"x"):
            yield f"unsigned, alg {alg!r}", assembled({**header, "alg": alg}, claims, signature)
    yield "no alg", assembled({name: value for name, value in header.items() if name != "alg"}, claims)
    for alg in (None, 1, ["ES256"], {"ES256": 1}, True):
        yield f"alg {alg!r}", assembled({**header, "alg": alg}, claims, b"\0" * 64)


def by_public_key(claims: Json, header: Json, public: ECKey | RSAKey) -> Iterator[tuple[str, str]]:
    for alg in ("HS256", "HS384", "HS512"):
        for number, face in enumerate(faces_of(public)):
            yield f"{alg} by public key {number}", by_hmac({**header, "alg": alg}, claims, face)
        for key in (b"", b"\0", b"null", b"secret", b"None"):
            yield f"{alg} by {key!r}", by_hmac({**header, "alg": alg}, claims, key)


def by_another_key(claims: Json, header: Json) -> Iterator[tuple[str, str]]:
    ec, rsa = ECKey.generate_key("P-256"), RSAKey.generate_key(2048)
    algorithms = ["ES256", "RS256", "PS256", "RS384", "HS256", "ES384"]
    own = {
        "jwk": ec.as_dict(private=False),
        "jku": "https://evil.example/jwks",
        "x5u": "https://evil.example/x",
    }
    extensions: list[Json] = [
        {},
        {"kid": "another"},
        {"kid": "../../../../dev/null"},
        {"kid": "' OR 1=1 --"},
        *({name: value} for name, value in own.items()),
        {"x5c": [b64(b"certificate")]},
        {"crit": ["exp"], "exp": 1},
        {"crit": ["b64"], "b64": False},
        {"crit": []},
        {"crit": ["urn:unknown"], "urn:unknown": True},
        {"zip": "DEF"},
        {"cty": "JWT"},
    ]
    for extension in extensions:
        yield f"other key, {extension}", jwt.encode({**header, "alg": "ES256"}, claims, ec, ["ES256"])
        raw = {**header, **extension, "alg": "ES256"}
        signed = f"{b64(raw)}.{b64(claims)}"
        signature = ec.raw_value and jwt.encode({"alg": "ES256"}, claims, ec, ["ES256"]).rpartition(".")[2]
        yield f"other key and a header with {extension}", f"{signed}.{signature}"
    yield "other RSA key", jwt.encode({**header, "alg": "RS256"}, claims, rsa, ["RS256"])
    yield "other RSA key, PS256", jwt.encode({**header, "alg": "PS256"}, claims, rsa, algorithms)
    oct_key = OctKey.import_key(b"secret" * 8)
    yield "a shared secret", jwt.encode({**header, "alg": "HS256"}, claims, oct_key, algorithms)


def bent(token: str) -> Iterator[tuple[str, str]]:
    """A right token, bent out of shape."""
    header, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    yield "cut", f"{header}.{body}"
    yield "without signature", f"{header}.{body}."
    yield "longer", f"{token}.x"
    yield "padded", f"{token}="
    yield "signed by something else", f"{header}.{body}.{signature[:-4]}AAAA"
    yield "with a blank", f"{header}. {body}.{signature}"
    yield "as JSON", json.dumps({"payload": body, "protected": header, "signature": signature})
    yield (
        "as general JSON",
        json.dumps({"payload": body, "signatures": [{"protected": header, "signature": signature}]}),
    )
    for name in ("sub", "iss", "aud", "exp", "jti"):
        changed = {**claims, name: "another"}
        yield f"another {name}", f"{header}.{b64(changed)}.{signature}"
    yield "no claims at all", f"{header}.{b64({})}.{signature}"
    yield "a list of claims", f"{header}.{b64(b'[]')}.{signature}"
    yield "very deep", f"{b64(b'[' * 5000)}.{body}.{signature}"
    yield "very long", f"{header}.{body}{'A' * 100_000}.{signature}"
