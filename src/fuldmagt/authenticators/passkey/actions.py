"""Passkeys and chips (WebAuthn Level 3): making one, and logging in by one.

Each ceremony is answered once, within five minutes, where it was begun. The person is always
verified by the device (its PIN, finger or face), so that a passkey is two factors in one.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AttestationFormat,
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import giving, trying
from fuldmagt.authenticators.chip import attested
from fuldmagt.authenticators.models import Authenticator, Passkey, PasskeyCeremony, UserMeans
from fuldmagt.authenticators.orders import following
from fuldmagt.authenticators.orders.rules import OrderStep
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import chip_to_activate, in_use
from fuldmagt.authenticators.rules import level_reached, refused_by_state
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import UserState
from fuldmagt.people.models import Person
from fuldmagt.people.queries import level_of
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.assurance import BY_WORD, Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

LIFETIME: Final = timedelta(minutes=5)
BROKEN: Final = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What a response of the wrong shape makes the library raise; brackets without end exhaust its stack."""

CREDENTIAL_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,1400}")
"""How a passkey is named: nothing else comes near the database, which cannot even hold some of it."""

Purpose = PasskeyCeremony.Purpose
MADE: Final = {Means.PASSKEY: Purpose.REGISTRATION, Means.CHIP: Purpose.CHIP_REGISTRATION}
USED: Final = {Means.PASSKEY: Purpose.LOGIN, Means.CHIP: Purpose.CHIP_LOGIN}


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A question for `navigator.credentials`: its reference, and its options as JSON."""

    ref: str
    options: str


def origin() -> str:
    """The origin at which passkeys are made and used: the configured one, never the request's."""
    parts = urlsplit(settings.BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"


def relying_party() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def begin_registration(
    person: Person, user: BusinessUser, *, kind: Means = Means.PASSKEY, at: datetime
) -> Ceremony:
    """Ask for a new passkey that the person can find without typing a user id; of a chip, a thing apart."""
    chip = kind is Means.CHIP
    existing = Passkey.objects.filter(
        authenticator__person=person, authenticator__state=Authenticator.State.ACTIVE
    )
    challenge = dice.raw(32)
    options = webauthn.generate_registration_options(
        rp_id=relying_party(),
        rp_name=settings.BRAND_NAME,
        user_id=person.ref.encode(),
        user_name=user.user_id or user.email or user.ref,
        user_display_name=user.name,
        challenge=challenge,
        timeout=int(LIFETIME.total_seconds() * 1000),
        attestation=attested.attestation() if chip else AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            authenticator_attachment=AuthenticatorAttachment.CROSS_PLATFORM if chip else None,
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in existing
        ],
    )
    return _begun(MADE[kind], challenge, options_to_json(options), bound_to=user.ref, at=at)


def finish_registration(
    ceremony: str,
    response: str,
    *,
    user: BusinessUser,
    kind: Means = Means.PASSKEY,
    added_at: Level | None = None,
    name: str = "",
    by: str,
    at: datetime,
) -> Authenticator | Refusal:
    """Keep the passkey that the device made; the user logs in by it from now on."""
    with journal.deed(Event.MEANS_ADDED, by=by, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref)
        draft.facts(kind=kind.value)
        challenge = _spent(ceremony, MADE[kind], bound_to=user.ref, at=at)
        if challenge is None:
            return draft.refused(Refusal(Reason.LOGIN_TIMED_OUT))
        made = _verified_registration(response, challenge, attested.roots() if kind is Means.CHIP else None)
        credential_id = bytes_to_base64url(made.credential_id) if made else ""
        if made is None or user.person is None or not CREDENTIAL_ID.fullmatch(credential_id):
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about=kind.value))
        if kind is Means.CHIP and (refusal := attested.refused(made, response)):
            return draft.refused(refusal)
        locked(user.organisation.ref)
        if Passkey.objects.filter(credential_id=credential_id).exists():
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="passkey"))
        passkey = Passkey(
            credential_id=credential_id,
            public_key=bytes_to_base64url(made.credential_public_key),
            sign_count=made.sign_count,
            synced=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            added_at=added_at.word if added_at else "",
            aaguid=made.aaguid,
        )
        authenticator = _given(passkey, user, kind, name, at)
        draft.about(authenticator.ref)
        return authenticator


def _given(passkey: Passkey, user: BusinessUser, kind: Means, name: str, at: datetime) -> Authenticator:
    """The means; with a chip that was ordered, the order has come to its end."""
    order = chip_to_activate(user) if kind is Means.CHIP else None
    authenticator = giving.give(user, kind, name=name or (order.serial if order else ""), at=at)
    passkey.authenticator = authenticator
    passkey.save(force_insert=True)
    if order and following.take(order, OrderStep.ACTIVATE, at=at):
        following.bind(order, authenticator)
    return authenticator


