"""The steps of a login: begun, identified, representing, finished once.

Each takes the secret of the browser that the login belongs to. A step that is refused says so in
the login itself, with a reference that the person can read to those who help.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, Draft, deed, together
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.sharing.queries import others_served
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import OrganisationState, UserState
from fuldmagt.secrets import dice, hashes
from fuldmagt.sign_in import queries, rules
from fuldmagt.sign_in.assertion import Assertion
from fuldmagt.sign_in.demand import Demand
from fuldmagt.sign_in.judgement import Judged, Standing, judge
from fuldmagt.sign_in.models import SignIn
from fuldmagt.sign_in.rules import Stage, Step
from fuldmagt.vocabulary.means import LEVELS
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST_USER_ID = 64


@dataclass(frozen=True, slots=True)
class Held:
    """A login, and the secret that its browser is to keep from now on."""

    sign_in: SignIn
    browser: str


def begin(demand: Demand, *, at: datetime) -> Held:
    """A login of nobody yet, so no deed: it stands in the log from when somebody shows who they are.

    Anybody can begin as many as they like, and what is in the log stays there.
    """
    secret = dice.token()
    sign_in = SignIn.objects.create(
        ref=dice.reference(),
        browser=hashes.of_token(secret),
        wanted=demand.written(),
        begun_at=at,
        expires_at=at + rules.PATIENCE,
    )
    return Held(sign_in, secret)


def name_user(ref: str, user_id: str, *, browser: str, at: datetime) -> SignIn | Refusal:
    """Note the user id that was typed. Whether there is such a user is nobody's business yet."""
    with together():
        sign_in = _held(ref, browser, Step.IDENTIFY, at)
        if isinstance(sign_in, SignIn):
            sign_in.typed_user_id = user_id[:LONGEST_USER_ID]
            sign_in.save(update_fields=["typed_user_id"])
    return sign_in


def identify(ref: str, proof: Proof, *, browser: str, at: datetime) -> Held | Refusal:
    """The person has shown who it is. The browser's secret is new from now on."""
    user = BusinessUser.objects.select_related("organisation").get(ref=proof.user)
    secret = dice.token()
    with deed(Event.SIGN_IN_IDENTIFIED, by=user.ref, at=at, organisation=user.organisation.ref) as entry:
        entry.about(ref, user.ref)
        sign_in = _held(ref, browser, Step.IDENTIFY, at)
        if isinstance(sign_in, Refusal):
            return entry.refused(sign_in)
        demand = sign_in.demand
        if not rules.is_recent_enough(proof.at, demand, begun_at=sign_in.begun_at, at=at):
            return entry.refused(Refusal(Reason.LOGIN_NEEDED))
        level = min(proof.level, LEVELS[proof.means])
        sign_in.user, sign_in.since = user, proof.at
        sign_in.level, sign_in.means, sign_in.authenticator = level.word, proof.means, proof.authenticator
        sign_in.browser, sign_in.user_chosen = hashes.of_token(secret), False
        entry.facts(means=proof.means.value, level=level.word)
        entry.facts(client=demand.client, services=list(demand.services))
        if not rules.is_sure_enough(level, demand):
            assert demand.level is not None
            _refuse(sign_in, [Refusal(Reason.ASSURANCE_TOO_LOW, about=demand.level.word)], entry, at)
            sign_in.nearest_way = {"level_needed": demand.level.word}
        else:
            sign_in.stage = Stage.IDENTIFIED
        sign_in.save()
    return Held(sign_in, secret)


