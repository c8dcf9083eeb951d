"""The picture of who acts for whom: as lists on the page, as a drawing where the browser can (X6).

Both are made of the same knots. What is folded opens by a link, and in the drawing by Enter.
"""

import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.acting.drawing import COLUMNS, Drawing, Knot, drawn
from fuldmagt.web.acting.tabs import tabs
from fuldmagt.web.acting.threads import Threads, narrowed, threads
from fuldmagt.web.acting.words import BADGES
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

OPEN_AT_MOST: Final = 6
NAMED: Final = 4
HEADINGS: Final = {
    "people": gettext_lazy("People"),
    "others": gettext_lazy("Others who act for us"),
    "home": gettext_lazy("Acts"),
    "clients": gettext_lazy("For whom"),
    "services": gettext_lazy("Where"),
}


@needs(Deed.SEE_MANDATES)
@require_safe
def show(request: VisitorRequest) -> HttpResponse:
    """The same content as lists, and for the script; what is opened in the drawing is fetched."""
    found = _found(request)
    if isinstance(found, Refusal):
        return refused(request, found)
    told, drawing, of = found
    teller = Teller(request, told, drawing, of)
    context = {
        "columns": [
            {"name": HEADINGS[column], "knots": knots}
            for column in COLUMNS
            if column != "home" and (knots := teller.knots(column))
        ],
        "of": told.names.get(of, ""),
        "drawing": json.dumps(teller.whole()),
        "data_url": reverse("acting:picture_data"),
        "opened": teller.opened,
        "tabs": tabs(request.visitor, "picture"),
        "organisation": request.visitor.user.organisation,
    }
    return render(request, "acting/picture.html", context)


@needs(Deed.SEE_MANDATES)
@require_safe
def data(request: VisitorRequest) -> HttpResponse:
    """The drawing with other groups open."""
    found = _found(request)
    if isinstance(found, Refusal):
        return refused(request, found)
    told, drawing, of = found
    answer = JsonResponse(Teller(request, told, drawing, of).whole())
    answer["Cache-Control"] = "no-store"
    return answer


def _found(request: VisitorRequest) -> tuple[Threads, Drawing, str] | Refusal:
    """The drawing that is asked for: whole, or of somebody or something alone."""
    with_rights = not request.visitor.actor.refused(Deed.SEE_RIGHTS)
    told = threads(request.visitor.user.organisation, with_rights=with_rights, at=request.at)
    of = request.GET.get("of", "")[:140].replace("\x00", "")
    if not of:
        return told, drawn(told.paths, told.leaves, _opened(request), _("The others")), ""
    if of not in told.names:
        return Refusal(Reason.NOT_FOUND)
    return told, drawn(narrowed(told, of, at=request.at), told.leaves, _opened(request), _("The others")), of


def _opened(request: VisitorRequest) -> list[str]:
    """Which groups are open: the last ones, in the order of opening."""
    return [each[:140] for each in request.GET.getlist("open")][-OPEN_AT_MOST:]


def _query(of: str, opened: Iterable[str]) -> str:
    return urlencode([*([("of", of)] if of else []), *(("open", each) for each in opened)])


def _many(knot: Knot) -> str:
    number = len(knot.leaves)
    if knot.kind == "person":
        text = ngettext("%(number)s person", "%(number)s people", number)
    elif knot.kind == "service":
        text = ngettext("%(number)s service", "%(number)s services", number)
    else:
        text = ngettext("%(number)s organisation", "%(number)s organisations", number)
    return text % {"number": number}


class Teller:
    """Says each knot in words, with the addresses that it leads to."""

    def __init__(self, request: VisitorRequest, told: Threads, drawing: Drawing, of: str) -> None:
        self.opened = _opened(request)
        self.told, self.drawing, self.of = told, drawing, of
        self.by_id = {knot.id: knot for knot in drawing.knots}

    def knots(self, column: str) -> list[dict[str, Any]]:
        knots = [self._knot(knot) for knot in self.drawing.knots if knot.column == column]
        for before, knot in zip([None, *knots], knots, strict=False):
            knot["closes"] = knot["close"] and (before is None or before["within"] != knot["within"])
        return knots

    def whole(self) -> dict[str, Any]:
        """What the script draws."""
        reach = self.drawing.reach.items()
        return {
            "headings": {column: str(HEADINGS[column]) for column in COLUMNS},
            "knots": [knot for column in COLUMNS for knot in self.knots(column)],
            "edges": [[each.start, each.end, each.hold] for each in self.drawing.edges],
            "ways": [[knot, *way] for knot, ways in reach for way in ways.items()],
        }

    def _knot(self, knot: Knot) -> dict[str, Any]:
        note, leads = self._note(knot), self._leads(knot)
        return {
            "id": knot.id,
            "column": knot.column,
            "layer": knot.layer,
            "kind": knot.kind,
            "name": knot.name,
            "count": len(knot.leaves) if knot.group else 0,
            "note": note,
            "hold": knot.hold,
            "badge": BADGES[knot.hold],
            "group": knot.group,
            "within": knot.within,
            "leads": leads,
            "url": self._url(knot),
            "close": self._address([each for each in self.opened if each != knot.within])
            if knot.within
            else "",
        }

    def _note(self, knot: Knot) -> str:
        """What stands beneath the name: how many they are, and what is wrong or ends."""
        if not knot.group:
            return knot.says
        parts = [_many(knot)]
        if knot.says and knot.wrong == len(knot.leaves):
            parts.append(knot.says)
        elif knot.wrong:
            text = ngettext("%(number)s does not hold", "%(number)s do not hold", knot.wrong)
            parts.append(text % {"number": knot.wrong})
        return ", ".join(parts)

    def _leads(self, knot: Knot) -> list[str]:
        """For whom and where: what the lines of the drawing say."""
        reach = self.drawing.reach.get(knot.id, {})
        said = []
        for organisation, services in reach.items():
            names = ", ".join(self.by_id[each].name for each in services)
            if organisation == knot.id:
                said.append(names)
            else:
                text = _("for %(organisation)s: %(services)s")
                said.append(text % {"organisation": self.by_id[organisation].name, "services": names})
        more = len(said) - NAMED
        return [*said[:NAMED], _("and %(number)s more") % {"number": more}] if more > 0 else said

    def _url(self, knot: Knot) -> str:
        """A group opens; what stands alone is shown alone."""
        if knot.group:
            return self._address([*self.opened, knot.id])
        if knot.column == "home":
            return reverse("acting:picture")
        return f"{reverse('acting:picture')}?{_query(knot.id, [])}" if knot.id != self.of else ""

    def _address(self, opened: Iterable[str]) -> str:
        query = _query(self.of, opened)
        return f"{reverse('acting:picture')}?{query}" if query else reverse("acting:picture")
