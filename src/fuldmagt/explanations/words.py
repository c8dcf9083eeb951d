"""Names of what the law knows by a code, as they stand in the middle of a sentence."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means

LEVELS: Final[Mapping[Level, str]] = {
    Level.LOW: _("low"),
    Level.SUBSTANTIAL: _("substantial"),
    Level.HIGH: _("high"),
}

MEANS: Final[Mapping[Means, str]] = {
    Means.APP: _("the app"),
    Means.CODE_DISPLAY: _("a code display"),
    Means.CODE_READER: _("a code reader"),
    Means.CHIP: _("a chip"),
    Means.PASSKEY: _("a passkey"),
    Means.PRIVATE_EID: _("a private eID"),
    Means.USER_PASSWORD: _("user name and password"),
}