def choose_user(ref: str, user: str, *, browser: str, at: datetime) -> Held | Refusal:
    """Go on as one of the users whom the means that was shown serves. The browser's secret is new."""
    secret = dice.token()
    with deed(Event.SIGN_IN_IDENTIFIED, by=ANYBODY, at=at) as entry:
        entry.about(ref)
        sign_in = _held(ref, browser, Step.IDENTIFY, at)
        if isinstance(sign_in, Refusal):
            return _not_possible(sign_in, ref, entry)
        if sign_in.stage != Stage.IDENTIFIED or sign_in.user is None or not queries.is_identified(sign_in):
            return entry.refused(Refusal(Reason.LOGIN_NEEDED))
        served = [sign_in.user, *others_served(sign_in.user, sign_in.authenticator)]
        chosen = next((each for each in served if each.ref == user), None)
        if chosen is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about="user"))
        entry.by, entry.organisation = chosen.ref, chosen.organisation.ref
        entry.about(chosen.ref)
        entry.facts(means=sign_in.means, level=sign_in.level)
        sign_in.user, sign_in.user_chosen = chosen, True
        sign_in.browser = hashes.of_token(secret)
        sign_in.save()
    return Held(sign_in, secret)


def turn_away(ref: str, user: str, refusal: Refusal, *, browser: str, at: datetime) -> SignIn | Refusal:
    """The person has shown who it is, and is somebody who cannot log in: suspended, locked, closed."""
    found = BusinessUser.objects.select_related("organisation").get(ref=user)
    with deed(Event.SIGN_IN_IDENTIFIED, by=user, at=at, organisation=found.organisation.ref) as entry:
        entry.about(ref, user)
        sign_in = _held(ref, browser, Step.REFUSE, at)
        if isinstance(sign_in, Refusal):
            return entry.refused(sign_in)
        sign_in.user = found
        _refuse(sign_in, [refusal], entry, at)
        sign_in.save()
    return sign_in


def represent(ref: str, organisation: str, *, browser: str, at: datetime) -> SignIn | Refusal:
    """The person acts for the organisation, where the law allows at least one right that is wanted.

    A refusal that is given back means that the step was not possible; one of the law stands in the
    login, whose stage is then REFUSED.
    """
    with deed(Event.SIGN_IN_REPRESENTED, by=ANYBODY, at=at) as entry:
        entry.about(ref)
        sign_in = _held(ref, browser, Step.REPRESENT, at)
        if isinstance(sign_in, Refusal):
            return _not_possible(sign_in, ref, entry)
        if not queries.is_identified(sign_in):
            return entry.refused(Refusal(Reason.LOGIN_NEEDED))
        assert sign_in.user is not None
        user, demand = sign_in.user, sign_in.demand
        entry.by, entry.organisation = user.ref, user.organisation.ref
        entry.about(user.ref, organisation)
        if demand.organisation not in ("", organisation):
            return entry.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="organisation"))
        sign_in.organisation, sign_in.rights = organisation, []
        if demand.own:
            _admit(sign_in, entry, at)
        else:
            standing = Standing(user.ref, organisation, sign_in.level_reached, sign_in.means_used)
            judged = judge(standing, services=demand.services, rights=demand.rights, at=at)
            _settle(sign_in, judged, entry, at)
        sign_in.save()
    return sign_in


def _admit(sign_in: SignIn, entry: Draft, at: datetime) -> None:
    """To our own pages comes whoever is active, in an active organisation, and only for that one."""
    user = sign_in.user
    assert user is not None
    home = user.organisation
    if user.state != UserState.ACTIVE:
        _refuse(sign_in, [Refusal(Reason.USER_SUSPENDED, about=user.ref)], entry, at)
    elif home.state != OrganisationState.ACTIVE or sign_in.organisation != home.ref:
        _refuse(sign_in, [Refusal(Reason.ORGANISATION_CLOSED, about=home.ref)], entry, at)
    else:
        sign_in.stage = Stage.REPRESENTED


def _settle(sign_in: SignIn, judged: Judged, entry: Draft, at: datetime) -> None:
    sign_in.revision = judged.revision
    if judged.holds:
        sign_in.stage, sign_in.rights = Stage.REPRESENTED, list(judged.rights)
        entry.facts(rights=list(judged.rights))
        return
    _refuse(sign_in, judged.refused.reasons, entry, at)
    sign_in.right_refused, sign_in.nearest_way = judged.right, judged.nearest_way()


