"""What the operator reads about the national eID: the parts that are tried, what may be wrong, what to do."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.registers.eid.causes import Cause
from fuldmagt.registers.eid.claims import Fault, What
from fuldmagt.registers.eid.trial import Part

PARTS: Final[Mapping[Part, Promise]] = {
    Part.SETTINGS: _("The settings can be read"),
    Part.DISCOVERY: _("The broker describes itself"),
    Part.KEYS: _("The broker shows its keys"),
    Part.LOGIN: _("A login comes back, signed by the broker"),
    Part.CLAIMS: _("All that is needed can be read"),
}

ASK_THE_BROKER: Final = _("Ask the broker, and name the detail below.")

CAUSES: Final[Mapping[Cause, tuple[Promise, Promise]]] = {
    Cause.MAPPING: (
        _("The mapping cannot be read as it is set."),
        _("Correct FULDMAGT_EID_BROKER or FULDMAGT_EID_MAPPING, and start again."),
    ),
    Cause.NO_ADDRESS: (
        _("An address is missing or cannot be read."),
        _("Correct FULDMAGT_EID_ISSUER. If it is right, the broker’s own description lacks an address."),
    ),
    Cause.NOT_HTTPS: (
        _("An address is not https, so that secrets would travel open."),
        _("Write FULDMAGT_EID_ISSUER with https. If it is, ask the broker about its other addresses."),
    ),
    Cause.NO_ANSWER: (
        _("Nobody answers there in time."),
        _("Check FULDMAGT_EID_ISSUER, this machine’s way out (firewall, names), and the broker’s status."),
    ),
    Cause.BROKEN: (
        _("The broker says that it is out of order."),
        _("Wait and try again; look at the broker’s status page."),
    ),
    Cause.REFUSED: (
        _("The broker refuses the question."),
        _("Check FULDMAGT_EID_ISSUER, and that the broker knows the return address and the scopes."),
    ),
    Cause.NOT_JSON: (
        _("What answers there is no OpenID provider."),
        _("Check FULDMAGT_EID_ISSUER: perhaps a page for people answers at that address."),
    ),
    Cause.TOO_LONG: (_("The answer is longer than any that we expect."), ASK_THE_BROKER),
    Cause.OTHER_ISSUER: (
        _("The broker calls itself otherwise than the issuer that is set."),
        _("Write FULDMAGT_EID_ISSUER letter by letter as the broker does, the last slash too."),
    ),
    Cause.KEYS: (
        _("The broker shows no key that we take."),
        _("Ask the broker to sign with ES256, RS256 or PS256."),
    ),
    Cause.SAID_NO: (
        _("The broker sent you back without a login."),
        _("If you did not stop it yourself: check at the broker that the return address and the scopes are "
          "registered for this client."),
    ),
    Cause.CLIENT: (
        _("The client id or the secret is missing, or the broker does not take it."),
        _("Compare FULDMAGT_EID_CLIENT_ID and FULDMAGT_EID_CLIENT_SECRET with what the broker gave you."),
    ),
    Cause.SIGNED: (
        _("The broker’s signed answer does not hold: its signature, its time or whom it is for."),
        _("Check that this machine’s clock is right, then try again. If it stays so, ask the broker."),
    ),
    Cause.USERINFO: (_("What the broker tells of the person does not belong to this login."), ASK_THE_BROKER),
    Cause.CLAIMS: (
        _("Something is missing in what the broker tells, or is written otherwise than we read it."),
        _("Look at the lines that are marked below. Have the broker tell these claims to this client, or "
          "say in FULDMAGT_EID_MAPPING how it writes them."),
    ),
}  # fmt: skip
"""What is wrong, and what to do about it."""

WHATS: Final[Mapping[What, Promise]] = {
    What.KIND: _("The kind of eID"),
    What.SUBJECT: _("The person, as this broker knows them for us"),
    What.UNIVERSAL: _("The person, the same at every broker"),
    What.NAME: _("Name"),
    What.BIRTH_DATE: _("Birth date"),
    What.LEVEL: _("Level of the login"),
    What.ISSUED: _("How surely the person was known at the issuing"),
    What.HAS_NUMBER: _("Whether there is a national number"),
    What.NUMBER: _("National number"),
}

FAULTS: Final[Mapping[Fault, Promise]] = {
    Fault.MISSING: _("Missing"),
    Fault.NOT_TEXT: _("Not a readable text"),
    Fault.UNKNOWN: _("Not a value that we know"),
    Fault.TOO_LONG: _("Too long"),
    Fault.CONTRADICTS: _("Contradicts another claim"),
}
