"""A passport's help at creation: its lines fill the form, its spelling of the name is a choice (B4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.people.passport import lines, names
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.look.forms import Form

PRESSED: Final = "passport"
READ, SPELL, TAKE = "read", "spell", "take"
CHECKED: Final[dict[str, str | Promise]] = {
    "number": gettext_lazy("the number of the document"),
    "birth_date": gettext_lazy("the birth date"),
    "expiry_date": gettext_lazy("the date it expires"),
    "personal_number": gettext_lazy("the personal number"),
    "composite": gettext_lazy("the last line as a whole"),
    "sex": gettext_lazy("the sex"),
}


class Line(forms.CharField):
    """One line of the machine-readable zone, as somebody types it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "class": "fm-mrz",
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
        super().__init__(max_length=100, required=False, widget=forms.TextInput(attrs=attrs), **kwargs)


class LinesForm(Form):
    line_1 = Line(label=gettext_lazy("Line 1"))
    line_2 = Line(label=gettext_lazy("Line 2"))
    line_3 = Line(label=gettext_lazy("Line 3"), help_text=gettext_lazy("Only identity cards have one."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.document: lines.Document | None = None

    def clean(self) -> dict[str, Any]:
        """What was typed must be a document, each of whose check digits is right."""
        given = super().clean() or {}
        read = lines.parse(lines.typed([given.get(name, "") for name in self.fields]), today=self.today)
        if isinstance(read, Refusal):
            field = read.about if read.about in self.fields else "line_1"
            self.add_error(field, _cannot_be_read(read.about))
        elif not read.valid:
            wrong = ", ".join(str(CHECKED[name]) for name, right in read.checks.items() if not right)
            said = _("A check digit does not agree. Compare sign by sign with the passport: %(fields)s.")
            self.add_error("line_2", said % {"fields": wrong})
        else:
            self.document = read
        return given


@dataclass
class Help:
    """What the form shows next: its fields, the lines, and sentences about what was read."""

    initial: dict[str, Any]
    lines: LinesForm
    spelling: str
    becoming: list[tuple[str, str]]  # each letter beyond A to Z, and what stands for it
    said: list[str]


def helped(given: QueryDict, *, today: date) -> Help | None:
    """What comes of a press of one of the passport's buttons; None when none was pressed."""
    pressed = given.get(PRESSED)
    if pressed is None:
        return None
    initial: dict[str, Any] = {**given.dict(), "right": given.getlist("right")}
    form = LinesForm(given if pressed == READ else None, initial=initial, today=today)
    said: list[str] = []
    if form.is_valid() and form.document:
        said = _filled(initial, form.document, today)
    elif pressed == TAKE:
        initial["name"] = spelling_of(initial.get("name", "")) or initial.get("name", "")
    elif pressed == SPELL:
        said = _on_the_spelling(initial.get("name", ""))
    name = initial.get("name", "")
    return Help(initial, form, spelling_of(name), becoming(name), said)


def offered(given: QueryDict, *, today: date) -> Help:
    """What the passport has to offer beside a form that is shown for another cause."""
    name = given.get("name", "")
    return Help({}, LinesForm(initial=given.dict(), today=today), spelling_of(name), becoming(name), [])


def spelling_of(name: str) -> str:
    """The name as the machine-readable line spells it, where it has letters beyond A to Z; or nothing."""
    if name.isascii():
        return ""
    return (names.transliterated(name) or "").title()


def becoming(name: str) -> list[tuple[str, str]]:
    letters = dict.fromkeys(sign for sign in name if not sign.isascii())
    return [(letter, spelled) for letter in letters if (spelled := names.transliterated(letter))]


def _filled(initial: dict[str, Any], document: lines.Document, today: date) -> list[str]:
    """Put the name and the birth date into the form; a typed name that is the passport's own stays."""
    said = []
    name = str(document.name).title()
    if names.same_person(initial.get("name", ""), name):
        said.append(_("The name that you typed agrees with the passport, and stays."))
    else:
        initial["name"] = name
        said.append(_("The name is filled in. Passports have it in capitals: check the small letters."))
    if document.name.truncated:
        said.append(_("The name may be cut off at the end of the line. Compare it with the photo page."))
    if document.birth_date:
        initial["birth_date"] = document.birth_date
        said.append(_("The birth date is filled in."))
    else:
        said.append(_("The passport leaves the birth date open. Write what the employee says."))
    if document.expiry_date and document.expiry_date < today:
        said.append(
            _("The passport expired on %(day)s. The private eID cannot be had with it.")
            % {"day": date_format(document.expiry_date)}
        )
    return said


def _on_the_spelling(name: str) -> list[str]:
    if not name.strip():
        return [_("Write the name first.")]
    if name.isascii():
        return [_("The name has no special letters. The passport’s lines spell it as you do.")]
    if not spelling_of(name):
        return [
            _("A sign of the name has no place in a passport’s lines. Write the name as the lines have it.")
        ]
    return []


def _cannot_be_read(about: str) -> str:
    if about == "lines":
        return _(
            "These lines fit no document. A passport has two lines of 44 signs, an identity card three of 30 "
            "or two of 36. Count them, < included."
        )
    return _("Line %(line)s holds a sign that cannot stand there. Only A to Z, 0 to 9 and < do.") % {
        "line": about.removeprefix("line_")
    }
