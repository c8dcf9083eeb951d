"""Why the platform says no, who can mend it, and how.

A refusal is an answer, not an accident: it is returned, shown and recorded. Exceptions are for
bugs and broken machinery. The first part of the list is the law's (decision-semantics, "The
answer"); the second is about deeds on the platform itself.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct


class Mender(StrEnum):
    """Who can make the no a yes."""

    PERSON = "person"
    USER_ADMINISTRATOR = "user_administrator"
    RIGHTS_ADMINISTRATOR = "rights_administrator"
    MANDATE_MANAGER = "mandate_manager"
    ORGANISATION_ADMINISTRATOR = "organisation_administrator"
    LEADER = "leader"
    ORGANISATION = "organisation"
    PROVIDER = "provider"
    SERVICE = "service"
    OPERATOR = "operator"


class Remedy(StrEnum):
    """What to do about a no."""

    CHECK_IDENTIFIER = "check_identifier"
    FINISH_ACTIVATION = "finish_activation"
    ASK_USER_ADMINISTRATOR = "ask_user_administrator"
    ASK_ORGANISATION_ADMINISTRATOR = "ask_organisation_administrator"
    STEP_UP = "step_up"
    USE_OTHER_MEANS = "use_other_means"
    RENEW_RIGHT_TO_WORK = "renew_right_to_work"
    CHOOSE_OTHER_RIGHT = "choose_other_right"
    CONTACT_PROVIDER = "contact_provider"
    ASK_RIGHTS_ADMINISTRATOR = "ask_rights_administrator"
    ASK_FOR_STRONGER_RIGHT = "ask_for_stronger_right"
    USE_OTHER_WAY = "use_other_way"
    ASK_ORGANISATION_FOR_MANDATE = "ask_organisation_for_mandate"
    ACCEPT_MANDATE = "accept_mandate"
    ASK_ORGANISATION_FOR_GRANT = "ask_organisation_for_grant"
    CONFIRM_GRANT = "confirm_grant"
    LOG_IN_FOR_OTHER_ORGANISATION = "log_in_for_other_organisation"
    # deeds on the platform
    RELOAD = "reload"
    TRY_AGAIN = "try_again"
    TRY_LATER = "try_later"
    CHOOSE_ANOTHER = "choose_another"
    APPOINT_ANOTHER_FIRST = "appoint_another_first"
    ASK_A_COLLEAGUE = "ask_a_colleague"
    ASK_FOR_NEW_LINK = "ask_for_new_link"
    ASK_FOR_NEW_CODE = "ask_for_new_code"
    USE_STRONGER_EID = "use_stronger_eid"
    SCAN_DOCUMENT = "scan_document"
    USE_OWN_EID = "use_own_eid"
    LET_A_NOTIFIER_JOIN = "let_a_notifier_join"
    CONTACT_REGISTER = "contact_register"
    CORRECT_THE_USER = "correct_the_user"
    WAIT_FOR_THE_OTHERS = "wait_for_the_others"
    EMPTY_IT_FIRST = "empty_it_first"
    LOG_IN = "log_in"


class Reason(StrEnum):
    # the law
    USER_UNKNOWN = "user_unknown"
    RIGHT_UNKNOWN = "right_unknown"
    ORGANISATION_UNKNOWN = "organisation_unknown"
    BRANCH_UNKNOWN = "branch_unknown"
    USER_NOT_ACTIVATED = "user_not_activated"
    USER_SUSPENDED = "user_suspended"
    USER_LOCKED = "user_locked"
    USER_CLOSED = "user_closed"
    ORGANISATION_CLOSED = "organisation_closed"
    ASSURANCE_TOO_LOW = "assurance_too_low"
    MEANS_NOT_ACCEPTED = "means_not_accepted"
    PRIVATE_EID_NOT_ALLOWED = "private_eid_not_allowed"
    RIGHT_TO_WORK_LAPSED = "right_to_work_lapsed"
    NOT_ELIGIBLE = "not_eligible"
    ORGANISATION_NOT_CUSTOMER = "organisation_not_customer"
    NO_AUTHORISATION = "no_authorisation"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    BRANCH_NOT_COVERED = "branch_not_covered"
    RIGHTS_CONFLICT = "rights_conflict"
    WEAKER_RIGHT_ONLY = "weaker_right_only"
    CHAIN_NOT_SUPPORTED = "chain_not_supported"
    GRANT_NOT_SUPPORTED = "grant_not_supported"
    CHAIN_MISSING = "chain_missing"
    CHAIN_EXPIRED = "chain_expired"
    CHAIN_REVOKED = "chain_revoked"
    CHAIN_NOT_YET_VALID = "chain_not_yet_valid"
    CHAIN_WEAKER_RIGHT_ONLY = "chain_weaker_right_only"
    CHAIN_NOT_ACCEPTED = "chain_not_accepted"
    GRANT_MISSING = "grant_missing"
    GRANT_EXPIRED = "grant_expired"
    GRANT_REVOKED = "grant_revoked"
    GRANT_NOT_YET_VALID = "grant_not_yet_valid"
    GRANT_WEAKER_RIGHT_ONLY = "grant_weaker_right_only"
    GRANT_NOT_CONFIRMED = "grant_not_confirmed"
    GRANT_FOR_OTHER_ORGANISATION = "grant_for_other_organisation"
    ADVISER_NOT_RECOGNISED = "adviser_not_recognised"
    # deeds on the platform
    NOT_PERMITTED = "not_permitted"
    NOT_FOUND = "not_found"
    STEP_NOT_POSSIBLE = "step_not_possible"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_EXISTS = "already_exists"
    NOT_EMPTY = "not_empty"
    INPUT_NOT_USABLE = "input_not_usable"
    LAST_ADMINISTRATOR = "last_administrator"
    POWER_NOT_HELD = "power_not_held"
    SECOND_PERSON_NEEDED = "second_person_needed"
    TOO_MANY_TRIES = "too_many_tries"
    LOGIN_FAILED = "login_failed"
    LOGIN_TIMED_OUT = "login_timed_out"
    LOGIN_NEEDED = "login_needed"
    LOGIN_CANCELLED = "login_cancelled"
    MEANS_LOCKED = "means_locked"
    CODE_WRONG = "code_wrong"
    CODE_LOCKED = "code_locked"
    LINK_EXPIRED = "link_expired"
    LINK_USED = "link_used"
    LINK_UNKNOWN = "link_unknown"
    USER_ID_TAKEN = "user_id_taken"
    EID_LEVEL_TOO_LOW = "eid_level_too_low"
    EID_ISSUED_TOO_LOW = "eid_issued_too_low"
    EID_OTHER_PERSON = "eid_other_person"
    EID_NAME_DIFFERS = "eid_name_differs"
    EID_BIRTH_DATE_DIFFERS = "eid_birth_date_differs"
    EID_WITHOUT_NATIONAL_NUMBER = "eid_without_national_number"
    EID_FAILED = "eid_failed"
    EID_UNAVAILABLE = "eid_unavailable"
    EID_NOT_ADMITTED = "eid_not_admitted"
    REGISTER_UNAVAILABLE = "register_unavailable"
    ORGANISATION_NOT_IN_REGISTER = "organisation_not_in_register"
    ORGANISATION_DISSOLVED = "organisation_dissolved"
    ORGANISATION_ALREADY_JOINED = "organisation_already_joined"
    NOT_ENTITLED_TO_SIGN = "not_entitled_to_sign"
    OTHER_SIGNATURES_AWAITED = "other_signatures_awaited"


R, M, D = Reason, Mender, Remedy

MENDING: Final[Mapping[Reason, tuple[Mender, Remedy]]] = {
    R.USER_UNKNOWN: (M.SERVICE, D.CHECK_IDENTIFIER),
    R.RIGHT_UNKNOWN: (M.SERVICE, D.CHECK_IDENTIFIER),
    R.ORGANISATION_UNKNOWN: (M.SERVICE, D.CHECK_IDENTIFIER),
    R.BRANCH_UNKNOWN: (M.SERVICE, D.CHECK_IDENTIFIER),
    R.USER_NOT_ACTIVATED: (M.PERSON, D.FINISH_ACTIVATION),
    R.USER_SUSPENDED: (M.USER_ADMINISTRATOR, D.ASK_USER_ADMINISTRATOR),
    R.USER_LOCKED: (M.USER_ADMINISTRATOR, D.ASK_USER_ADMINISTRATOR),
    R.USER_CLOSED: (M.USER_ADMINISTRATOR, D.ASK_USER_ADMINISTRATOR),
    R.ORGANISATION_CLOSED: (M.OPERATOR, D.ASK_ORGANISATION_ADMINISTRATOR),
    R.ASSURANCE_TOO_LOW: (M.PERSON, D.STEP_UP),
    R.MEANS_NOT_ACCEPTED: (M.PERSON, D.USE_OTHER_MEANS),
    R.PRIVATE_EID_NOT_ALLOWED: (M.PERSON, D.USE_OTHER_MEANS),
    R.RIGHT_TO_WORK_LAPSED: (M.LEADER, D.RENEW_RIGHT_TO_WORK),
    R.NOT_ELIGIBLE: (M.RIGHTS_ADMINISTRATOR, D.CHOOSE_OTHER_RIGHT),
    R.ORGANISATION_NOT_CUSTOMER: (M.PROVIDER, D.CONTACT_PROVIDER),
    R.NO_AUTHORISATION: (M.RIGHTS_ADMINISTRATOR, D.ASK_RIGHTS_ADMINISTRATOR),
    R.NOT_YET_VALID: (M.RIGHTS_ADMINISTRATOR, D.ASK_RIGHTS_ADMINISTRATOR),
    R.EXPIRED: (M.RIGHTS_ADMINISTRATOR, D.ASK_RIGHTS_ADMINISTRATOR),
    R.REVOKED: (M.RIGHTS_ADMINISTRATOR, D.ASK_RIGHTS_ADMINISTRATOR),
    R.BRANCH_NOT_COVERED: (M.RIGHTS_ADMINISTRATOR, D.ASK_RIGHTS_ADMINISTRATOR),
    R.RIGHTS_CONFLICT: (M.RIGHTS_ADMINISTRATOR, D.ASK_RIGHTS_ADMINISTRATOR),
    R.WEAKER_RIGHT_ONLY: (M.RIGHTS_ADMINISTRATOR, D.ASK_FOR_STRONGER_RIGHT),
    R.CHAIN_NOT_SUPPORTED: (M.SERVICE, D.USE_OTHER_WAY),
    R.GRANT_NOT_SUPPORTED: (M.SERVICE, D.USE_OTHER_WAY),
    R.CHAIN_MISSING: (M.MANDATE_MANAGER, D.ASK_ORGANISATION_FOR_MANDATE),
    R.CHAIN_EXPIRED: (M.MANDATE_MANAGER, D.ASK_ORGANISATION_FOR_MANDATE),
    R.CHAIN_REVOKED: (M.MANDATE_MANAGER, D.ASK_ORGANISATION_FOR_MANDATE),
    R.CHAIN_NOT_YET_VALID: (M.MANDATE_MANAGER, D.ASK_ORGANISATION_FOR_MANDATE),
    R.CHAIN_WEAKER_RIGHT_ONLY: (M.MANDATE_MANAGER, D.ASK_ORGANISATION_FOR_MANDATE),
    R.CHAIN_NOT_ACCEPTED: (M.MANDATE_MANAGER, D.ACCEPT_MANDATE),
    R.GRANT_MISSING: (M.ORGANISATION, D.ASK_ORGANISATION_FOR_GRANT),
    R.GRANT_EXPIRED: (M.ORGANISATION, D.ASK_ORGANISATION_FOR_GRANT),
    R.GRANT_REVOKED: (M.ORGANISATION, D.ASK_ORGANISATION_FOR_GRANT),
    R.GRANT_NOT_YET_VALID: (M.ORGANISATION, D.ASK_ORGANISATION_FOR_GRANT),
    R.GRANT_WEAKER_RIGHT_ONLY: (M.ORGANISATION, D.ASK_ORGANISATION_FOR_GRANT),
    R.GRANT_NOT_CONFIRMED: (M.ORGANISATION, D.CONFIRM_GRANT),
    R.GRANT_FOR_OTHER_ORGANISATION: (M.PERSON, D.LOG_IN_FOR_OTHER_ORGANISATION),
    R.ADVISER_NOT_RECOGNISED: (M.PROVIDER, D.CONTACT_PROVIDER),
    R.NOT_PERMITTED: (M.ORGANISATION_ADMINISTRATOR, D.ASK_ORGANISATION_ADMINISTRATOR),
    R.NOT_FOUND: (M.PERSON, D.CHECK_IDENTIFIER),
    R.STEP_NOT_POSSIBLE: (M.PERSON, D.RELOAD),
    R.CHANGED_MEANWHILE: (M.PERSON, D.RELOAD),
    R.ALREADY_EXISTS: (M.PERSON, D.CHOOSE_ANOTHER),
    R.NOT_EMPTY: (M.PERSON, D.EMPTY_IT_FIRST),
    R.INPUT_NOT_USABLE: (M.PERSON, D.TRY_AGAIN),
    R.LAST_ADMINISTRATOR: (M.ORGANISATION_ADMINISTRATOR, D.APPOINT_ANOTHER_FIRST),
    R.POWER_NOT_HELD: (M.ORGANISATION_ADMINISTRATOR, D.ASK_ORGANISATION_ADMINISTRATOR),
    R.SECOND_PERSON_NEEDED: (M.ORGANISATION_ADMINISTRATOR, D.ASK_A_COLLEAGUE),
    R.TOO_MANY_TRIES: (M.PERSON, D.TRY_LATER),
    R.LOGIN_FAILED: (M.PERSON, D.TRY_AGAIN),
    R.LOGIN_TIMED_OUT: (M.PERSON, D.TRY_AGAIN),
    R.LOGIN_NEEDED: (M.PERSON, D.LOG_IN),
    R.LOGIN_CANCELLED: (M.PERSON, D.TRY_AGAIN),
    R.MEANS_LOCKED: (M.USER_ADMINISTRATOR, D.ASK_USER_ADMINISTRATOR),
    R.CODE_WRONG: (M.PERSON, D.TRY_AGAIN),
    R.CODE_LOCKED: (M.USER_ADMINISTRATOR, D.ASK_FOR_NEW_CODE),
    R.LINK_EXPIRED: (M.USER_ADMINISTRATOR, D.ASK_FOR_NEW_LINK),
    R.LINK_USED: (M.PERSON, D.LOG_IN),
    R.LINK_UNKNOWN: (M.USER_ADMINISTRATOR, D.ASK_FOR_NEW_LINK),
    R.USER_ID_TAKEN: (M.PERSON, D.CHOOSE_ANOTHER),
    R.EID_LEVEL_TOO_LOW: (M.PERSON, D.USE_STRONGER_EID),
    R.EID_ISSUED_TOO_LOW: (M.PERSON, D.SCAN_DOCUMENT),
    R.EID_OTHER_PERSON: (M.PERSON, D.USE_OWN_EID),
    R.EID_NAME_DIFFERS: (M.USER_ADMINISTRATOR, D.CORRECT_THE_USER),
    R.EID_BIRTH_DATE_DIFFERS: (M.USER_ADMINISTRATOR, D.CORRECT_THE_USER),
    R.EID_WITHOUT_NATIONAL_NUMBER: (M.ORGANISATION, D.LET_A_NOTIFIER_JOIN),
    R.EID_FAILED: (M.PERSON, D.TRY_AGAIN),
    R.EID_UNAVAILABLE: (M.PERSON, D.TRY_LATER),
    R.EID_NOT_ADMITTED: (M.OPERATOR, D.TRY_LATER),
    R.REGISTER_UNAVAILABLE: (M.PERSON, D.TRY_LATER),
    R.ORGANISATION_NOT_IN_REGISTER: (M.PERSON, D.CHECK_IDENTIFIER),
    R.ORGANISATION_DISSOLVED: (M.ORGANISATION, D.CONTACT_REGISTER),
    R.ORGANISATION_ALREADY_JOINED: (M.ORGANISATION_ADMINISTRATOR, D.ASK_ORGANISATION_ADMINISTRATOR),
    R.NOT_ENTITLED_TO_SIGN: (M.ORGANISATION, D.CONTACT_REGISTER),
    R.OTHER_SIGNATURES_AWAITED: (M.ORGANISATION, D.WAIT_FOR_THE_OTHERS),
}


class Refusal(Struct, frozen=True, gc=False):
    """A no: its reason, the reference of what it is about, and who else than usual mends it."""

    reason: Reason
    about: str = ""
    mender: Mender | None = None

    @property
    def mended_by(self) -> Mender:
        return self.mender or MENDING[self.reason][0]

    @property
    def remedy(self) -> Remedy:
        return MENDING[self.reason][1]
