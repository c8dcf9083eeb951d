"""The steps of an activation (B10, B13): each one deed, refused or done; each can be left and resumed."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError
from django.db.models import F
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators.app import actions as app
from fuldmagt.authenticators.app import queries as app_queries
from fuldmagt.authenticators.app.actions import Taken
from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.own import actions as own
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.authenticators.sharing import queries as sharing
from fuldmagt.authenticators.sharing.actions import share
from fuldmagt.notices import actions as notices
from fuldmagt.onboarding.activation import queries, rules
from fuldmagt.onboarding.activation.rules import Stage, Step, after
from fuldmagt.onboarding.invitations import rules as invitation_rules
from fuldmagt.onboarding.invitations.post import tell, tell_administrator
from fuldmagt.onboarding.models import Activation, PhoneCode
from fuldmagt.onboarding.recovery import actions as recovery
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import UserState, UserStep
from fuldmagt.organisations.rules import after as user_after
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


def enter_code(user: BusinessUser, typed: str, *, at: datetime) -> BusinessUser | Refusal:
    """The temporary code from the administrator: five wrong tries lock it, whoever counts along."""
    waiting = user.temporary_codes.filter(voided_at__isnull=True, entered_at__isnull=True, expires_at__gt=at)
    open_ = waiting.filter(tries__lt=invitation_rules.CODE_TRIES)
    with hashes.turn():
        may_try = open_.update(tries=F("tries") + 1) == 1
        code = waiting.first()
        right = hashes.is_code(rules.digits_of(typed), code.code if code and may_try else "")
    with journal.deed(Event.TEMPORARY_CODE_ENTERED, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        if code is None or not may_try:
            return draft.refused(Refusal(Reason.CODE_LOCKED))
        locked(_home(user))
        if not right:
            draft.facts(tries=code.tries)
            return draft.refused(_wrong(user, code.tries, at))
        stage = after(queries.stage_of(user), Step.ENTER_CODE)
        if isinstance(stage, Refusal):
            return draft.refused(stage)
        if waiting.filter(pk=code.pk).update(entered_at=at) != 1:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE))
        move(user, stage, at=at)
        return user


def _wrong(user: BusinessUser, tries: int, at: datetime) -> Refusal:
    if tries < invitation_rules.CODE_TRIES:
        return Refusal(Reason.CODE_WRONG, about=str(invitation_rules.CODE_TRIES - tries))
    tell_administrator(user, Reason.CODE_LOCKED, at=at)
    return Refusal(Reason.CODE_LOCKED)


def choose_user_id(user: BusinessUser, typed: str, *, at: datetime) -> BusinessUser | Refusal:
    """The user id for every login to come; unique on the platform, decided by the constraint."""
    user_id = rules.user_id_of(typed)
    with journal.deed(Event.USER_ID_CHOSEN, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        if refusal := rules.unusable_user_id(user_id):
            return draft.refused(refusal)
        locked(_home(user))
        stage = after(queries.stage_of(user), Step.CHOOSE_USER_ID)
        if isinstance(stage, Refusal):
            return draft.refused(stage)
        try:
            with journal.together():
                BusinessUser.objects.filter(pk=user.pk).update(user_id=user_id, changed_at=at)
        except IntegrityError:
            return draft.refused(Refusal(Reason.USER_ID_TAKEN))
        move(user, stage, at=at)
        draft.personal(user.key_name, user_id=user_id)
        user.user_id = user_id
        return user


def send_phone_code(user: BusinessUser, typed: str, *, at: datetime) -> PhoneCode | Refusal:
    """Send a code to a telephone; an older one stops working. Neither people nor telephones are flooded."""
    phone = rules.phone_of(typed, country=user.organisation.country)
    plain = dice.digits(rules.PHONE_CODE_DIGITS)
    hashed = hashes.of_code(plain)
    with journal.deed(Event.PHONE_CODE_SENT, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        if phone is None:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="phone"))
        draft.personal(user.key_name, phone=phone)
        locked(_home(user))
        stage = after(queries.stage_of(user), Step.CONFIRM_PHONE)
        if isinstance(stage, Refusal):
            return draft.refused(stage)
        to_user, to_phone = queries.sent_lately(user, phone, at=at)
        if to_user >= rules.PER_USER or to_phone >= rules.PER_PHONE:
            return draft.refused(Refusal(Reason.TOO_MANY_TRIES, about="phone"))
        user.phone_codes.filter(voided_at__isnull=True, used_at__isnull=True).update(voided_at=at)
        sent = PhoneCode.objects.create(
            user=user, phone=phone, code=hashed, created_at=at, expires_at=at + rules.PHONE_CODE_LASTS
        )
        _text(user, phone, plain, at)
        return sent


def confirm_phone(user: BusinessUser, typed: str, *, at: datetime) -> BusinessUser | Refusal:
    """The code that came by text message: ten minutes, five tries, once."""
    code = queries.waiting_phone_code(user, at=at)
    with hashes.turn():
        may_try = code is not None and _spend(code)
        right = hashes.is_code(rules.digits_of(typed), code.code if code and may_try else "")
    with journal.deed(Event.PHONE_CONFIRMED, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        if code is None or not may_try:
            return draft.refused(
                Refusal(Reason.TOO_MANY_TRIES if code else Reason.EXPIRED, about="phone_code")
            )
        if not right:
            return draft.refused(Refusal(Reason.CODE_WRONG, about="phone_code"))
        locked(_home(user))
        stage = after(queries.stage_of(user), Step.CONFIRM_PHONE)
        if isinstance(stage, Refusal):
            return draft.refused(stage)
        unused = PhoneCode.objects.filter(pk=code.pk, used_at__isnull=True, voided_at__isnull=True)
        if unused.update(used_at=at) != 1:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE))
        move(user, stage, at=at)
        draft.personal(user.key_name, phone=code.phone)
        BusinessUser.objects.filter(pk=user.pk).update(phone=code.phone, changed_at=at)
        return user


def take_passkey(
    user: BusinessUser, ceremony: str, response: str, *, kind: Means = Means.PASSKEY, at: datetime
) -> BusinessUser | Refusal:
    """Keep the passkey or chip's key that was made, and with it make the login work."""
    kept = _not_chosen(user, kind, at) or passkeys.finish_registration(
        ceremony, response, user=user, kind=kind, by=user.ref, at=at
    )
    return kept if isinstance(kept, Refusal) else activate(user, at=at)


