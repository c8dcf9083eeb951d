"""What is wrong with a supplier's file, and where a device is, in the words of the pages."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.stock.rules import DeviceState, Flaw, Misfit

MISFITS: Final[Mapping[Misfit, Promise]] = {
    Misfit.TOO_LARGE: _("The file is larger than 2 MB. Ask the supplier for smaller ones."),
    Misfit.NOT_XML: _("This is no XML that can be read here. A file with a document type is refused as "
                      "well."),
    Misfit.NOT_PSKC: _("This is no PSKC file of version 1.0 (RFC 6030): its beginning is another."),
    Misfit.EMPTY: _("There is no device in the file."),
    Misfit.TOO_MANY: _("There are more than 2,000 devices in the file. Ask the supplier for smaller ones."),
    Misfit.KEY_NEEDED: _("The file is sealed. Write the key or password that the supplier has sent "
                         "apart from it."),
    Misfit.KEY_WRONG: _("The key or password does not open the file."),
    Misfit.NOT_SUPPORTED: _("The file is sealed in a way that cannot be opened here. Ask the supplier for "
                            "AES-CBC with HMAC, and a shared key or a password."),
}  # fmt: skip

FLAWS: Final[Mapping[Flaw, Promise]] = {
    Flaw.NO_SERIAL: _("It has no serial number that can be used."),
    Flaw.TWICE: _("It stands in the file more than once."),
    Flaw.KNOWN: _("It is in a stock or in use already."),
    Flaw.NO_SECRET: _("It has no secret that can be read."),
    Flaw.SHORT_SECRET: _("Its secret is shorter than 16 bytes or longer than 128."),
    Flaw.WITHOUT_MAC: _("Its secret is sealed, but nothing shows that nobody has changed it."),
    Flaw.CHANGED: _("Its secret has been changed, or the key is another one."),
    Flaw.ALGORITHM: _("It makes its codes in another way than HOTP or TOTP."),
    Flaw.DIGITS: _("Its codes are not of 6 to 8 digits."),
    Flaw.NUMBERS: _("Its counter or clock stands at a value that cannot be."),
    Flaw.EXPIRED: _("Its time is over."),
    Flaw.USAGE: _("The supplier allows other uses of it than codes for logging in."),
}

STATES: Final[Mapping[DeviceState, tuple[str, Promise]]] = {
    DeviceState.IN_STOCK: ("note", _("In stock")),
    DeviceState.OUT: ("done", _("Handed out")),
    DeviceState.SPENT: ("none", _("Secret destroyed")),
}
