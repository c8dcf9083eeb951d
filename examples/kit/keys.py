"""Keys that an example draws at its first start and keeps in its own folder."""

import json
import os
import secrets
from pathlib import Path
from typing import Any, Literal

from joserfc import jwk
from joserfc.jwk import ECKey, RSAKey

Key = ECKey | RSAKey
Algorithm = Literal["ES256", "RS256"]


def kept_key(file: Path, algorithm: Algorithm) -> Key:
    return imported(json.loads(_kept(file, lambda: json.dumps(_drawn(algorithm).as_dict(private=True)))))


def kept_secret(file: Path) -> str:
    return _kept(file, lambda: secrets.token_urlsafe(48))


def imported(told: dict[str, Any]) -> Key:
    """A private key as JSON; one without a name is named by its thumbprint (RFC 7638)."""
    key = jwk.import_key(told)
    assert isinstance(key, ECKey | RSAKey), "only keys of the kinds EC and RSA"
    key.ensure_kid()
    return key


def algorithm_of(key: Key) -> Algorithm:
    return "ES256" if isinstance(key, ECKey) else "RS256"


def public(*keys: Key) -> dict[str, Any]:
    """The key set that others check our signatures with."""
    return {"keys": [key.as_dict(private=False) | {"use": "sig", "alg": algorithm_of(key)} for key in keys]}


def _drawn(algorithm: Algorithm) -> Key:
    if algorithm == "ES256":
        return ECKey.generate_key("P-256", auto_kid=True)
    return RSAKey.generate_key(2048, auto_kid=True)


def _kept(file: Path, draw: Any) -> str:
    """What the file holds; of several who draw at once the first one's stays."""
    if not file.exists():
        mine = file.with_suffix(f".{secrets.token_hex(4)}")
        with os.fdopen(os.open(mine, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as drawn:
            drawn.write(draw())
        try:
            os.link(mine, file)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return file.read_text(encoding="utf-8").strip()
