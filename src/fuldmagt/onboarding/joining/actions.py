"""Joining: the representative finds the organisation, confirms with the eID, and can begin (A1, A3, A4)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, Draft, deed
from fuldmagt.notices import actions as notices
from fuldmagt.onboarding.activation.actions import move
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.post import address
from fuldmagt.onboarding.invitations.rules import EMAIL, Purpose
from fuldmagt.onboarding.joining import queries, rules
from fuldmagt.onboarding.joining.rules import JoiningState, JoiningStep, after
from fuldmagt.onboarding.models import Joining, Signature, SignatureRequest
from fuldmagt.organisations.models import BusinessUser, Organisation, RoleHeld
from fuldmagt.organisations.particulars.rules import category_of
from fuldmagt.organisations.revisions.queries import raise_revision, raise_revisions_of
from fuldmagt.organisations.rules import OrganisationState, UserState
from fuldmagt.people.actions import recognise
from fuldmagt.people.models import Person
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company, Signatory
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature led to; the representative's user and link when it was the last."""

    joining: Joining
    missing: int = 0
    user: BusinessUser | None = None
    token: str = ""


def begin(
    written: str, *, browser: str, language: str, notifier: bool = False, at: datetime
) -> Joining | Refusal:
    """Look the organisation up. `browser` is a secret that only the browser which begins has.

    `notifier`: whoever begins does it for a representative without national number (A2).
    """
    if not is_organisation(written):
        found: Company | Refusal = Refusal(Reason.INPUT_NOT_USABLE, about="number")
    else:
        found = queries.refused(written) or register().find(written)
    with deed(Event.JOINING_BEGUN, by=ANYBODY, at=at, organisation=written[:128]) as draft:
        refusal = found if isinstance(found, Refusal) else rules.joinable(found)
        lately = Joining.objects.filter(organisation=written, created_at__gt=at - rules.WINDOW).count()
        if refusal is None and lately >= rules.PER_ORGANISATION:
            refusal = Refusal(Reason.TOO_MANY_TRIES, about="organisation")
        if refusal or isinstance(found, Refusal):
            return draft.refused(refusal or Refusal(Reason.NOT_FOUND))
        joining = Joining.objects.create(
            ref=dice.reference(),
            organisation=found.ref,
            name=found.name,
            category=found.category or "",
            language=language,
            state=JoiningState.NOTIFYING if notifier else JoiningState.BEGUN,
            signatures_needed=found.signatures_needed,
            browser=hashes.of_token(browser),
            created_at=at,
            expires_at=at + rules.LASTS,
        )
        draft.about(joining.ref)
        return joining


def describe(joining_ref: str, category: Category | None, email: str, *, at: datetime) -> Joining | Refusal:
    """Where the representative gets mail, and which category it is where the register gives none."""
    company = queries.company_of(Joining.objects.get(ref=joining_ref))
    with deed(Event.JOINING_DESCRIBED, by=ANYBODY, at=at) as draft:
        joining = _held(joining_ref, draft)
        state = after(JoiningState(joining.state), JoiningStep.DESCRIBE)
        if isinstance(state, Refusal):
            return draft.refused(state)
        counts = company if isinstance(company, Refusal) else category_of(company.category, category)
        if isinstance(counts, Refusal):
            return draft.refused(counts)
        if EMAIL.fullmatch(email) is None:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="email"))
        joining.category, joining.email = counts.value, email
        joining.save(update_fields=["category", "email"])
        draft.facts(category=counts.value, terms="accepted")
        return joining


def sign(joining_ref: str, outcome: Identity | Refusal, *, at: datetime) -> Signed | Refusal:
    """Confirm for the organisation. The register is asked again: who might sign last week may not today."""
    joining = Joining.objects.get(ref=joining_ref)
    company = queries.company_of(joining) if isinstance(outcome, Identity) else outcome
    with deed(Event.JOINING_CONFIRMED, by=ANYBODY, at=at) as draft:
        joining = _held(joining_ref, draft)
        if isinstance(outcome, Refusal):
            return draft.refused(outcome)
        if isinstance(company, Refusal):
            return draft.refused(company)
        refusal = queries.refused(joining.organisation) or rules.joinable(company)
        judge = rules.confirming_as if joining.notifier else rules.signing_as
        signatory = refusal or judge(outcome, company.signatories)
        if isinstance(signatory, Refusal):
            return draft.refused(signatory)
        return _signed(joining, company, signatory, outcome, draft, at)


def _signed(
    joining: Joining, company: Company, signatory: Signatory, identity: Identity, draft: Draft, at: datetime
) -> Signed | Refusal:
    earlier = queries.counting(joining, company)
    missing = max(0, company.signatures_needed - len(earlier) - 1)
    enough = missing == 0
    state = after(JoiningState(joining.state), JoiningStep.SIGN_LAST if enough else JoiningStep.SIGN)
    key = rules.key_of(signatory)
    if any(each.signatory == key for each in earlier):
        return draft.refused(Refusal(Reason.OTHER_SIGNATURES_AWAITED))
    if isinstance(state, Refusal) or not (joining.category and joining.email):
        return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=joining.state))
    category = company.category or category_of(None, Category(joining.category))
    if isinstance(category, Refusal):  # the register gave one when it was described, and does no more
        return draft.refused(category)
    person = recognise(identity, language=joining.language, at=at)
    if isinstance(person, Refusal):
        return draft.refused(person)
    if any(each.person == person for each in earlier):
        return draft.refused(Refusal(Reason.OTHER_SIGNATURES_AWAITED))
    # Whoever signed as somebody whom the register no longer names signs anew, as the one it names now.
    signed = {"signatory": key, "name": signatory.name, "signed_at": at}
    Signature.objects.update_or_create(joining=joining, person=person, defaults=signed)
    draft.personal(person.ref, name=signatory.name)
    joining.state, joining.category = state.value, category.value
    joining.signatures_needed = company.signatures_needed
    joining.save(update_fields=["state", "category", "signatures_needed"])
    if not enough:
        return Signed(joining, missing)
    return _joined(joining, company, at)


