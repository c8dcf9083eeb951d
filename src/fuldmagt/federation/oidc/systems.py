"""A program that logs in by itself, for its organisation or for a client of it (X5).

It asks by client credentials, with the services as scopes and, in `authorization_details`, for whom
and which rights. What it gets hangs on the same judgement as a person's login, and is judged anew at
each use. A no carries its reasons, as a decision does.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fuldmagt.clients.sessions import actions
from fuldmagt.clients.systems import rules
from fuldmagt.clients.systems.models import System
from fuldmagt.decisions.explain import context_of_no
from fuldmagt.decisions.question import Question
from fuldmagt.explanations import sentence
from fuldmagt.explanations.queries import names_of
from fuldmagt.federation.oidc.details import details_type
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.federation.oidc.use import Granted
from fuldmagt.sign_in.judgement import Judged, Standing, judge
from fuldmagt.sign_in.queries import rights_of, services_called
from fuldmagt.vocabulary.refusals import Refusal

LONGEST = 128  # of a reference
MOST = 50  # rights named in one request


@dataclass(frozen=True, slots=True)
class Wish:
    """For which organisation, in which services, which rights (empty: all that hold)."""

    organisation: str
    services: tuple[str, ...]
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotGranted:
    """No, with its reasons as the decision service tells them."""

    context: dict[str, Any]
    refusal: Refusal

    @property
    def description(self) -> str:
        return ", ".join(dict.fromkeys(each["reason"] for each in self.context["reasons"]))


def wish(scope: str, details: str, *, home: str) -> Wish | Problem:
    """What the program asks for; without details for its own organisation."""
    services = tuple(dict.fromkeys(scope.split()))
    known = services_called(services)
    if not services or len(known) < len(services):
        return Problem("invalid_scope", "name the services as scopes")
    if len({each.provider_id for each in known}) > 1:
        # Else one of the providers could show the token to the other.
        return Problem("invalid_scope", "one token is for the services of one provider")
    if not details:
        return Wish(home, services)
    wrong = Problem("invalid_authorization_details", "not in the form that the documentation gives")
    try:
        read = json.loads(details)
    except (ValueError, RecursionError):
        return wrong
    if not isinstance(read, list) or not read or not all(_is_detail(each, services) for each in read):
        return wrong
    organisations = {each.get("organisation", home) for each in read}
    rights = tuple(dict.fromkeys(right for each in read for right in each.get("rights", ())))
    if len(organisations) > 1 or len(rights) > MOST:
        return Problem("invalid_authorization_details", "one token is for one organisation")
    if set(rights) != set(rights_of(services, rights) if rights else ()):
        return wrong
    return Wish(organisations.pop(), services, rights)


def _is_detail(detail: Any, services: Collection[str]) -> bool:
    if not isinstance(detail, dict) or not detail.keys() <= {"type", "service", "rights", "organisation"}:
        return False
    rights, service = detail.get("rights", []), detail.get("service")
    texts = [detail.get("type"), service, detail.get("organisation", "-")]
    if not isinstance(rights, list) or not all(map(_is_plain, [*texts, *rights])):
        return False
    own = all(right.startswith(f"{service}:") for right in rights)
    return detail["type"] == details_type() and service in services and own


def _is_plain(word: Any) -> bool:
    """A text that a database takes: JSON can hold others."""
    return isinstance(word, str) and 0 < len(word) <= LONGEST and word.isascii() and word.isprintable()


def granted_to(system: System, wished: Wish, *, at: datetime) -> Granted | NotGranted:
    """A session for the program, if at least one of the rights holds now. Part of the deed of the door."""
    standing = Standing(system.user.ref, wished.organisation, rules.LEVEL, None)
    judged = judge(standing, services=wished.services, rights=wished.rights, at=at)
    if not judged.holds:
        return NotGranted(_explained(standing, judged, at), judged.refused.reasons[0])
    login = actions.Login(
        client=system.client.ref,
        user=system.user.ref,
        organisation=wished.organisation,
        services=wished.services,
        rights=wished.rights,
        scopes=wished.services,
        level=rules.LEVEL.word,
        means="",
        since=at,
        revision=judged.revision,
    )
    return Granted(actions.begin_without_code(login, at=at), judged.rights)


def _explained(standing: Standing, judged: Judged, at: datetime) -> dict[str, Any]:
    """In the words of a decision. Who registered the program reads it: names are told as to a person."""
    question = Question(standing.user, judged.right, standing.organisation, standing.context(at))
    names = names_of(question, judged.refused)
    return context_of_no(judged.refused, lambda refusal: sentence(refusal, names=names))
