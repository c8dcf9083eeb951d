"""Key pairs to sign with, drawn here like everything that is random."""

import json
from typing import Any, Final

from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeyParameters, RSAKey

from fuldmagt.secrets import dice

RSA_BITS = 3072  # BSI TR-02102-1: at least 3000 bits
LEAST_RSA_BITS = 2048  # RFC 7518 section 3.3; what our own keys have in tests


def new_key(algorithm: str) -> dict[str, Any]:
    """A private key for ES256 or RS256 as JWK, with its name and its one purpose in it."""
    named: KeyParameters = {"kid": dice.reference(), "use": "sig", "alg": algorithm}
    if algorithm == "ES256":
        return ECKey.generate_key("P-256", parameters=named).as_dict(private=True)
    if algorithm == "RS256":
        bits = LEAST_RSA_BITS if settings.TESTING else RSA_BITS
        return RSAKey.generate_key(bits, parameters=named).as_dict(private=True)
    raise ValueError(f"no key for {algorithm}")


PUBLIC = {"EC": ("kty", "crv", "x", "y"), "RSA": ("kty", "n", "e")}


def public_part(jwk: dict[str, Any]) -> dict[str, Any]:
    """What others may see: members are named, so that none of the private ones can slip through."""
    return {name: jwk[name] for name in (*PUBLIC[jwk["kty"]], "kid", "use", "alg")}


def public_set(jwks: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The usable keys of somebody else's key set: elliptic on P-256 or RSA from 2048 bits, public parts only.

    A symmetric key is none: whoever can check with it can sign with it.
    """
    keys = jwks.get("keys")
    return {"keys": [key for each in keys if (key := _usable(each))] if isinstance(keys, list) else []}


PRIVATE: Final = "private"
"""What somebody pasted is the part that nobody else may have."""


def read_public(text: str) -> dict[str, list[dict[str, Any]]] | str | None:
    """The public keys in a PEM, a JWK or a JWK set; PRIVATE for a private one, None for anything else."""
    if "PRIVATE KEY" in text:
        return PRIVATE
    if text.startswith("-----BEGIN PUBLIC KEY-----"):
        return public_set({"keys": [_from_pem(text)]})
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict):
        return None
    keys = read["keys"] if isinstance(read.get("keys"), list) else [read]
    if any(isinstance(key, dict) and {"d", "k", "p", "q"} & key.keys() for key in keys):
        return PRIVATE
    return public_set({"keys": keys})


def _from_pem(text: str) -> dict[str, Any] | None:
    for kind in (ECKey, RSAKey):
        try:
            return dict(kind.import_key(text).as_dict(private=False))
        except (JoseError, ValueError, TypeError):
            continue
    return None


def thumbprint(jwk: dict[str, Any]) -> str:
    """The name of a key that follows from it (RFC 7638): the same on both sides, to compare by eye."""
    return (ECKey if jwk["kty"] == "EC" else RSAKey).import_key(public_part_of(jwk)).thumbprint()


def public_part_of(jwk: dict[str, Any]) -> dict[str, Any]:
    return {name: jwk[name] for name in PUBLIC[jwk["kty"]]}


def _usable(jwk: Any) -> dict[str, Any] | None:
    if not isinstance(jwk, dict) or jwk.get("kty") not in PUBLIC or jwk.get("use", "sig") != "sig":
        return None
    members = PUBLIC[jwk["kty"]]
    if not all(isinstance(jwk.get(name), str) for name in members):
        return None
    key = {name: jwk[name] for name in members}
    try:
        imported = (ECKey if jwk["kty"] == "EC" else RSAKey).import_key(key)
    except (JoseError, ValueError):
        return None
    if jwk["kty"] == "RSA" and imported.public_key.key_size < LEAST_RSA_BITS:
        return None
    if jwk["kty"] == "EC" and jwk["crv"] != "P-256":
        return None
    return {**key, **{name: jwk[name] for name in ("kid", "alg") if isinstance(jwk.get(name), str)}}