def begin_login(*, bound_to: str, kind: Means = Means.PASSKEY, at: datetime) -> Ceremony:
    """Ask for any passkey or chip of ours. No list of credentials: it would tell who has one."""
    challenge = dice.raw(32)
    options = webauthn.generate_authentication_options(
        rp_id=relying_party(),
        challenge=challenge,
        timeout=int(LIFETIME.total_seconds() * 1000),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _begun(USED[kind], challenge, options_to_json(options), bound_to=bound_to, at=at)


def finish_login(
    ceremony: str,
    response: str,
    *,
    kind: Means = Means.PASSKEY,
    user_id: str = "",
    bound_to: str,
    at: datetime,
) -> Proof | Refusal:
    """The proof that a device's answer gives; without a user id, for the only user of the passkey."""
    answer = _read(response)
    means = _means_of(answer, user_id, kind)
    by, organisation = (means.user.ref, means.user.organisation.ref) if means else (journal.ANYBODY, "")
    with journal.deed(Event.MEANS_USED, by=by, at=at, organisation=organisation) as draft:
        draft.facts(kind=kind.value)
        challenge = _spent(ceremony, USED[kind], bound_to=bound_to, at=at)
        if challenge is None:
            return draft.refused(Refusal(Reason.LOGIN_TIMED_OUT))
        if means is None or means.authenticator is None:
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        draft.about(means.user.ref, means.authenticator.ref)
        if not _accepted(answer, challenge, means.authenticator, at):
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        if refusal := refused_by_state(UserState(means.user.state), user=means.user.ref):
            return draft.refused(refusal)
        return _proof(means.user, means.authenticator, kind, at)


def _begun(purpose: str, challenge: bytes, options: str, *, bound_to: str, at: datetime) -> Ceremony:
    begun = PasskeyCeremony.objects.create(
        ref=dice.reference(),
        purpose=purpose,
        challenge=bytes_to_base64url(challenge),
        bound_to=bound_to,
        expires_at=at + LIFETIME,
    )
    return Ceremony(begun.ref, options)


def _spent(ref: str, purpose: str, *, bound_to: str, at: datetime) -> bytes | None:
    """The challenge of a ceremony, for the one answer that comes first; its row is used from then on."""
    waiting = PasskeyCeremony.objects.filter(
        ref=ref, purpose=purpose, bound_to=bound_to, used_at__isnull=True, expires_at__gt=at
    )
    if waiting.update(used_at=at) != 1:
        return None
    return base64url_to_bytes(PasskeyCeremony.objects.get(ref=ref).challenge)


def _verified_registration(
    response: str, challenge: bytes, roots: Mapping[AttestationFormat, list[bytes]] | None
) -> VerifiedRegistration | None:
    try:
        return webauthn.verify_registration_response(
            credential=response,
            expected_challenge=challenge,
            expected_rp_id=relying_party(),
            expected_origin=origin(),
            require_user_verification=True,
            pem_root_certs_bytes_by_fmt=roots,
        )
    except BROKEN:
        return None


def _read(response: str) -> dict[str, Any]:
    try:
        read = json.loads(response)
    except BROKEN:
        return {}
    name = read.get("id") if isinstance(read, dict) else None
    return read if isinstance(name, str) and CREDENTIAL_ID.fullmatch(name) else {}


def _means_of(answer: dict[str, Any], user_id: str, kind: Means) -> UserMeans | None:
    """By which of the users' means the answer was given; None when that is not one and only one."""
    if not answer:
        return None
    rows = UserMeans.objects.select_related(
        "user__organisation", "authenticator__passkey", "authenticator__person"
    )
    rows = rows.filter(in_use(), kind=kind, authenticator__passkey__credential_id=answer["id"])
    if user_id:
        found = rows.filter(user__user_id=user_id.strip().lower())
    else:
        found = rows.exclude(user__state=UserState.CLOSED)
    several = list(found[:2])
    return several[0] if len(several) == 1 else None


def _accepted(answer: dict[str, Any], challenge: bytes, authenticator: Authenticator, at: datetime) -> bool:
    """Whether the passkey signed the challenge; a sign count that does not grow is a copied passkey."""
    passkey = authenticator.passkey
    try:
        handle = answer["response"].get("userHandle")
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=relying_party(),
            expected_origin=origin(),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        holder = base64url_to_bytes(handle).decode() if handle else ""
    except BROKEN:
        return False
    if holder != authenticator.person.ref:
        return False
    unchanged = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if unchanged.update(sign_count=verified.new_sign_count) != 1:
        return False
    return trying.was_right(authenticator.ref, at=at)


def _proof(user: BusinessUser, authenticator: Authenticator, kind: Means, at: datetime) -> Proof:
    passkey = authenticator.passkey
    most = [BY_WORD[passkey.added_at]] if passkey.added_at else []
    most += [BY_WORD[settings.SYNCED_PASSKEY_LEVEL]] if passkey.synced else []
    level = level_reached(kind, identity=level_of(authenticator.person), lowered_to=min(most, default=None))
    return Proof(user.ref, kind, level, authenticator.ref, at)
