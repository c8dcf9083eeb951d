"""Going through rights at intervals: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.REVIEW_BEGUN: _("%(who)s began a review of rights"),
    E.REVIEW_ANSWERED: _("%(who)s went through rights of %(whom)s"),
    E.REVIEW_REMINDED: _("%(who)s reminded %(whom)s of a review of rights"),
    E.REVIEW_PASSED_ON: _("%(who)s passed a review of rights on to %(whom)s"),
    E.REVIEW_HANDED: _("%(who)s handed a list of a review of rights to %(whom)s"),
    E.REVIEW_TAKEN_BACK: _("%(who)s ended that %(whom)s goes through a list of a review of rights"),
    E.REVIEW_PLANNED: _("%(who)s planned reviews of rights"),
    E.REVIEW_PLAN_CHANGED: _("%(who)s changed a plan of reviews of rights"),
    E.REVIEW_PLAN_STOPPED: _("%(who)s stopped a plan of reviews of rights"),
    E.REVIEW_LAPSED: _("%(who)s withdrew what nobody answered in a review of rights"),
    E.REVIEW_CLOSED: _("%(who)s closed a review of rights"),
    E.REVIEW_CANCELLED: _("%(who)s cancelled a review of rights"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.REVIEW_BEGUN: _("begin a review of rights"),
    E.REVIEW_ANSWERED: _("go through rights of %(whom)s"),
    E.REVIEW_REMINDED: _("remind %(whom)s of a review of rights"),
    E.REVIEW_PASSED_ON: _("pass a review of rights on to %(whom)s"),
    E.REVIEW_HANDED: _("hand a list of a review of rights to %(whom)s"),
    E.REVIEW_TAKEN_BACK: _("end that %(whom)s goes through a list of a review of rights"),
    E.REVIEW_PLANNED: _("plan reviews of rights"),
    E.REVIEW_PLAN_CHANGED: _("change a plan of reviews of rights"),
    E.REVIEW_PLAN_STOPPED: _("stop a plan of reviews of rights"),
    E.REVIEW_LAPSED: _("withdraw what nobody answered in a review of rights"),
    E.REVIEW_CLOSED: _("close a review of rights"),
    E.REVIEW_CANCELLED: _("cancel a review of rights"),
}
