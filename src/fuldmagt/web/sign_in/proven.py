"""Somebody has shown who it is: the login goes on, in a session of its own."""

from django.http import HttpResponse

from fuldmagt.authenticators.proof import Proof
from fuldmagt.organisations.queries import active_user
from fuldmagt.sign_in import actions, leaving
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web import visitor as visitors
from fuldmagt.web.sign_in import cookies
from fuldmagt.web.sign_in.pending import Pending, SeeOther, not_possible
from fuldmagt.web.visitor import Request, Visitor

TURNED_AWAY = frozenset(
    {Reason.USER_SUSPENDED, Reason.USER_LOCKED, Reason.USER_CLOSED, Reason.USER_NOT_ACTIVATED}
)
"""What is told only to somebody who has shown to be that user."""


def go_on(request: Request, pending: Pending, proof: Proof) -> HttpResponse:
    """On with the login of somebody who has just shown who it is. The session's key is new from here on."""
    held = actions.identify(pending.ref, proof, browser=pending.browser, at=request.at)
    if isinstance(held, Refusal):
        return not_possible(request, pending, held)
    _begin_session(request, proof)
    return _on(request, pending, proof, held)


def go_on_as_chosen(request: Request, pending: Pending, held: actions.Held) -> HttpResponse:
    """On as the one of the person's users whom they have chosen; the session is that user's from here on."""
    user, since = held.sign_in.user, held.sign_in.since
    assert user is not None
    assert since is not None
    sign_in = held.sign_in
    proof = Proof(user.ref, sign_in.means_used, sign_in.level_reached, sign_in.authenticator, since)
    if request.visitor is None or request.visitor.user.pk != user.pk:
        _begin_session(request, proof)
    return _on(request, pending, proof, held)


def go_on_as(request: Request, pending: Pending, visitor: Visitor) -> HttpResponse:
    """On as the one who is logged in already, in the same session: others may be going on in it as well."""
    proof = Proof(visitor.user.ref, visitor.means, visitor.level, "", visitor.since)
    held = actions.identify(pending.ref, proof, browser=pending.browser, at=request.at)
    if isinstance(held, Refusal):
        return not_possible(request, pending, held)
    return _on(request, pending, proof, held)


def _on(request: Request, pending: Pending, proof: Proof, held: actions.Held) -> HttpResponse:
    """The login's secret is new from here on, however the person was identified."""
    response = SeeOther(pending.url("front"))
    user = active_user(proof.user)
    if user is not None:
        cookies.remember(response, user, proof.means)
    return cookies.keep(response, request, pending.ref, held.browser)


def _begin_session(request: Request, proof: Proof) -> None:
    """The browser's session is the user's from now on; what it gave to clients for another ends."""
    user, before = active_user(proof.user), request.visitor
    if user is None:
        return
    browser = before.browser if before else ""
    if before is not None and before.user.pk != user.pk:
        home = before.user.organisation.ref
        leaving.leave(before.user.ref, organisation=home, browser=browser, at=request.at)
        browser = ""
    visitors.remember(request, user, level=proof.level, means=proof.means, at=proof.at, browser=browser)


def turned_away(request: Request, pending: Pending, refusal: Refusal) -> HttpResponse:
    """Suspended, locked, closed: the page says so, and who can help."""
    user = refusal.about
    done = actions.turn_away(pending.ref, user, refusal, browser=pending.browser, at=request.at)
    if isinstance(done, Refusal):
        return not_possible(request, pending, done)
    return SeeOther(pending.url("front"))
