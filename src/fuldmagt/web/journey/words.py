"""What the steps before the activation are called for the employee: what to do, and what is needed (B1)."""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from fuldmagt.onboarding.activation.rules import phone_of
from fuldmagt.onboarding.journey.rules import Part, Step, Why

Words = tuple[str, str]
ICONS: Final = {Step.CREATED: "business"}


def preparation() -> dict[Step, Words]:
    """Title and text of each step, in the reader's language."""
    eid = {"eid": settings.EID_NAME}
    return {
        Step.PHONE: (
            _("Check that your phone can read a passport chip"),
            _("The phone, or a tablet, needs NFC: what it uses to pay in shops."),
        ),
        Step.CHIP: (
            _("Check that your passport or ID card has a chip"),
            _("A small sign shows it, on the cover or on the card: a rectangle with a circle in it."),
        ),
        Step.VALID: (
            _("Check that your passport or ID card has not expired"),
            _("The last day stands beside your photo."),
        ),
        Step.P_CODE: (
            _("Call for your p-code"),
            _(
                "You need an 8-digit p-code. Only you can ask for it. Nobody, not even your employer, "
                "can call for you."
            ),
        ),
        Step.EID: (
            _("Activate %(eid)s in the %(eid)s app") % eid,
            _("Have your p-code and your passport or ID card ready. It takes about ten minutes."),
        ),
        Step.CREATED: (
            _("Your employer creates your work user"),
            _("Then you get an e-mail with a link, and a temporary code in person or by letter."),
        ),
    }


def parts() -> dict[Part, str]:
    """What is done in the eID's app, in order."""
    eid = {"eid": settings.EID_NAME}
    return {
        Part.APP_FETCHED: _("Fetch the %(eid)s app where you usually fetch apps") % eid,
        Part.APP_STARTED: _("Open the app and start the activation"),
        Part.P_CODE_TYPED: _("Type your p-code"),
        Part.DOCUMENT_CHOSEN: _("Choose passport or ID card"),
        Part.PAGE_SCANNED: _("Scan the page with your photo, or the side of the card with your particulars"),
        Part.CHIP_READ: _("Lay the phone on the passport or the card, so that it reads the chip"),
        Part.FACE_SCANNED: _("Scan your face"),
    }


def reasons() -> dict[Why, str]:
    """Why somebody cannot be scanned, as the employee says it."""
    return {
        Why.NO_CHIP: _("My passport or ID card has no chip"),
        Why.EXPIRED: _("My passport or ID card has expired"),
        Why.CHIP_UNREADABLE: _("The chip cannot be read"),
        Why.FACE: _("My face is not recognised"),
        Why.OTHER: _("Something else"),
    }


def guides() -> dict[Step, Words]:
    """Where to read more: the address, and what stands there."""
    return {
        Step.PHONE: (settings.EID_PHONE_URL, _("What phones and tablets need")),
        Step.CHIP: (settings.EID_DOCUMENT_URL, _("Which passports and ID cards work")),
        Step.VALID: (settings.EID_DOCUMENT_URL, _("Which passports and ID cards work")),
        Step.EID: (settings.EID_GUIDE_URL, _("Step-by-step guide with pictures")),
    }


def support_number() -> str:
    """The eID's support as a phone dials it, from abroad as well."""
    written: str = settings.EID_SUPPORT_PHONE
    return phone_of(written, country="DK") or "".join(written.split())
