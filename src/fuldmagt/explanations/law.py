"""What the law's reasons say: the fact, not the rule.

For each reason its sentences, the one that names most first; the first is taken of which every name
is known to the reader. The last needs no name. Here they stand untranslated.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from fuldmagt.vocabulary.refusals import Reason

R = Reason
Sentences = tuple[str, ...]

CONDITIONS: Final[Mapping[Reason, Sentences]] = {
    R.USER_UNKNOWN: (
        _("There is no user with the reference {about} here."),
        _("This user is not known here."),
    ),
    R.RIGHT_UNKNOWN: (
        _("There is no right {about} in the catalogue."),
        _("This right is not in the catalogue."),
    ),
    R.ORGANISATION_UNKNOWN: (
        _("There is no organisation with the number {about} here."),
        _("This organisation is not known here."),
    ),
    R.BRANCH_UNKNOWN: (
        _("{about} is no branch of {organisation}."),
        _("There is no branch with the number {about} there."),
        _("This branch is not known here."),
    ),
    R.USER_NOT_ACTIVATED: (
        _("{user} has not been activated yet."),
        _("The user has not been activated yet."),
    ),
    R.USER_SUSPENDED: (
        _("{user} is suspended at {home}."),
        _("The user is suspended."),
    ),
    R.USER_LOCKED: (
        _("{user} is locked at {home}."),
        _("The user is locked."),
    ),
    R.USER_CLOSED: (
        _("{user} is not a user of {home} any more."),
        _("The user has been closed."),
    ),
    R.ORGANISATION_CLOSED: (
        _("{closed} is closed here."),
        _("The organisation is closed here."),
    ),
    R.ASSURANCE_TOO_LOW: (
        _("“{right}” needs a login at the level {level}; this login has the level {given}."),
        _("“{right}” needs a login at the level {level}."),
        _("The right needs a stronger login than this one."),
    ),
    R.MEANS_NOT_ACCEPTED: (
        _("{service} has not accepted {means} since {ended}. The provider says why: {why}"),
        _("{service} has not accepted {means} since {ended}."),
        _("{service} cannot be opened by this user with {means}."),
        _("The service cannot be opened by this user with this means of login."),
    ),
    R.PRIVATE_EID_NOT_ALLOWED: (
        _("{service} cannot be opened by this user with a private eID."),
        _("The service cannot be opened by this user with a private eID."),
    ),
    R.RIGHT_TO_WORK_LAPSED: (
        _("The right to work that {home} knows of ended on {until}."),
        _("The right to work that the employer knows of has ended."),
    ),
    R.NOT_ELIGIBLE: (
        _("“{named}” is not open to this kind of organisation or department."),
        _("The right is not open to this kind of organisation or department."),
    ),
    R.ORGANISATION_NOT_CUSTOMER: (
        _("{organisation} is not among the customers of {service}."),
        _("The organisation is not among the customers of the service."),
    ),
}

ASSIGNMENTS: Final[Mapping[Reason, Sentences]] = {
    R.NO_AUTHORISATION: (
        _("{user} has not been given “{right}” for {organisation}."),
        _("“{right}” has not been given to this user."),
        _("The right has not been given to this user."),
    ),
    R.NOT_YET_VALID: (
        _("“{held}” begins on {since}."),
        _("The right has not begun yet."),
    ),
    R.EXPIRED: (
        _("“{held}” ended on {until}."),
        _("The right has ended."),
    ),
    R.REVOKED: (
        _("“{held}” was withdrawn on {withdrawn}."),
        _("“{held}” has been withdrawn."),
        _("The right has been withdrawn."),
    ),
    R.BRANCH_NOT_COVERED: (
        _("“{held}” was given for other branches only."),
        _("The right was given for other branches only."),
    ),
    R.RIGHTS_CONFLICT: (
        _("“{held}” cannot be used: another right is held that excludes it."),
        _("The right cannot be used: another right is held that excludes it."),
    ),
    R.WEAKER_RIGHT_ONLY: (
        _("{user} has been given “{held}”, not “{right}”."),
        _("“{held}” has been given, not “{right}”."),
        _("A weaker right than this one has been given."),
    ),
}

WAYS: Final[Mapping[Reason, Sentences]] = {
    R.CHAIN_NOT_SUPPORTED: (
        _("{service} does not accept that others act by a chain mandate."),
        _("The service does not accept that others act by a chain mandate."),
    ),
    R.GRANT_NOT_SUPPORTED: (
        _("{service} does not let its customers give others this access."),
        _("The service does not let its customers give others this access."),
    ),
    R.CHAIN_MISSING: (
        _("{organisation} has given {home} no mandate for “{right}”."),
        _("{organisation} has given no mandate for “{right}”."),
        _("The organisation has given no mandate for this right."),
    ),
    R.CHAIN_EXPIRED: (
        _("The mandate from {organisation} to {home} ended on {until}."),
        _("The mandate ended on {until}."),
        _("The mandate has ended."),
    ),
    R.CHAIN_REVOKED: (
        _("The mandate from {organisation} to {home} has been withdrawn."),
        _("The mandate has been withdrawn."),
    ),
    R.CHAIN_NOT_YET_VALID: (
        _("The mandate from {organisation} to {home} begins on {since}."),
        _("The mandate begins on {since}."),
        _("The mandate has not begun yet."),
    ),
    R.CHAIN_WEAKER_RIGHT_ONLY: (
        _("{organisation} has given {home} a mandate for “{held}”, not for “{right}”."),
        _("The mandate is for “{held}”, not for “{right}”."),
        _("The mandate is for a weaker right than this one."),
    ),
    R.CHAIN_NOT_ACCEPTED: (
        _("{home} has not accepted the mandate from {organisation} yet."),
        _("The mandate has not been accepted yet."),
    ),
    R.GRANT_MISSING: (
        _("{organisation} has not given {home} access to “{right}” in {service}."),
        _("{organisation} has not given access to “{right}”."),
        _("The organisation has not given access to this right."),
    ),
    R.GRANT_EXPIRED: (
        _("The access that {organisation} gave {home} ended on {until}."),
        _("The access ended on {until}."),
        _("The access has ended."),
    ),
    R.GRANT_REVOKED: (
        _("The access that {organisation} gave {home} has been withdrawn."),
        _("The access has been withdrawn."),
    ),
    R.GRANT_NOT_YET_VALID: (
        _("The access that {organisation} gave {home} begins on {since}."),
        _("The access begins on {since}."),
        _("The access has not begun yet."),
    ),
    R.GRANT_WEAKER_RIGHT_ONLY: (
        _("{organisation} has let {home} do “{held}”, not “{right}”."),
        _("Access was given to “{held}”, not to “{right}”."),
        _("Access was given to a weaker right than this one."),
    ),
    R.GRANT_NOT_CONFIRMED: (
        _("{organisation} has not confirmed the access of {home} yet."),
        _("{organisation} has not confirmed the access yet."),
        _("The organisation has not confirmed the access yet."),
    ),
    R.GRANT_FOR_OTHER_ORGANISATION: (
        _("{user} may do this as a user of {other}, not as a user of {home}."),
        _("This was given for another organisation than the one of this login."),
    ),
    R.ADVISER_NOT_RECOGNISED: (
        _("{provider} does not know {home} as an adviser."),
        _("The provider of the service does not know this organisation as an adviser."),
    ),
}

SENTENCES: Final = {**CONDITIONS, **ASSIGNMENTS, **WAYS}
