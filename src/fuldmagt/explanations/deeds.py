"""What the reasons for refusing a deed on the platform say.

`SENTENCES` has words for each reason; `SAID_OF` has better ones where it is known what it is about.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from fuldmagt.vocabulary.refusals import Reason

R = Reason

SENTENCES: Final[Mapping[Reason, str]] = {
    R.NOT_PERMITTED: _("Your roles do not include this."),
    R.NOT_FOUND: _("This is not here, or not any more."),
    R.STEP_NOT_POSSIBLE: _("This cannot be done at this stage."),
    R.CHANGED_MEANWHILE: _("Somebody changed this after you opened it."),
    R.ALREADY_EXISTS: _("This is there already."),
    R.NOT_EMPTY: _("Something still belongs to this."),
    R.INPUT_NOT_USABLE: _("This cannot be used as it is written."),
    R.LAST_ADMINISTRATOR: _("This is the only organisation administrator there is."),
    R.POWER_NOT_HELD: _("This is a power that you do not hold yourself."),
    R.SECOND_PERSON_NEEDED: _("A second person has to agree to this."),
    R.TOO_MANY_TRIES: _("This was tried too many times in a short while."),
    R.LOGIN_FAILED: _("What was entered does not fit together."),
    R.LOGIN_TIMED_OUT: _("The login took too long."),
    R.LOGIN_NEEDED: _("You are not logged in."),
    R.LOGIN_CANCELLED: _("The login was cancelled."),
    R.MEANS_LOCKED: _("This means of login is locked."),
    R.CODE_WRONG: _("The code is not the right one."),
    R.CODE_LOCKED: _("The code was wrong too many times and is locked."),
    R.LINK_EXPIRED: _("The link has run out."),
    R.LINK_USED: _("The link has been used."),
    R.LINK_UNKNOWN: _("The link is not one of ours, or a newer one has replaced it."),
    R.USER_ID_TAKEN: _("Somebody else has this user id."),
    R.EID_LEVEL_TOO_LOW: _("The eID does not say surely enough who you are."),
    R.EID_ISSUED_TOO_LOW: _(
        "The eID was issued without a scan of your passport or ID card, for example over a counter, so it "
        "does not say surely enough who you are."
    ),
    R.EID_OTHER_PERSON: _("The eID belongs to somebody else."),
    R.EID_NAME_DIFFERS: _("The name in the eID is another than the one your organisation wrote."),
    R.EID_BIRTH_DATE_DIFFERS: _("The birth date in the eID is another than the one your organisation wrote."),
    R.EID_WITHOUT_NATIONAL_NUMBER: _("The eID carries no national number."),
    R.EID_FAILED: _("The login with the eID did not succeed."),
    R.EID_UNAVAILABLE: _("The eID does not answer."),
    R.EID_NOT_ADMITTED: _("The eID is not taken here now: those who run the platform have to admit it."),
    R.REGISTER_UNAVAILABLE: _("The company register does not answer."),
    R.ORGANISATION_NOT_IN_REGISTER: _("The company register does not know this number."),
    R.ORGANISATION_DISSOLVED: _(
        "According to the company register the organisation does not exist any more."
    ),
    R.ORGANISATION_ALREADY_JOINED: _("The organisation has joined already."),
    R.NOT_ENTITLED_TO_SIGN: _(
        "The company register does not name you as entitled to sign for the organisation."
    ),
    R.OTHER_SIGNATURES_AWAITED: _("Others who sign with you have not confirmed yet."),
}

SAID_OF: Final[Mapping[tuple[Reason, str], str]] = {
    (R.ALREADY_EXISTS, "wish"): _(
        "You have asked this client already, and wait for its answer. Remind it, or withdraw what you asked "
        "and ask anew."
    ),
    (R.TOO_MANY_TRIES, "wish"): _("The client was told less than a week ago. Remind it later."),
    (R.STEP_NOT_POSSIBLE, "wish"): _("This has been answered or withdrawn meanwhile."),
    (R.ALREADY_EXISTS, "mandate"): _(
        "You have given this organisation a mandate with one of these rights already. Change or renew "
        "that one."
    ),
    (R.STEP_NOT_POSSIBLE, "mandate"): _("The mandate is not at this stage, or not any more."),
    (R.CHANGED_MEANWHILE, "mandate"): _(
        "Somebody changed the mandate after you opened it. Look at it again."
    ),
    (R.CHANGED_MEANWHILE, "clients"): _(
        "Somebody changed one of these cells after you looked. Look at what is so now, and choose again."
    ),
    (R.NOT_FOUND, "clients"): _("Choose at least one client and one employee."),
    (R.INPUT_NOT_USABLE, "clients"): _("These are too many cells for one save. Choose fewer."),
    (R.NOT_FOUND, "receiver"): _(
        "No organisation with this number has joined, so it cannot act for you here yet. Check the number, "
        "or ask the organisation to join."
    ),
    (R.ALREADY_EXISTS, "grant"): _("You have given this adviser access here already. Change what it gives."),
    (R.CHANGED_MEANWHILE, "grant"): _("What was to be confirmed has been changed since."),
    (R.EXPIRED, "grant"): _("The access has ended meanwhile. Give it anew."),
    (R.REVOKED, "grant"): _("The access has been withdrawn."),
    (R.LINK_UNKNOWN, "grant"): _("This link confirms nothing: it is not one of ours."),
    (R.STEP_NOT_POSSIBLE, "grant"): _("The access is not at this stage, or not any more."),
    (R.STEP_NOT_POSSIBLE, "grant_address"): _(
        "There is nobody to send the link to: your organisation has no e-mail address and no mandate manager "
        "with one."
    ),
    (R.TOO_MANY_TRIES, "grant"): _("Many links were sent within a day. Use the newest one, or wait a day."),
    (R.POWER_NOT_HELD, "grant_right"): _("You can let an adviser do only what you may do yourself."),
    (R.INPUT_NOT_USABLE, "grant_number"): _("This is your own number. Access is given to an adviser."),
    (R.NOT_ELIGIBLE, "grant_right"): _("This right cannot be given to an adviser."),
    (R.INPUT_NOT_USABLE, "own_number"): _("This is your own number. A mandate goes to another organisation."),
    (R.INPUT_NOT_USABLE, "mandate_rights"): _("A mandate gives at least one right. To give none, end it."),
    (R.INPUT_NOT_USABLE, "mandate_end_past"): _("The last day lies in the past."),
    (R.INPUT_NOT_USABLE, "mandate_end_far"): _("The last day is too far off. Choose an earlier one."),
    (R.ALREADY_EXISTS, "user"): _("There is a user with this name and this e-mail address already."),
    (R.ALREADY_EXISTS, "group"): _("There is a group with this name already."),
    (R.ALREADY_EXISTS, "group_right"): _("The group has this right already, now or later."),
    (R.ALREADY_EXISTS, "package"): _("There is a package with this name already."),
    (R.ALREADY_EXISTS, "package_held"): _("They have this package already, now or later."),
    (R.INPUT_NOT_USABLE, "package_empty"): _("Tick at least one right."),
    (R.INPUT_NOT_USABLE, "package_long"): _("A package holds at most 200 rights."),
    (R.INPUT_NOT_USABLE, "package_excludes"): _(
        "Two of these rights exclude one another, so nobody could hold the package. Take one out."
    ),
    (R.CHANGED_MEANWHILE, "package"): _(
        "Since you looked, it would reach other people. Look again, and then decide."
    ),
    (R.STEP_NOT_POSSIBLE, "package_news"): _("This has been accepted already."),
    (R.ALREADY_EXISTS, "department_right"): _("The department has this right already, now or later."),
    (R.CHANGED_MEANWHILE, "waiting"): _(
        "What these people would get has changed since you opened the page. Nothing has been given. Look at "
        "it as it is now, and choose again."
    ),
    (R.ALREADY_EXISTS, "number"): _("There is a provider with this number already."),
    (R.ALREADY_EXISTS, "ref"): _("There is a provider with this short name already."),
    (R.ALREADY_EXISTS, "passkey"): _("This passkey has been added already."),
    (R.ALREADY_EXISTS, "order"): _("There is a waiting order for this already."),
    (R.ALREADY_EXISTS, "serial"): _("There is a device with this serial number already."),
    (R.ALREADY_EXISTS, "chip"): _("This chip has been registered already."),
    (R.CHANGED_MEANWHILE, "stock"): _(
        "Some of these devices have come into a stock in another way. Discard the file and read it again."
    ),
    (R.STEP_NOT_POSSIBLE, "stock"): _("The file has been taken in or discarded already."),
    (R.TOO_MANY_TRIES, "stock"): _("Other files are still waiting. Take them in or discard them first."),
    (R.INPUT_NOT_USABLE, "stock"): _("The file could not be read."),
    (R.INPUT_NOT_USABLE, "serial"): _("This is not the serial number of the device."),
    (R.INPUT_NOT_USABLE, "chip"): _(
        "This is no chip: it lies in the device itself, or its key can be copied. Use a security key."
    ),
    (R.INPUT_NOT_USABLE, "chip_make"): _(
        "This chip is of a make that is not trusted here. Ask your administrator for another."
    ),
    (R.NOT_FOUND, "serial"): _("No device of this kind with this number lies in the stock."),
    (R.STEP_NOT_POSSIBLE, "order"): _("The order is at another stage: this cannot be done with it now."),
    (R.ALREADY_EXISTS, "right_held"): _("This right is there already, for that time and those branches."),
    (R.ALREADY_EXISTS, "right_otherwise"): _(
        "This right is there already, for another time or other branches, and would become less. It is "
        "changed among the rights of the user."
    ),
    (R.INPUT_NOT_USABLE, "until"): _("The last day has passed already."),
    (R.SECOND_PERSON_NEEDED, "review"): _("Nobody goes through their own rights: another person has to."),
    (R.STEP_NOT_POSSIBLE, "review"): _("This review is over and changes no more."),
    (R.ALREADY_EXISTS, "handover"): _("This list is in a colleague’s hands already. Take it back first."),
    (R.STEP_NOT_POSSIBLE, "handover"): _("This list is in nobody else’s hands any more."),
    (R.STEP_NOT_POSSIBLE, "review_plan"): _("This plan is stopped and changes no more."),
    (R.CHANGED_MEANWHILE, "review_plan"): _(
        "This plan was changed after you opened it, or a review has begun by it. "
        "Look at it again before you save."
    ),
    (R.ALREADY_EXISTS, "review_plan"): _("A plan with this name runs already."),
    (R.INPUT_NOT_USABLE, "plan_too_close"): _(
        "The next review would begin before this one is at its very end. Choose more months, or fewer days."
    ),
    (R.INPUT_NOT_USABLE, "first_day"): _("Choose a day from today on, in the next three years."),
    (R.STEP_NOT_POSSIBLE, "review_ended"): _("This right has ended already, so there is nothing to say."),
    (R.STEP_NOT_POSSIBLE, "nothing_to_review"): _("Nobody holds a right that would be gone through."),
    (R.CHANGED_MEANWHILE, "review"): _(
        "Somebody has answered this after you opened it. You see now what it says."
    ),
    (R.ALREADY_EXISTS, "campaign"): _("A review with this name is under way already."),
    (R.SECOND_PERSON_NEEDED, "request"): _("Whoever asks does not decide: another person has to."),
    (R.STEP_NOT_POSSIBLE, "request"): _("This request has been answered already, or is over."),
    (R.TOO_MANY_TRIES, "requests"): _(
        "So many requests wait, or were made today, that there is no room for another. Take one back, or "
        "wait for an answer."
    ),
    (R.STEP_NOT_POSSIBLE, "not_admitted"): _("This is possible once the operator has admitted you."),
    (R.ALREADY_EXISTS, "short_name"): _("This short name is taken, or was used once. Choose another."),
    (R.ALREADY_EXISTS, "proposal"): _(
        "A change of this waits for a second person already. It has to be decided or taken back first."
    ),
    (R.SECOND_PERSON_NEEDED, "change"): _(
        "Whoever proposes a change does not accept it: a colleague has to."
    ),
    (R.STEP_NOT_POSSIBLE, "proposal"): _("This proposal has been decided already."),
    (R.STEP_NOT_POSSIBLE, "proposer"): _(
        "Whoever proposed this may not change the catalogue any more. "
        "Decline it, and make the change yourself."
    ),
    (R.ALREADY_EXISTS, "world"): _("The database is not empty."),
    (R.ALREADY_EXISTS, "broker"): _("This broker is proposed or admitted already."),
    (R.ALREADY_EXISTS, "bulk"): _("Imported users are being activated already. Wait until that is done."),
    (R.CHANGED_MEANWHILE, "import"): _(
        "The organisation has changed since the file was read, and some rows do not fit any more."
    ),
    (R.STEP_NOT_POSSIBLE, "import"): _("The import is not at this stage, or not any more."),
    (R.STEP_NOT_POSSIBLE, "bulk"): _("The activation of these users is over already."),
    (R.NOT_FOUND, "letters"): _("No letters wait to be printed. Somebody may have been shown them already."),
    (R.TOO_MANY_TRIES, "imports"): _("Other files are still waiting. Finish or cancel one of them first."),
    (R.CODE_WRONG, "phone_code"): _("The code from the text message is another one."),
    (R.EID_NAME_DIFFERS, "withheld"): _("Your eID does not tell your name, because it is protected."),
    (R.EXPIRED, "mandate"): _("A mandate can be renewed until 90 days after its end. Give a new one."),
    (R.EXPIRED, "phone_code"): _("The code from the text message has run out."),
    (R.INPUT_NOT_USABLE, "authority"): _("This is not a PDF, JPEG or PNG file, or it is not whole."),
    (R.INPUT_NOT_USABLE, "authority_size"): _("The file is larger than 5 MB."),
    (R.INPUT_NOT_USABLE, "birth_date"): _("This cannot be a birth date."),
    (R.INPUT_NOT_USABLE, "category"): _("This is a category that only the company register can give."),
    (R.INPUT_NOT_USABLE, "department_category"): _("A department of this organisation cannot be this."),
    (R.INPUT_NOT_USABLE, "document"): _(
        "This date has passed. You need a passport or ID card that is valid."
    ),
    (R.INPUT_NOT_USABLE, "way"): _("The way needs a name and a text in every language."),
    (R.INPUT_NOT_USABLE, "email"): _("This is not an e-mail address."),
    (R.ALREADY_EXISTS, "adviser"): _(
        "This organisation is recognised already. Renew the recognition instead."
    ),
    (R.STEP_NOT_POSSIBLE, "adviser_ended"): _("This recognition has been ended. Recognise the adviser anew."),
    (R.INPUT_NOT_USABLE, "end_passed"): _("This day has passed. Choose today or a later day."),
    (R.INPUT_NOT_USABLE, "only_means"): _(
        "No other means that everybody can have would be accepted then, so nobody could log in. Choose "
        "another day, or let another means be accepted first."
    ),
    (R.INPUT_NOT_USABLE, "reasons"): _("The reason has to be written in all three languages."),
    (R.INPUT_NOT_USABLE, "end"): _("The last day lies before the first."),
    (R.INPUT_NOT_USABLE, "name"): _("This cannot be a name."),
    (R.INPUT_NOT_USABLE, "number"): _("This number cannot be right: its digits do not fit together."),
    (R.INPUT_NOT_USABLE, "passkey"): _("The passkey could not be read."),
    (R.INPUT_NOT_USABLE, "phone"): _("This is not a telephone number that can receive a code."),
    (R.INPUT_NOT_USABLE, "pin"): _("This PIN is too easy to guess."),
    (R.INPUT_NOT_USABLE, "pin_again"): _("The two PINs are not the same."),
    (R.INPUT_NOT_USABLE, "reason"): _("A reason has to be written."),
    (R.INPUT_NOT_USABLE, "user_id"): _("This cannot be a user id."),
    (R.LINK_EXPIRED, "visit"): _("Your time here is over."),
    (R.STEP_NOT_POSSIBLE, "instruction"): _("This has been done already, or cannot be done any more."),
    (R.TOO_MANY_TRIES, "instruction"): _(
        "Too much waits already for others who sign for the organisation. Ask them first."
    ),
    (R.LINK_EXPIRED, "replaced"): _("A newer link has replaced this one."),
    (R.SECOND_PERSON_NEEDED, "broker"): _("Another person has to admit a broker than who proposed it."),
    (R.SECOND_PERSON_NEEDED, "four_eyes"): _("A second administrator has to agree to this."),
    (R.STEP_NOT_POSSIBLE, "birth_date"): _("The birth date has been confirmed by the eID and stays."),
    (R.STEP_NOT_POSSIBLE, "broker_not_tried"): _(
        "Test the connection with a login of your own first; that has to have passed within a day."
    ),
    (R.STEP_NOT_POSSIBLE, "candidate"): _("The candidate has to be invited first, and is invited once."),
    (R.STEP_NOT_POSSIBLE, "code_entered"): _("The temporary code has been entered; no new one is needed."),
    (R.STEP_NOT_POSSIBLE, "disagreement"): _("The eID tells nothing that could be taken over here."),
    (R.STEP_NOT_POSSIBLE, "invited"): _("Whoever is invited prepares by the link in the activation mail."),
    (R.STEP_NOT_POSSIBLE, "national_number"): _("Whoever has a national number has nothing to prepare."),
    (R.STEP_NOT_POSSIBLE, "waiting"): _("This user is not on the waiting list."),
    (R.STEP_NOT_POSSIBLE, "last_means"): _("This is the only means by which one of your users can log in."),
    (R.STEP_NOT_POSSIBLE, "others_means"): _("This means of login belongs to somebody else."),
    (R.STEP_NOT_POSSIBLE, "other_means"): _("Another means of login was chosen for you."),
    (R.STEP_NOT_POSSIBLE, "locked_elsewhere"): _(
        "Somebody else has locked this means of login. Another organisation has to unlock it: ask the user "
        "to call them, or hand out another."
    ),
    (R.STEP_NOT_POSSIBLE, "not_paused"): _("The tries of this user are judged already."),
    (R.STEP_NOT_POSSIBLE, "means_shared"): _("One of the organisations does not allow a means to be shared."),
    (R.TOO_MANY_TRIES, "address"): _("Too many tries came from this address. None is judged for a while."),
    (R.STEP_NOT_POSSIBLE, "means"): _("A means of login has to be chosen first."),
    (R.TOO_MANY_TRIES, "organisation"): _("The organisation has done this too many times in a short while."),
    (R.TOO_MANY_TRIES, "phone"): _("Too many codes were sent to this telephone in a short while."),
    (R.TOO_MANY_TRIES, "phone_code"): _("The code was wrong too many times."),
    (R.TOO_MANY_TRIES, "user"): _("Too many links were sent to this user in a short while."),
}
