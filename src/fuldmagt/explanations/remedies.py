"""What to do about a no, and who can mend it; the words that name most first, as in `law`."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from fuldmagt.explanations.law import Sentences
from fuldmagt.vocabulary.refusals import Mender, Remedy

D, M = Remedy, Mender

OF_THE_LAW: Final[Mapping[Remedy, Sentences]] = {
    D.CHECK_IDENTIFIER: (_("Check that the number or the name is written as it should be."),),
    D.FINISH_ACTIVATION: (_("Finish the activation: open the link in the activation e-mail."),),
    D.ASK_USER_ADMINISTRATOR: (
        _("Ask a user administrator of {home}."),
        _("Ask a user administrator of the organisation."),
    ),
    D.ASK_ORGANISATION_ADMINISTRATOR: (
        _("Ask an organisation administrator of {closed}."),
        _("Ask an organisation administrator."),
    ),
    D.STEP_UP: (
        _("Log in again with a means that reaches the level {level}."),
        _("Log in again with a stronger means of login."),
    ),
    D.USE_OTHER_MEANS: (_("Log in with another means."),),
    D.RENEW_RIGHT_TO_WORK: (_("Show your leader a permit that is still valid."),),
    D.CHOOSE_OTHER_RIGHT: (_("Choose a right that is open to this kind of organisation or department."),),
    D.CONTACT_PROVIDER: (
        _("Contact {contact} at {provider}, telephone {phone}."),
        _("Contact {provider}."),
        _("Contact the provider of the service."),
    ),
    D.ASK_RIGHTS_ADMINISTRATOR: (
        _("Ask a rights administrator of {home} for “{right}”."),
        _("Ask a rights administrator of your organisation for the right."),
    ),
    D.ASK_FOR_STRONGER_RIGHT: (
        _("Ask a rights administrator of {home} for “{right}”."),
        _("Ask a rights administrator of your organisation for the stronger right."),
    ),
    D.USE_OTHER_WAY: (_("Let a user of the organisation itself do it, or use another way in."),),
    D.ASK_ORGANISATION_FOR_MANDATE: (
        _("Ask {organisation} for a mandate for “{right}”."),
        _("Ask the organisation for a mandate."),
    ),
    D.ACCEPT_MANDATE: (
        _("A mandate manager of {home} accepts the mandate."),
        _("A mandate manager of your organisation accepts the mandate."),
    ),
    D.ASK_ORGANISATION_FOR_GRANT: (
        _("Ask {organisation} to give access in the portal of {service}."),
        _("Ask the organisation to give access in the portal of the service."),
    ),
    D.CONFIRM_GRANT: (
        _("{organisation} confirms by the link in the e-mail that it received."),
        _("The organisation confirms by the link in the e-mail that it received."),
    ),
    D.LOG_IN_FOR_OTHER_ORGANISATION: (
        _("Log in as a user of {other}."),
        _("Log in for the other organisation."),
    ),
}

OF_DEEDS: Final[Mapping[Remedy, Sentences]] = {
    D.RELOAD: (_("Open the page again and see what is true now."),),
    D.TRY_AGAIN: (_("Try again."),),
    D.TRY_LATER: (_("Wait a while and try again."),),
    D.CHOOSE_ANOTHER: (_("Choose another."),),
    D.APPOINT_ANOTHER_FIRST: (_("Appoint another organisation administrator first."),),
    D.ASK_A_COLLEAGUE: (_("Ask a colleague with the same role."),),
    D.ASK_FOR_NEW_LINK: (_("Ask the one who sent you the link for a new one."),),
    D.ASK_FOR_NEW_CODE: (_("Ask your user administrator for a new code."),),
    D.USE_STRONGER_EID: (_("Use an eID of a higher level."),),
    D.SCAN_DOCUMENT: (
        _(
            "Show who you are in the app of your eID, by scanning the chip of your passport or ID card; "
            "for now there is no other way."
        ),
    ),
    D.USE_OWN_EID: (_("Use your own eID."),),
    D.LET_A_NOTIFIER_JOIN: (
        _("Let somebody in the organisation whose eID carries a national number join it for you."),
    ),
    D.CONTACT_REGISTER: (_("Have the company register say who may sign for the organisation."),),
    D.CORRECT_THE_USER: (_("Your user administrator corrects what is written about you."),),
    D.WAIT_FOR_THE_OTHERS: (_("Wait until the others have confirmed."),),
    D.EMPTY_IT_FIRST: (_("Move or remove what belongs to it first."),),
    D.LOG_IN: (_("Log in."),),
}

REMEDIES: Final = {**OF_THE_LAW, **OF_DEEDS}

MENDERS: Final[Mapping[Mender, Sentences]] = {
    M.PERSON: (_("whoever logs in"),),
    M.USER_ADMINISTRATOR: (_("a user administrator of {mending}"), _("a user administrator")),
    M.RIGHTS_ADMINISTRATOR: (_("a rights administrator of {mending}"), _("a rights administrator")),
    M.MANDATE_MANAGER: (_("a mandate manager of {mending}"), _("a mandate manager")),
    M.ORGANISATION_ADMINISTRATOR: (
        _("an organisation administrator of {mending}"),
        _("an organisation administrator"),
    ),
    M.LEADER: (_("the leader of the department at {mending}"), _("the leader of the department")),
    M.ORGANISATION: (_("{mending}, in the portal of the service"), _("the organisation")),
    M.PROVIDER: ("{provider}", _("the provider of the service")),
    M.SERVICE: (_("those who run {service}"), _("those who run the service")),
    M.OPERATOR: (_("those who run this platform"),),
}
