"""A login without a question to anybody: by what we know of the person at the browser, or not at all."""

from datetime import datetime

from fuldmagt.authenticators.proof import Proof
from fuldmagt.sign_in import actions, choices, rules
from fuldmagt.sign_in.assertion import Assertion
from fuldmagt.sign_in.demand import Demand
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.refusals import Reason, Refusal


def answer(demand: Demand, proof: Proof | None, *, at: datetime) -> Assertion | Refusal:
    """The assertion; STEP_NOT_POSSIBLE where the person would have to choose between organisations."""
    if proof is None or not rules.is_recent_enough(proof.at, demand, begun_at=at, at=at):
        return Refusal(Reason.LOGIN_NEEDED)
    begun = actions.begin(demand, at=at)
    ref = begun.sign_in.ref
    held = actions.identify(ref, proof, browser=begun.browser, at=at)
    if isinstance(held, Refusal):
        return held
    if held.sign_in.stage != Stage.IDENTIFIED:
        return Refusal(Reason.ASSURANCE_TOO_LOW)
    organisation = choices.the_only_one(held.sign_in, at=at)
    if organisation is None:
        return Refusal(Reason.STEP_NOT_POSSIBLE)
    sign_in = actions.represent(ref, organisation, browser=held.browser, at=at)
    if isinstance(sign_in, Refusal):
        return sign_in
    if sign_in.stage != Stage.REPRESENTED:
        return Refusal(Reason.NO_AUTHORISATION)
    return actions.finish(ref, browser=held.browser, at=at)