def take_display(
    user: BusinessUser, ref: str, typed: FirstUse, *, kind: Means = Means.CODE_DISPLAY, at: datetime
) -> BusinessUser | Refusal:
    """Take a code display or reader into use with its PIN, and with it make the login work."""
    kept = _not_chosen(user, kind, at) or displays.finish_enrolment(
        ref, typed, user=user, kind=kind, by=user.ref, at=at
    )
    return kept if isinstance(kept, Refusal) else activate(user, at=at)


def take_shared(user: BusinessUser, authenticator: str, *, at: datetime) -> BusinessUser | Refusal:
    """Use a means that the person has already for another work login, and with it make this one work."""
    found = next((each for each in sharing.offered(user) if each.ref == authenticator), None)
    refusal = _not_chosen(user, Means(found.kind), at) if found else None
    shared = refusal or share(user, authenticator, at=at)
    return shared if isinstance(shared, Refusal) else activate(user, at=at)


def take_app(token: str, public_key: str, signature: str, *, at: datetime) -> Taken | Refusal:
    """Keep the key that the app made; where the user is not active yet, the login works with it."""
    pending = app_queries.typed_code(token, at=at)
    if pending is None:
        return app.tell_again(token, public_key, signature, at=at)
    if pending.by_link:
        return recovery.take_app(pending.by_link, token, public_key, signature, at=at)
    if pending.user.state == UserState.ACTIVE:
        return own.finish_app(token, public_key, signature, at=at)
    taken = _not_chosen(pending.user, Means.APP, at) or app.finish(token, public_key, signature, at=at)
    if isinstance(taken, Refusal):
        return taken
    active = activate(taken.user, at=at)
    return active if isinstance(active, Refusal) else taken


def activate(user: BusinessUser, *, at: datetime) -> BusinessUser | Refusal:
    """The last step, once a means is there: from now on the user can log in. The links are used up."""
    with journal.deed(Event.USER_ACTIVATED, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        locked(_home(user))
        now = BusinessUser.objects.select_related("organisation", "person").get(pk=user.pk)
        stage = after(queries.stage_of(now), Step.ACTIVATE)
        state = user_after(UserState(now.state), UserStep.ACTIVATE)
        refusal = next((each for each in (stage, state) if isinstance(each, Refusal)), None)
        if refusal is None and not queries.means_had(now):
            refusal = Refusal(Reason.STEP_NOT_POSSIBLE, about="means")
        if refusal:
            return draft.refused(refusal)
        move(now, Stage.DONE, at=at)
        now.state, now.changed_at = UserState.ACTIVE.value, at
        now.save(update_fields=["state", "changed_at"])
        now.invitations.filter(voided_at__isnull=True, used_at__isnull=True).update(used_at=at)
        now.temporary_codes.filter(voided_at__isnull=True, entered_at__isnull=True).update(voided_at=at)
        raise_revision(_home(now))
        more = {"url": f"{settings.BASE_URL}{reverse('sign_in:own')}?next=/mine/", "user_id": now.user_id}
        tell(now, "activated", gettext_lazy("Your work login is ready"), more, at=at)
        return now


def move(user: BusinessUser, stage: Stage, *, at: datetime) -> None:
    """Note how far the user has come; called inside a deed that holds the organisation."""
    Activation.objects.update_or_create(user=user, defaults={"stage": stage, "changed_at": at})


def _not_chosen(user: BusinessUser, means: Means, at: datetime) -> Refusal | None:
    """Refuse another kind of means than the administrator chose at creation, before it is tried at all."""
    refusal = rules.not_chosen(means, chosen=user.first_means)
    if refusal:
        with journal.deed(Event.MEANS_ADDED, by=user.ref, at=at, organisation=_home(user)) as draft:
            draft.about(user.ref)
            draft.facts(kind=means.value)
            return draft.refused(refusal)
    return None


def _spend(code: PhoneCode) -> bool:
    open_ = PhoneCode.objects.filter(pk=code.pk, tries__lt=rules.PHONE_CODE_TRIES, used_at__isnull=True)
    return open_.update(tries=F("tries") + 1) == 1


def _home(user: BusinessUser) -> str:
    return user.organisation.ref


def _text(user: BusinessUser, phone: str, code: str, at: datetime) -> None:
    words = format_lazy(
        gettext_lazy(
            "{code} is your code from {brand} for your work login at {organisation}. "
            "Type it on the page that you came from. Tell it to nobody."
        ),
        code=code,
        brand=settings.BRAND_NAME,
        organisation=user.organisation.name,
    )
    notices.text_message(
        phone, words, about=user.ref, organisation=_home(user), language=user.language, at=at
    )
