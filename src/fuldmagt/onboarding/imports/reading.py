"""Bytes to rows: encodings, separators, quoted line breaks (RFC 4180), in a stream. Pure.

A file is UTF-8 or UTF-16 where a byte-order mark says so, UTF-8 where every byte fits, and Windows-1252
otherwise. Rows are counted as a spreadsheet counts them: the headings are row 1, and a line break
inside quotes begins no new row.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from fuldmagt.onboarding.imports.columns import Misfit

SEPARATORS: Final = ";,\t"
LONGEST_FIELD: Final = 100_000
"""No cell is so long: a quotation mark was opened and never closed."""

LONGEST_LINE: Final = 1_000_000
HEAD: Final = 4096
LINE_END: Final = re.compile(r"(\r\n|\n|\r(?=.))", re.DOTALL)
"""A CR that nothing follows yet may be half of a line's end."""

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written."""

    encoding: str
    separator: str


def form_of(blocks: Iterable[bytes]) -> Form | Misfit:
    """How a file is written, found by reading all its bytes once."""
    head, stream = _headed(blocks)
    marked = _marked(head)
    found = _checked(stream, marked) if marked else _unmarked(stream)
    if isinstance(found, Misfit):
        return found
    text = head.decode(found, errors="replace").lstrip("\ufeff")
    return Form(found, _separator(text))


def _headed(blocks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The beginning of a file, and all of it."""
    stream = iter(blocks)
    head = next(stream, b"")
    while len(head) < HEAD and (block := next(stream, b"")):
        head += block
    return head, chain([head], stream)


def _marked(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _unmarked(stream: Iterable[bytes]) -> str | Misfit:
    """UTF-8 if all of it is, else Windows-1252 if all of it is; which of its bytes are in no alphabet."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    western = codecs.getincrementaldecoder("cp1252")()
    is_utf8, line, fault = True, 1, 0
    for block in stream:
        if b"\0" in block:
            return Misfit("no_text", line + block[: block.index(b"\0")].count(b"\n"))
        is_utf8 = is_utf8 and _decodes(utf8, block)
        if not fault and not _decodes(western, block):
            fault = line + block[: _first_gap(block)].count(b"\n")
        line += block.count(b"\n")
    if is_utf8 and _decodes(utf8, b"", final=True):
        return "utf-8"
    return Misfit("encoding_unknown", fault) if fault else "cp1252"


def _checked(stream: Iterable[bytes], encoding: str) -> str | Misfit:
    """A file that says its encoding holds nothing else."""
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    for block in chain(stream, [b""]):
        try:
            text = decoder.decode(block, not block)
        except UnicodeDecodeError:
            return Misfit("encoding_broken", line)
        if "\0" in text:
            return Misfit("no_text", line)
        line += text.count("\n")
    return encoding


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


UNUSED: Final = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))  # Windows-1252 has no letters there


def _first_gap(block: bytes) -> int:
    return min((place for byte in UNUSED if (place := block.find(byte)) >= 0), default=0)


def _separator(text: str) -> str:
    """The separator of the first line: the one it holds most of, outside quotes."""
    line = _without_hint(text).partition("\n")[0]
    outside = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def _without_hint(text: str) -> str:
    """Some spreadsheets write `sep=;` above the headings, and do not show it."""
    first, _, rest = text.partition("\n")
    return rest if first.strip().lower().startswith("sep=") else text


def rows(blocks: Iterable[bytes], form: Form) -> Iterator[Row | Misfit]:
    """The rows with their numbers, empty ones left out; a misfit ends them."""
    csv.field_size_limit(LONGEST_FIELD)
    lines = _without_hint_line(_lines(codecs.iterdecode(blocks, form.encoding)))
    reader = csv.reader(lines, delimiter=form.separator, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Misfit("quotes", number + 1)
            return
        except UnicodeError:
            yield Misfit("encoding_broken", number + 1)
            return
        number += 1
        if any(map(str.strip, cells)):
            yield number, cells


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """The lines with their ends, be these LF, CR LF or CR: other signs end no line."""
    left = ""
    for text in texts:
        *whole, left = LINE_END.split(left + text)
        for line, end in zip(whole[::2], whole[1::2], strict=True):
            yield line + end
        if len(left) > LONGEST_LINE:
            raise csv.Error("a line without end")
    if left:
        yield left


def _without_hint_line(lines: Iterator[str]) -> Iterator[str]:
    """The lines, without the hint of a spreadsheet in the first."""
    first = next(lines, "")
    if not first.lstrip("\ufeff").strip().lower().startswith("sep="):
        yield first
    yield from lines
