"""Whatever a file holds: no crash, no half import, and each refusal names a row and a column."""

import io
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuldmagt.explanations.imports import COLUMNS, FAULTS, MISFITS, fault_sentence, misfit_sentence
from fuldmagt.onboarding.imports import actions, queries, tasks
from fuldmagt.onboarding.imports.columns import ALSO, TEMPLATES, Misfit
from fuldmagt.onboarding.imports.staging import reader
from fuldmagt.onboarding.models import Import, ImportRow
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal
from tests import cast, effort
from tests.cast import Nordby
from tests.imports.files import tidy_all

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B5")]

KNOWN = sorted(
    {heading for each in TEMPLATES.values() for heading in each.values()}
    | {heading for each in ALSO.values() for heading in each}
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "Anders Lund", "Øyvind Åse", "محمد علي", "Suharto", "🎉🎉", "A" * 201, "\u202eevil", "=1+1",
            "+45 20123456", "29-02-1988", "29-02-1991", "00-00-1990", "1990-07-03", "03.07.90", "31-12-9999",
            "a@b.example", "å@blåbærgrød.example", "x@y", "ja", "nee", "perhaps", "app", "kodeviser",
            "privat eID", "Jobcenter Nordby", "jobcenter", "010190-1234", "\x00", "\ufeff",
        ]
    ),
    st.text(max_size=30),
)  # fmt: skip
TABLES = st.tuples(
    st.lists(st.one_of(st.sampled_from(KNOWN), st.text(max_size=10)), min_size=0, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
)
GOOD = ["Full name", "Birth date", "E-mail"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Tables as spreadsheets write them, and a few that nobody writes."""
    headings, rows = draw(TABLES)
    if draw(st.integers(0, 9)):
        headings = GOOD + [each for each in headings if each not in GOOD]
    separator, end = draw(st.sampled_from(";,\t")), draw(st.sampled_from(["\r\n", "\n", "\r"]))
    quotes = draw(st.sampled_from(["all", "all", "all", "none"]))
    lines = [separator.join(map(_quoted if quotes == "all" else str, row)) for row in [headings, *rows]]
    data = end.join(lines).encode(draw(st.sampled_from(ENCODINGS)), errors="replace")
    if not draw(st.integers(0, 9)):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=5)) + data[at:]
    return data


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@settings(
    max_examples=effort.of(10_000 if connection.vendor == "sqlite" else 1_000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.soak
@pytest.mark.timeout(3600)
@given(data=files())
def test_any_file_is_imported_whole_or_refused_by_row_and_column(nordby: Nordby, data: bytes) -> None:
    by, at = cast.acting(nordby.mette), clock.now()
    looked = actions.look(lambda: blocks(data), size=len(data))
    if isinstance(looked, Misfit):
        said = misfit_sentence(looked)
        assert looked.code in MISFITS
        assert "{" not in said
        return
    begun = actions.begin(lambda: blocks(data), looked, file_name="f", language="da", by=by, at=at)
    assert not isinstance(begun, Refusal)
    before = BusinessUser.objects.count()
    tasks.go_on(begun, at=at)
    begun.refresh_from_db()
    assert begun.rows == begun.total == ImportRow.objects.filter(of=begun).count()
    judge(begun)
    confirmed = actions.confirm(begun.ref, by=by, at=at)
    assert isinstance(confirmed, Refusal) is bool(begun.faulty)
    added = BusinessUser.objects.count() - before
    assert added == (0 if begun.faulty else begun.total)
    undo(begun)


def judge(of: Import) -> None:
    """Every fault has a row of the file, a column or the whole row, and a sentence without gaps."""
    assert reader(of, at=of.begun_at).layout.width
    faulty = queries.rows(of, faulty=True)
    assert faulty.count() == of.faulty
    for row in faulty:
        for fault in queries.faults_of(row):
            assert row.number > 1
            assert fault.column in COLUMNS
            assert re.sub(r"_but$", "", fault.code) in FAULTS
            assert fault_sentence(fault)


def undo(of: Import) -> None:
    """Leave the organisation as it was for the next file."""
    BusinessUser.objects.filter(state=UserState.IMPORTED).delete()
    Import.objects.filter(pk=of.pk).exclude(state="confirmed").update(state="cancelled")
    tidy_all()


def blocks(data: bytes) -> Iterator[bytes]:
    stream = io.BytesIO(data)
    while block := stream.read(37):
        yield block
