"""Who is visiting: the user behind a session, looked up anew at every request."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from fuldmagt.organisations import queries
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.assurance import BY_WORD, Level
from fuldmagt.vocabulary.languages import Language
from fuldmagt.vocabulary.means import Means

LONGEST = timedelta(hours=8)  # a session's absolute end


@dataclass(frozen=True, slots=True)
class Visitor:
    """A user with a session, and how the user logged in. `browser` names this browser's login to others."""

    user: BusinessUser
    actor: Actor
    level: Level
    means: Means
    since: datetime
    browser: str


class Request(HttpRequest):
    """A request as our middleware hands it to views."""

    at: datetime
    visitor: Visitor | None
    more_languages: tuple[Language, ...]  # only on the employee's way: what else can be chosen there


class VisitorRequest(Request):
    """A request of somebody who is logged in: what views behind a login receive."""

    visitor: Visitor


def remember(
    request: HttpRequest, user: BusinessUser, *, level: Level, means: Means, at: datetime, browser: str = ""
) -> None:
    """Begin a session for a user who has just shown who it is; the session's key is new.

    `browser` stays what it was where the same user logs in again, so that what clients were given
    is still ended with it. Nothing else is kept in the session: two pages at once cannot lose it.
    """
    request.session.flush()
    request.session.cycle_key()
    request.session["login"] = {
        "user": user.ref,
        "level": level.word,
        "means": means.value,
        "since": at.isoformat(),
        "browser": browser or dice.token(),
    }


def forget(request: HttpRequest) -> None:
    request.session.flush()


def recognise(request: HttpRequest) -> Visitor | None:
    """The visitor of a session, if the user is still active, and the login neither too old nor ended."""
    login = request.session.get("login")
    if not login:
        return None
    since = datetime.fromisoformat(login["since"])
    at: datetime = request.at  # type: ignore[attr-defined]  # set by config.middleware
    user = queries.active_user(login["user"]) if at - since < LONGEST else None
    if user is None or not user.still_counts(since):
        forget(request)
        return None
    return Visitor(
        user=user,
        actor=queries.actor(user),
        level=BY_WORD[login["level"]],
        means=Means(login["means"]),
        since=since,
        browser=login["browser"],
    )
