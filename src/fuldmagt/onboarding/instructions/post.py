"""The mails to those who sign together for an organisation without users, each in the visit's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.texts import in_language
from fuldmagt.notices import actions as notices
from fuldmagt.onboarding.instructions.rules import Kind, read
from fuldmagt.onboarding.models import Instruction
from fuldmagt.vocabulary.languages import spoken

Words = tuple[str | Promise, str | Promise, str | Promise, str | Promise]

TOGETHER: Final = _(
    "The company register says that you sign together. Nothing happens until you have confirmed it too, with "
    "your %(eid)s."
)
# The subject, what is so, what to do, and the words of the button.
SAID: Final[Mapping[str, Words]] = {
    "give": (
        _("Confirm a mandate of %(organisation)s"),
        _("%(who)s wants %(organisation)s to give a chain mandate:"),
        TOGETHER,
        _("Read and confirm"),
    ),
    "change": (
        _("Confirm a change of a mandate of %(organisation)s"),
        _("%(who)s wants %(organisation)s to change what a chain mandate gives, to:"),
        TOGETHER,
        _("Read and confirm"),
    ),
    "renew": (
        _("Confirm that a mandate of %(organisation)s is renewed"),
        _("%(who)s wants %(organisation)s to renew a chain mandate."),
        TOGETHER,
        _("Read and confirm"),
    ),
    "end": (
        _("Confirm that a mandate of %(organisation)s ends"),
        _("%(who)s wants %(organisation)s to end a chain mandate."),
        TOGETHER,
        _("Read and confirm"),
    ),
    "done": (
        _("It is done: all who sign for %(organisation)s have confirmed"),
        _("What you wanted done about the mandates of %(organisation)s is done."),
        _("There is nothing more that you need to do."),
        _("Open the mandates"),
    ),
    "refused": (
        _("It could not be done, though all who sign for %(organisation)s have confirmed"),
        _("Something has changed meanwhile about the mandate, or about the other organisation."),
        _("Look at the mandates as they are now, and begin anew if it is still needed."),
        _("Open the mandates"),
    ),
}  # fmt: skip


def ask(instruction: Instruction, name: str, to: str, *, who: str, url: str, at: datetime) -> None:
    _mail(str(instruction.what["kind"]), instruction, name, to, who, url, at)


def tell(instruction: Instruction, *, at: datetime) -> None:
    """Whoever began it learns what became of it."""
    if instruction.email:
        url = f"{settings.BASE_URL}/represent/"
        _mail(instruction.state, instruction, "", instruction.email, "", url, at)


def _mail(kind: str, instruction: Instruction, name: str, to: str, who: str, url: str, at: datetime) -> None:
    language = spoken(instruction.language, on_the_way=False)
    what = read(instruction.what)
    with translation.override(language):
        names = {"organisation": instruction.name, "who": who, "eid": settings.EID_NAME}
        subject, said, then, button = (str(words) % names for words in SAID[kind])
        listed = what.rights if what.kind in {Kind.GIVE, Kind.CHANGE} else ()
        rights = catalogue.rights_called(list(listed)).values()
        context = {
            "first_name": (name.split() or [""])[0],
            "what": said,
            "then": then,
            "button": button,
            "rights": [
                f"{row.service.name}: {in_language(row.names, language, otherwise=row.name)}"
                for row in rights
            ],
            "note": what.words if what.kind is Kind.GIVE else "",
            "word": "",
            "url": url,
        }
    notices.mail(
        "wish", to, subject, context,
        about=instruction.ref, organisation=instruction.organisation, language=language, at=at,
    )  # fmt: skip
