"""What the values of the platform's closed lists are called on pages: states, roles, means, categories."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.organisations.employments.rules import EmploymentState
from fuldmagt.organisations.rules import OrganisationState, Role, UserState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means

LANGUAGES: Final = (("da", "Dansk"), ("nl", "Nederlands"), ("en", "English"))
"""The languages that people can choose, each in its own; the pseudo-language is none of them."""

ROLES: Final[Mapping[Role, Promise]] = {
    Role.ORGANISATION_ADMINISTRATOR: _("Organisation administrator"),
    Role.USER_ADMINISTRATOR: _("User administrator"),
    Role.RIGHTS_ADMINISTRATOR: _("Rights administrator"),
    Role.MANDATE_MANAGER: _("Mandate manager"),
    Role.PERMIT_CONTROLLER: _("Permit controller"),
    Role.DEPARTMENT_LEADER: _("Department leader"),
    Role.PAYROLL: _("Payroll"),
    Role.AUDITOR: _("Auditor"),
    Role.PROVIDER_ADMINISTRATOR: _("Provider administrator"),
    Role.PLATFORM_OPERATOR: _("Platform operator"),
}

STATES: Final[Mapping[UserState, tuple[str, Promise]]] = {
    UserState.IMPORTED: ("none", _("Imported")),
    UserState.INVITED: ("note", _("Invited")),
    UserState.WAITING: ("waits", _("Waiting")),
    UserState.IDENTITY_CONFIRMED: ("waits", _("Identity confirmed")),
    UserState.ACTIVE: ("done", _("Active")),
    UserState.SUSPENDED: ("none", _("Suspended")),
    UserState.LOCKED: ("stopped", _("Locked")),
    UserState.CLOSED: ("none", _("Closed")),
}
"""The kind of badge, and the word in it."""

MEANS: Final[Mapping[Means, Promise]] = {
    Means.APP: _("App"),
    Means.CODE_DISPLAY: _("Code display"),
    Means.CODE_READER: _("Audio code reader"),
    Means.CHIP: _("Chip"),
    Means.PASSKEY: _("Passkey"),
    Means.PRIVATE_EID: _("Private eID"),
    Means.USER_PASSWORD: _("User name and password"),
}

LEVELS: Final[Mapping[Level, Promise]] = {
    Level.LOW: _("low"),
    Level.SUBSTANTIAL: _("substantial"),
    Level.HIGH: _("high"),
}

CATEGORIES: Final[Mapping[Category, Promise]] = {
    Category.MUNICIPALITY: _("Municipality"),
    Category.REGION: _("Region"),
    Category.STATE_AUTHORITY: _("State authority"),
    Category.COMPANY: _("Company"),
    Category.TRADE_UNION: _("Trade union"),
    Category.LAW_FIRM: _("Law firm"),
    Category.INSURER: _("Insurer"),
    Category.INSURANCE_DEPARTMENT: _("Insurance department of a self-insured authority"),
    Category.ASSOCIATION: _("Association"),
    Category.PENSION_PROVIDER: _("Pension provider"),
    Category.ADVISER: _("Adviser"),
}

EMPLOYMENTS: Final[Mapping[EmploymentState, tuple[str, Promise]]] = {
    EmploymentState.TO_COME: ("note", _("Not begun yet")),
    EmploymentState.RUNNING: ("done", _("Employed")),
    EmploymentState.ENDED: ("none", _("Ended")),
}

ORGANISATIONS: Final[Mapping[OrganisationState, Promise]] = {
    OrganisationState.ACTIVE: _("Active"),
    OrganisationState.REPRESENTED: _("Represented by others"),
    OrganisationState.CLOSED: _("Closed"),
}

SCHEMES: Final[Mapping[str, Promise]] = {
    "dk:cvr": _("CVR number"),
    "dk:pnr": _("P-number"),
    "dk:se": _("SE number"),
    "nl:kvk": _("KvK number"),
    "nl:rsin": _("RSIN"),
    "nl:oin": _("OIN"),
    "nl:vestiging": _("Vestigingsnummer"),
    "eu:euid": _("EUID"),
    "lei": _("LEI"),
}
"""What a number is called, by the scheme it is written in."""
