"""What the states of a review are called, and why somebody holds what they hold."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fuldmagt.mandates.recertification.models import Campaign, Due, Entry, Handover
from fuldmagt.mandates.recertification.rules import Answer, Calendar, CampaignState, Kind, Way
from fuldmagt.web.rights.showing import day, until
from fuldmagt.web.rights.words import first_name, listed

A, W = Answer, Way
PLATFORM: Final = "platform"

ANSWERS: Final[Mapping[Answer, tuple[str, Promise]]] = {
    A.OPEN: ("waits", gettext_lazy("Waits")),
    A.CONFIRMED: ("done", gettext_lazy("Confirmed")),
    A.WITHDRAWN: ("stopped", gettext_lazy("Taken away")),
    A.TO_BE_ENDED: ("waits", gettext_lazy("An administrator is to end it")),
    A.ENDED: ("none", gettext_lazy("Ended")),
}

CAMPAIGNS: Final[Mapping[CampaignState, tuple[str, Promise]]] = {
    CampaignState.RUNNING: ("waits", gettext_lazy("Under way")),
    CampaignState.CLOSED: ("done", gettext_lazy("Closed")),
    CampaignState.CANCELLED: ("stopped", gettext_lazy("Cancelled")),
}


def said(entry: Entry, answer: Answer) -> tuple[str, str]:
    """What was said about a line, as a state and its words; what nobody said is called so."""
    if entry.unanswered and answer is A.WITHDRAWN:
        return "stopped", _("Taken away, because nobody answered")
    if entry.unanswered and answer is A.TO_BE_ENDED:
        return "waits", _("Nobody answered: an administrator is to end it")
    state, words = ANSWERS[answer]
    return state, str(words)


def why(entry: Entry) -> str:
    """Why the user holds it, in one sentence."""
    who, name, way = first_name(entry.user_name), entry.way_name, W(entry.way)
    if way is W.CLIENT:
        return _("To act for {client}, by chain mandate.").format(client=entry.for_whom)
    if way is W.GROUP:
        return _("Because {who} is in the group {name}.").format(who=who, name=name)
    if way is W.DEPARTMENT:
        return _("Because {who} works in {name}.").format(who=who, name=name)
    if way is W.PACKAGE:
        return _("By the package {name}.").format(name=name)
    return _("Given to {who} alone.").format(who=who)


def more(entry: Entry) -> list[str]:
    """Who gave it and when, until when it holds, and the note on it."""
    if entry.given_by_name:
        said = [_("Given by {who} on {day}.").format(who=entry.given_by_name, day=day(entry.given_at))]
    else:
        said = [_("Held since {day}.").format(day=day(entry.given_at))]
    if entry.until:
        said.append(until(entry.until))
    if entry.note:
        said.append(_("Note: {note}").format(note=entry.note))
    return said


def reminders(told: Iterable[Due]) -> list[str]:
    """Who was reminded, and who was asked instead, in order."""
    said = []
    for each in told:
        passed_on = each.kind in {Kind.ESCALATION, Kind.CHANGE}
        words = _("Passed on to {who} on {day}") if passed_on else _("Reminded on {day}")
        said.append(words.format(who=each.told_name, day=day(each.done_at)) if each.done_at else "")
    return said


def handed(handovers: Iterable[Handover]) -> list[str]:
    """To whom a list was handed, and when it was taken back."""
    said = []
    for each in handovers:
        said.append(
            _("Handed to {who} by {by} on {day}").format(
                who=each.to_name, by=each.by_name, day=day(each.begun_at)
            )
        )
        if each.ended_at:
            said.append(_("Not any more since {day}").format(day=day(each.ended_at)))
    return said


def to_do(entry: Entry) -> str:
    """What an administrator is to do so that it ends, where a reviewer cannot."""
    who, name, way = entry.user_name, entry.way_name, W(entry.way)
    if way is W.GROUP:
        return _("Take {who} out of the group {name}, or take the right from the group.").format(
            who=who, name=name
        )
    if way is W.DEPARTMENT:
        return _("Take the right from the department {name}, or move {who}.").format(who=who, name=name)
    if way is W.PACKAGE:
        return _("Take the package {name} from {who}.").format(who=who, name=name)
    return _("End the right of {who} for {client}.").format(who=who, client=entry.for_whom)


def unanswered(calendar: Calendar) -> str:
    """What happens to what nobody answers."""
    days = calendar.withdraw_after
    if days is None:
        return _("Stays as it is")
    words = ngettext(
        "Is withdrawn {number} day after the last one was asked",
        "Is withdrawn {number} days after the last one was asked",
        days,
    )
    return words.format(number=days)


def facts(campaign: Campaign) -> list[tuple[str, str]]:
    """When it was begun and by whom, who is left out, and how it ended."""
    begun = _("{day} by the plan {who}") if campaign.begun_by == PLATFORM else _("{day} by {who}")
    pairs = [
        (_("Begun"), begun.format(day=day(campaign.begun_at), who=campaign.begun_by_name)),
        (_("Services"), listed(campaign.services) if campaign.services else _("All")),
        (_("Left out"), listed(campaign.left_out) if campaign.left_out else _("Nobody")),
        (_("What nobody answers"), unanswered(Calendar.read(campaign.calendar))),
    ]
    if campaign.over_at:
        by = _("{day} by {who}") if campaign.over_by_name else _("{day}, when the next one began")
        over = by.format(day=day(campaign.over_at), who=campaign.over_by_name)
        pairs.append((_("Over since"), over))
    if campaign.reason:
        pairs.append((_("Why it was cancelled"), campaign.reason))
    return pairs
