"""How an example shows a provider who it is: private_key_jwt with its own key (RFC 7523)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from joserfc import jwt

from examples.kit.keys import Key, algorithm_of

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME = 60


@dataclass(frozen=True)
class Client:
    """The example as a client of the provider."""

    id: str
    key: Key
    redirect_uri: str
    scope: str

    def shows_itself(self, *, audience: str, at: datetime) -> dict[str, str]:
        """The form fields that authenticate the client, once."""
        began = int(at.timestamp())
        claims = {
            "iss": self.id,
            "sub": self.id,
            "aud": audience,
            "iat": began,
            "exp": began + LIFETIME,
            "jti": secrets.token_urlsafe(16),
        }
        header = {"alg": algorithm_of(self.key), "kid": self.key.kid}
        return {
            "client_id": self.id,
            "client_assertion_type": ASSERTION,
            "client_assertion": jwt.encode(header, claims, self.key),
        }