def _refuse(sign_in: SignIn, reasons: Iterable[Refusal], entry: Draft, at: datetime) -> None:
    """Keep why, with a new reference: what it was before may have been mended since."""
    kept = list(reasons)
    sign_in.stage, sign_in.refused_at = Stage.REFUSED, at
    sign_in.reference = dice.short_reference()
    sign_in.right_refused, sign_in.nearest_way = "", {}
    sign_in.reasons = [
        {"reason": each.reason.value, "about": each.about, "mender": each.mended_by.value} for each in kept
    ]
    entry.refused(kept[0])
    entry.facts(reasons=[each.reason.value for each in kept], reference=sign_in.reference)


def finish(ref: str, *, browser: str, at: datetime) -> Assertion | Refusal:
    """What the login came to, told once: the assertion, or that the person was refused or gave up."""
    with deed(Event.SIGN_IN_FINISHED, by=ANYBODY, at=at) as entry:
        entry.about(ref)
        sign_in = _held(ref, browser, Step.FINISH, at)
        if isinstance(sign_in, Refusal):
            return _not_possible(sign_in, ref, entry)
        user = sign_in.user
        assert user is not None
        assert sign_in.since is not None
        entry.by, entry.organisation = user.ref, user.organisation.ref
        entry.about(user.ref)
        if not queries.is_identified(sign_in):
            return entry.refused(Refusal(Reason.LOGIN_NEEDED))
        finished = SignIn.objects.filter(pk=sign_in.pk, stage=Stage.REPRESENTED)
        if not finished.update(stage=Stage.FINISHED, finished_at=at):
            return entry.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=Stage.FINISHED.value))
        demand = sign_in.demand
        entry.facts(client=demand.client, acting_for=sign_in.organisation)
    return Assertion(
        sign_in=sign_in.ref,
        client=demand.client,
        user=user.ref,
        home=user.organisation.ref,
        organisation=sign_in.organisation,
        services=demand.services,
        rights=tuple(sign_in.rights),
        level=sign_in.level_reached,
        means=sign_in.means_used,
        since=sign_in.since,
        revision=sign_in.revision,
        reply=demand.reply,
    )


def cancel(ref: str, *, browser: str, at: datetime) -> SignIn | Refusal:
    """The person gives up, or goes back to the service after a refusal, be the time out or not."""
    with deed(Event.SIGN_IN_CANCELLED, by=ANYBODY, at=at) as entry:
        entry.about(ref)
        sign_in = _held(ref, browser, Step.CANCEL, None)
        if isinstance(sign_in, Refusal):
            return _not_possible(sign_in, ref, entry)
        if sign_in.user:
            entry.by, entry.organisation = sign_in.user.ref, sign_in.user.organisation.ref
        else:
            entry.unchanged()  # nobody has given up
        sign_in.stage, sign_in.finished_at = Stage.CANCELLED, at
        sign_in.save()
    return sign_in


def _not_possible(refusal: Refusal, ref: str, entry: Draft) -> Refusal:
    """A step that cannot be taken. While nobody has shown who they are it is nobody's: not written down."""
    if not SignIn.objects.filter(ref=ref, user__isnull=False).exists():
        entry.unchanged()
    return entry.refused(refusal)


def _held(ref: str, browser: str, step: Step, at: datetime | None) -> SignIn | Refusal:
    """The browser's login, its row locked, where the step is possible and the time not out."""
    rows = SignIn.objects.select_for_update(of=("self",)).select_related("user__organisation")
    sign_in = rows.filter(ref=ref).first()
    if sign_in is None or not queries.belongs(sign_in, browser):
        return Refusal(Reason.NOT_FOUND, about="sign-in")
    if at is not None and sign_in.expires_at <= at:
        return Refusal(Reason.LOGIN_TIMED_OUT)
    possible = rules.after(Stage(sign_in.stage), step)
    return possible if isinstance(possible, Refusal) else sign_in