def _joined(joining: Joining, company: Company, at: datetime) -> Signed:
    """The organisation is there. Its first user and administrator is the notifier, where there is one; else
    the first whose signature counts."""
    signatures = queries.counting(joining, company)
    first = joining.notifier or signatures[0].person
    with deed(Event.ORGANISATION_JOINED, by=first.ref, at=at, organisation=joining.organisation) as draft:
        organisation = _organisation(joining, company, ", ".join(each.name for each in signatures), at)
        user = _representative(joining, organisation, first, at)
        raise_revisions_of(first)
        sent = send(user, Purpose.ACTIVATION, by=user.ref, at=at)
        move(user, Stage.CODE_ENTERED, at=at)  # the eID with its national number is proof enough: no code
        draft.about(organisation.ref, user.ref)
        draft.facts(joining=joining.ref, roles=[role.value for role in rules.FIRST_ROLES])
        draft.personal(first.ref, name=user.name, email=user.email)
    return Signed(joining, user=user, token=sent.token)


def _organisation(joining: Joining, company: Company, joined_by: str, at: datetime) -> Organisation:
    """New, or one that others have named before it came itself."""
    particulars = {
        "name": company.name,
        "category": joining.category,
        "state": OrganisationState.ACTIVE.value,
        "address": company.address,
        "postcode": company.postcode,
        "city": company.city,
        "country": company.country,
        "joined_at": at,
        "joined_by": joined_by[:200],
    }
    organisation, _ = Organisation.objects.update_or_create(ref=joining.organisation, defaults=particulars)
    raise_revision(organisation.ref)
    return organisation


def _representative(
    joining: Joining, organisation: Organisation, person: Person, at: datetime
) -> BusinessUser:
    user = BusinessUser.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        person=person,
        name=person.name,
        birth_date=person.birth_date,
        email=joining.email,
        language=joining.language,
        has_national_number=True,
        state=UserState.IDENTITY_CONFIRMED,
        created_at=at,
        changed_at=at,
    )
    for role in rules.FIRST_ROLES:
        RoleHeld.objects.create(user=user, role=role, given_at=at, given_by=f"joining:{joining.ref}")
    return user


def ask(joining_ref: str, key: str, email: str, *, at: datetime) -> SignatureRequest | Refusal:
    """Mail another signatory a link to confirm by."""
    joining = Joining.objects.get(ref=joining_ref)
    company = queries.company_of(joining)
    with deed(Event.SIGNATURE_ASKED, by=ANYBODY, at=at) as draft:
        joining = _held(joining_ref, draft)
        state = after(JoiningState(joining.state), JoiningStep.ASK)
        refusal = next((each for each in (state, company) if isinstance(each, Refusal)), None)
        if refusal or isinstance(company, Refusal):
            return draft.refused(refusal or Refusal(Reason.REGISTER_UNAVAILABLE))
        signing = next((each for each in queries.signings(joining, company) if each.key == key), None)
        if signing is None or signing.signed_at or EMAIL.fullmatch(email) is None:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="email" if signing else "signatory"))
        if joining.requests.filter(signatory=key).count() >= rules.PER_SIGNATORY:
            return draft.refused(Refusal(Reason.TOO_MANY_TRIES, about="signatory"))
        first = joining.notifier or next(iter(queries.counting(joining, company)), None)
        return _asked(joining, signing, email, first.name if first else "", at)


def _asked(
    joining: Joining, signing: queries.Signing, email: str, asked_by: str, at: datetime
) -> SignatureRequest:
    joining.requests.filter(signatory=signing.key, voided_at__isnull=True).update(voided_at=at)
    token = dice.token()
    asked = SignatureRequest.objects.create(
        joining=joining,
        signatory=signing.key,
        name=signing.name,
        email=email,
        token=hashes.of_token(token),
        created_at=at,
    )
    context = {
        "url": address("joining:sign", token=token),
        "name": signing.name,
        "company": joining.name,
        "asked_by": asked_by,
        "expires_at": joining.expires_at,
        "eid": settings.EID_NAME,
    }
    template = "joining_authority" if joining.notifier else "joining_signature"
    notices.mail(
        template, email, _("Confirm that the organisation joins"), context,
        about=joining.ref, organisation=joining.organisation, language=joining.language, at=at,
    )  # fmt: skip
    return asked


def _held(ref: str, draft: Draft) -> Joining:
    """The joining, for which others have to wait until this deed is done."""
    joining = Joining.objects.select_for_update().get(ref=ref)
    draft.organisation = joining.organisation
    draft.about(joining.ref)
    return joining
