"""A document's machine-readable lines: read with every check digit, or written (ICAO Doc 9303)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fuldmagt.people.passport import names
from fuldmagt.people.passport.formats import (
    DIGITS,
    FILLER,
    LAYOUTS,
    Format,
    Layout,
    Place,
    check_digit,
    format_of,
)
from fuldmagt.vocabulary.refusals import Reason, Refusal

SEXES = {"M", "F", FILLER}


@dataclass(frozen=True, slots=True)
class Document:
    """What the lines say; a date is None where the lines leave it open or name no day of the calendar."""

    format: Format
    name: names.Name
    number: str
    issuer: str
    nationality: str
    birth_date: date | None
    sex: str  # M, F, or X where it is not told
    expiry_date: date | None
    checks: Mapping[str, bool] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return all(self.checks.values())


def typed(written: str | Sequence[str]) -> list[str]:
    """The lines of what somebody typed or pasted: in capitals, without blanks."""
    lines = written.splitlines() if isinstance(written, str) else written
    return [line for line in ("".join(each.split()).upper() for each in lines) if line]


def parse(lines: Sequence[str], *, today: date) -> Document | Refusal:
    """What the lines say. Wrong check digits are told, not refused; `today` decides the century.

    Refused with about = `lines` when their number and width fit no format, `line_N` when a sign of
    line N cannot stand there.
    """
    for place, line in enumerate(lines, 1):
        if not set(line) <= set(DIGITS):
            return Refusal(Reason.INPUT_NOT_USABLE, about=f"line_{place}")
    form = format_of(lines)
    if form is None:
        return Refusal(Reason.INPUT_NOT_USABLE, about="lines")
    layout = LAYOUTS[form]
    name = layout.name.of(lines)
    if not name.strip(FILLER) or any(sign.isdigit() for sign in name):
        return Refusal(Reason.INPUT_NOT_USABLE, about=f"line_{layout.name.line + 1}")
    number, number_is_right = _number(lines, layout)
    return Document(
        format=form,
        name=names.read(name),
        number=number,
        issuer=layout.issuer.of(lines).rstrip(FILLER),
        nationality=layout.nationality.of(lines).rstrip(FILLER),
        birth_date=_born(layout.birth.of(lines), today),
        sex={FILLER: "X"}.get(sex := layout.sex.of(lines), sex),
        expiry_date=_expires(layout.expiry.of(lines), today),
        checks={"number": number_is_right, **_checks(lines, layout)},
    )


def _checks(lines: Sequence[str], layout: Layout) -> dict[str, bool]:
    checks = {"birth_date": _is_right(lines, layout.birth), "expiry_date": _is_right(lines, layout.expiry)}
    if layout.optional_is_checked:
        empty = not layout.optional.of(lines).strip(FILLER)
        digit = _digit(lines, layout.optional)
        checks["personal_number"] = (empty and digit == FILLER) or _is_right(lines, layout.optional)
    if layout.composite:
        # It stands in the last column of the line before a card's name, or of the passport's last one.
        last = lines[1][-1]
        checks["composite"] = last == check_digit("".join(place.of(lines) for place in layout.composite))
    checks["sex"] = layout.sex.of(lines) in SEXES
    return checks


def _digit(lines: Sequence[str], place: Place) -> str:
    return lines[place.line][place.end]


def _is_right(lines: Sequence[str], place: Place) -> bool:
    return _digit(lines, place) == check_digit(place.of(lines))


def _number(lines: Sequence[str], layout: Layout) -> tuple[str, bool]:
    """The document number; a long one goes on in the optional field, before its digit (part 5, 4.2.2)."""
    number = layout.number.of(lines)
    if layout.long_number and _digit(lines, layout.number) == FILLER:
        rest, _, _ = layout.optional.of(lines).partition(FILLER)
        if rest:
            return number + rest[:-1], check_digit(number + rest[:-1]) == rest[-1]
    empty = not number.strip(FILLER)
    right = _is_right(lines, layout.number) or (empty and _digit(lines, layout.number) == FILLER)
    return number.rstrip(FILLER), right


def _born(text: str, today: date) -> date | None:
    """The latest such day that is not to come: the lines name no century."""
    days = [_day(text, century) for century in (today.year // 100 * 100, today.year // 100 * 100 - 100)]
    return next((day for day in days if day and day <= today), None)


def _expires(text: str, today: date) -> date | None:
    """The day nearest to today: documents are valid for some ten years."""
    century = today.year // 100 * 100
    days = [day for year in (century - 100, century, century + 100) if (day := _day(text, year))]
    return min(days, key=lambda day: abs((day - today).days), default=None)


def _day(text: str, century: int) -> date | None:
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What lines are composed of; what is empty is left open in them."""

    surname: str
    given_names: str
    issuer: str = ""
    number: str = ""
    nationality: str = ""
    birth_date: date | None = None
    sex: str = ""
    expiry_date: date | None = None


def compose(form: Format, said: Particulars) -> list[str] | Refusal:
    """The lines of a document. Refused with the field in `about` where something cannot stand in them."""
    layout = LAYOUTS[form]
    name = names.field(said.surname, said.given_names, layout.name.width)
    if name is None:
        return Refusal(Reason.INPUT_NOT_USABLE, about="name")
    codes = {"issuer": said.issuer.upper(), "nationality": said.nationality.upper()}
    for about, code in codes.items():
        if len(code) > layout.issuer.width or not set(code) <= set(DIGITS):
            return Refusal(Reason.INPUT_NOT_USABLE, about=about)
    number = "".join(said.number.split()).upper()
    room = layout.number.width + (layout.optional.width - 2 if layout.long_number else 0)
    if len(number) > room or not set(number) <= set(DIGITS):
        return Refusal(Reason.INPUT_NOT_USABLE, about="number")
    if (sex := said.sex.upper().replace("X", FILLER) or FILLER) not in SEXES:
        return Refusal(Reason.INPUT_NOT_USABLE, about="sex")
    signs = [[FILLER] * layout.width for _ in range(layout.lines)]
    _put(signs, Place(0, 0, 2), layout.code)
    _put(signs, layout.issuer, codes["issuer"])
    _put(signs, layout.name, name)
    _put(signs, layout.nationality, codes["nationality"])
    _put(signs, layout.sex, sex)
    _put_number(signs, layout, number)
    _put(signs, layout.birth, _written(said.birth_date), checked=True)
    _put(signs, layout.expiry, _written(said.expiry_date), checked=True)
    lines = ["".join(line) for line in signs]
    if layout.composite:
        lines[1] = lines[1][:-1] + check_digit("".join(place.of(lines) for place in layout.composite))
    return lines


def _put(signs: list[list[str]], place: Place, text: str, *, checked: bool = False) -> None:
    signs[place.line][place.start : place.end] = text.ljust(place.width, FILLER)
    if checked:
        signs[place.line][place.end] = check_digit(text.ljust(place.width, FILLER))


def _put_number(signs: list[list[str]], layout: Layout, number: str) -> None:
    kept, rest = number[: layout.number.width], number[layout.number.width :]
    _put(signs, layout.number, kept, checked=not rest)
    if rest:
        _put(signs, layout.optional, rest + check_digit(number))


def _written(day: date | None) -> str:
    return day.strftime("%y%m%d") if day else FILLER * 6
