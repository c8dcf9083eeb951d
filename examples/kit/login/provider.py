"""The OpenID Provider as its own documents describe it. Nothing about it is configured but its issuer."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from examples.kit.login.failed import Failed, Reason

FRESH = timedelta(minutes=10)
KEYS_AGAIN_AFTER = timedelta(seconds=10)  # an unknown key name may ask for new keys this often, no more
PATIENCE = httpx.Timeout(10, connect=3)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass
class Provider:
    """Asks when it must, and remembers for ten minutes."""

    issuer: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))
    _metadata: tuple[datetime, dict[str, Any]] | None = None
    _keys: tuple[datetime, KeySet] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def metadata(self, *, at: datetime) -> Mapping[str, Any] | Failed:
        with self._lock:
            if self._metadata and at - self._metadata[0] < FRESH:
                return self._metadata[1]
            told = self._asked(f"{self.issuer}/.well-known/openid-configuration")
            if isinstance(told, Failed):
                return told
            # OpenID Connect Discovery 4.3: the issuer in the document must be the one that was asked.
            if told.get("issuer") != self.issuer:
                return Failed(Reason.PROVIDER_ODD, f"its document names the issuer {told.get('issuer')!r}")
            if missing := [name for name in ENDPOINTS if not isinstance(told.get(name), str)]:
                return Failed(Reason.PROVIDER_ODD, f"its document lacks {', '.join(missing)}")
            self._metadata = (at, told)
            return told

    def keys(self, *, at: datetime, knowing: str | None = None) -> KeySet | Failed:
        """The provider's keys; asked for again when none of them has the name `knowing`."""
        metadata = self.metadata(at=at)
        if isinstance(metadata, Failed):
            return metadata
        with self._lock:
            if self._keys and not self._outdated(self._keys, at, knowing):
                return self._keys[1]
            told = self._asked(metadata["jwks_uri"])
            if isinstance(told, Failed):
                return told
            try:
                keys = KeySet.import_key_set({"keys": list(told["keys"])})
            except (JoseError, KeyError, TypeError, ValueError) as odd:
                return Failed(Reason.PROVIDER_ODD, f"its keys cannot be read: {odd}")
            self._keys = (at, keys)
            return keys

    @staticmethod
    def _outdated(kept: tuple[datetime, KeySet], at: datetime, knowing: str | None) -> bool:
        since, keys = kept
        unknown = knowing is not None and knowing not in {key.kid for key in keys.keys}
        return at - since > FRESH or (unknown and at - since > KEYS_AGAIN_AFTER)

    def _asked(self, address: str) -> dict[str, Any] | Failed:
        try:
            answer = self.http.get(address)
            answer.raise_for_status()
            told = answer.json()
        except (httpx.HTTPError, ValueError) as silence:
            return Failed(Reason.PROVIDER_SILENT, f"{address}: {silence}")
        return told if isinstance(told, dict) else Failed(Reason.PROVIDER_ODD, f"{address}: no object")
