"""The lists of who may act for whom, the year ahead and the picture, for those who may see each."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fuldmagt.organisations.rules import Deed
from fuldmagt.web.look.parts import Tab
from fuldmagt.web.visitor import Visitor

TABS: Final = (
    ("people", _("Our own people"), "acting:people", Deed.SEE_RIGHTS),
    ("others", _("Others, for us"), "acting:others", Deed.SEE_MANDATES),
    ("clients", _("We, for others"), "acting:clients", Deed.SEE_MANDATES),
    ("endings", _("What ends"), "acting:endings", Deed.SEE_MANDATES),
    ("picture", _("The picture"), "acting:picture", Deed.SEE_MANDATES),
)


def tabs(visitor: Visitor, current: str) -> list[Tab]:
    return [
        Tab(str(title), reverse(page), current=name == current)
        for name, title, page, deed in TABS
        if not visitor.actor.refused(deed)
    ]
