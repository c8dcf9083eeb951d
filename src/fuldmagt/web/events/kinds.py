"""The kinds of events that a reader can choose between, each by how its events are called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event


def _called(*beginnings: str) -> frozenset[Event]:
    return frozenset(event for event in Event if event.value.startswith(beginnings))


KINDS: Final[Mapping[str, tuple[Promise, frozenset[Event]]]] = {
    "users": (_("Users and employments"), _called("user.", "users.", "employment.", "import.")),
    "enrolment": (
        _("Enrolment"),
        _called(
            "invitation.",
            "identity.",
            "temporary-code.",
            "user-id.",
            "phone",
            "joining.",
            "signature.",
            "authority.",
            "bulk-activation.",
            "letters.",
            "preparation.",
            "journey.",
            "waiting.",
            "proofing-way.",
        ),
    ),
    "means": (_("Means of login"), _called("means.", "pin.", "app-code.", "approval.")),
    "rights": (
        _("Rights and roles"),
        _called(
            "right.",
            "role.",
            "decision.",
            "group.",
            "group-right.",
            "department-right.",
            "mandate.",
            "clients.",
            "request.",
        ),
    ),
    "logins": (_("Logins"), _called("sign-in.", "tokens.", "client.")),
    "organisation": (_("The organisation and its departments"), _called("organisation.", "department.")),
}
