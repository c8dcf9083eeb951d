"""What may be wrong between us and the broker of the national eID. Pure.

The person at the browser reads a Refusal; the cause is for the operator, in the server's log and on the
page that tests the connection.
"""

from enum import StrEnum


class Cause(StrEnum):
    MAPPING = "mapping"  # the broker's name, or what was changed in its table, cannot be read
    NO_ADDRESS = "no_address"
    NOT_HTTPS = "not_https"
    NO_ANSWER = "no_answer"
    BROKEN = "broken"
    REFUSED = "refused"
    NOT_JSON = "not_json"
    TOO_LONG = "too_long"
    OTHER_ISSUER = "other_issuer"
    KEYS = "keys"
    SAID_NO = "said_no"  # the answer to the browser carries an error
    CLIENT = "client"  # our client id or secret is not taken
    SIGNED = "signed"  # the ID token
    USERINFO = "userinfo"
    CLAIMS = "claims"


class EidError(Exception):
    """A talk with the broker that came to nothing. `str()` has the details, none of them about a person."""

    def __init__(self, cause: Cause, said: str) -> None:
        super().__init__(said)
        self.cause = cause


class UnavailableError(EidError):
    """The provider does not answer."""


class UntrustedError(EidError):
    """The provider's answer is not what the standard, or our own request, allows."""
