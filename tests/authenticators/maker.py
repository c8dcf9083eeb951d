"""A maker of security keys: its root, and the certificate by which it vouches for a make."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

AAGUID_EXTENSION = ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4")  # WebAuthn Level 3, 8.2.1
FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Maker:
    """Someone whose keys carry a certificate of their make, signed by a root."""

    aaguid: bytes = bytes(range(16))
    root_key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    key: ec.EllipticCurvePrivateKey = field(default_factory=_key)

    def root(self) -> bytes:
        name = _name("Root", "Roots")
        return self._certificate(name, name, self.root_key, authority=True).public_bytes(Encoding.PEM)

    def _certificate(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, authority: bool
    ) -> x509.Certificate:
        serial = x509.random_serial_number()
        made = x509.CertificateBuilder(issuer, subject, key.public_key(), serial, FROM, UNTIL)
        made = made.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        if not authority:
            told = x509.UnrecognizedExtension(AAGUID_EXTENSION, b"\x04\x10" + self.aaguid)
            made = made.add_extension(told, critical=False)
        return made.sign(self.root_key, SHA256())

    def vouches(self, response: dict[str, Any]) -> dict[str, Any]:
        """The answer of a device that says its make, with the statement of its maker."""
        said = base64url_to_bytes(response["response"]["clientDataJSON"])
        attested = cbor2.loads(base64url_to_bytes(response["response"]["attestationObject"]))
        data = attested["authData"][:37] + self.aaguid + attested["authData"][53:]
        leaf = self._certificate(
            _name("Key", "Authenticator Attestation"), _name("Root", "Roots"), self.key, authority=False
        )
        statement = {
            "alg": -7,
            "sig": self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256())),
            "x5c": [leaf.public_bytes(Encoding.DER)],
        }
        vouched = cbor2.dumps({"fmt": "packed", "attStmt": statement, "authData": data})
        return response | {
            "response": response["response"] | {"attestationObject": bytes_to_base64url(vouched)}
        }


def _name(common: str, unit: str) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: "DK",
        NameOID.ORGANIZATION_NAME: "Maker",
        NameOID.ORGANIZATIONAL_UNIT_NAME: unit,
        NameOID.COMMON_NAME: common,
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items()])
