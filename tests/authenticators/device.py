"""A passkey in software: a device that makes and uses passkeys as WebAuthn Level 3 describes.

It can be told to behave badly: not to verify its person, to answer for another site, to be a copy.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, MAY_BE_COPIED, HAS_KEY = 0x01, 0x04, 0x08, 0x40


@dataclass
class Device:
    """One passkey on one device, of somebody who is always willing."""

    origin: str = "http://localhost:8000"
    verifies: bool = True
    synced: bool = False
    attachment: str = ""
    count: int = 0
    credential_id: bytes = b"a-credential-of-the-tests-0123"
    holder: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def makes(self, options: str, **changed: str) -> str:
        """What `navigator.credentials.create` gives for the options."""
        asked = json.loads(options)
        self.holder = base64url_to_bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        )
        identified = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        data = self._data(changed.get("site", asked["rp"]["id"]), HAS_KEY) + identified
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", changed.get("challenge", asked["challenge"]), changed)
        return self._answer({"attestationObject": attested, "clientDataJSON": said})

    def answers(self, options: str, **changed: str) -> str:
        """What `navigator.credentials.get` gives for the options."""
        asked = json.loads(options)
        self.count += 1
        data = self._data(changed.get("site", asked["rpId"]), 0)
        said = self._said(
            changed.get("type", "webauthn.get"), changed.get("challenge", asked["challenge"]), changed
        )
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        holder = changed["holder"].encode() if "holder" in changed else self.holder
        return self._answer(
            {"authenticatorData": data, "clientDataJSON": said, "signature": signature, "userHandle": holder}
        )

    def _data(self, site: str, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | (MAY_BE_COPIED if self.synced else 0) | more
        return sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str, changed: dict[str, str]) -> bytes:
        said: dict[str, Any] = {
            "type": kind,
            "challenge": challenge,
            "origin": changed.get("origin", self.origin),
        }
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        identifier = bytes_to_base64url(self.credential_id)
        written = {name: bytes_to_base64url(value) for name, value in response.items()}
        answer = {"id": identifier, "rawId": identifier, "type": "public-key", "response": written}
        return json.dumps(answer | ({"authenticatorAttachment": self.attachment} if self.attachment else {}))
