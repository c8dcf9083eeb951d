"""What can be supposed, as the page says it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.decisions.supposing import Supposition

SUPPOSITIONS: Final[Mapping[Supposition, Promise]] = {
    Supposition.RIGHT: _("the user had been given the right"),
    Supposition.MANDATE: _("the organisation had given a chain mandate, and it had been accepted"),
    Supposition.GRANT: _("the organisation had given access in the service’s portal, and had confirmed it"),
    Supposition.RECOGNITION: _("the provider knew the user’s organisation as an adviser"),
    Supposition.ACTIVE: _("the user were active"),
}
"""Each continues the question "What if ...?"."""
