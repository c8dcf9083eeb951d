"""What the app shows of a request, and what it says when something is refused."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.authenticators.approvals import rules
from fuldmagt.authenticators.models import AppRequest
from fuldmagt.sign_in.queries import services_called
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.sign_in.showing import name_of

R = Reason
SAYS: Final[Mapping[Reason, str | Promise]] = {
    R.LOGIN_FAILED: gettext_lazy(
        "User id and activation code do not fit together, or the code has run out. After five wrong tries "
        "you need a new code."
    ),
    R.LOGIN_TIMED_OUT: gettext_lazy("It took too long. Make a new activation code on the computer."),
    R.INPUT_NOT_USABLE: gettext_lazy(
        "The app could not make its key. Begin again with a new activation code."
    ),
    R.ALREADY_EXISTS: gettext_lazy("The app could not make its key. Begin again with a new activation code."),
    R.STEP_NOT_POSSIBLE: gettext_lazy("This cannot be done any more. Go on at the computer."),
    R.NOT_FOUND: gettext_lazy("This user is not in use in this app any more."),
    R.MEANS_LOCKED: gettext_lazy(
        "The PIN was wrong five times. The app is locked for this user, so that nobody can go on guessing. "
        "Ask your user administrator."
    ),
    R.TOO_MANY_TRIES: gettext_lazy(
        "So many tries were wrong that none is judged for a while. Wait a little, and try again."
    ),
    R.CODE_WRONG: gettext_lazy(
        "This is not the number on the screen. Look again, and check that it is your login."
    ),
}


def says(refusal: Refusal) -> str:
    """The refusal as a sentence; a wrong PIN says how many tries are left."""
    if refusal.reason is R.LOGIN_FAILED and refusal.about:
        return _("The PIN is not the right one. You have %(count)s tries left.") % {"count": refusal.about}
    if refusal == Refusal(R.STEP_NOT_POSSIBLE, "request"):
        return _("This login does not wait for you any more.")
    return str(SAYS.get(refusal.reason, SAYS[R.STEP_NOT_POSSIBLE]))


def shown(request: AppRequest, key: str) -> dict[str, Any]:
    """A request as the app shows it, with the parts that it signs. The number is on the other screen only."""
    user = request.user
    assert user is not None
    services = services_called(request.services)
    return {
        "key": key,
        "request": request.ref,
        "challenge": request.challenge,
        "user_id": user.user_id,
        "name": user.name,
        "services": rules.services_of(request.services),
        "service": ", ".join(name_of(each) for each in services) or settings.BRAND_NAME,
        "provider": services[0].provider.name if services else "",
        "organisation": user.organisation.ref,
        "organisation_name": user.organisation.name,
        "organisation_number": str(Number.of(user.organisation.ref)),
        "where": _where(request),
    }


def _where(request: AppRequest) -> str:
    """From what kind of computer, and when: enough to see that it is another's."""
    told = {
        "browser": request.browser,
        "system": request.system,
        "time": time_format(localtime(request.asked_at), "TIME_FORMAT"),
    }
    if request.browser and request.system:
        return _("from %(browser)s on %(system)s, at %(time)s") % told
    return _("from an unknown kind of browser, at %(time)s") % told
