"""Large uploads: never plain on disk, refused when they are too large."""

from io import BytesIO

import pytest
from django.core.files.uploadhandler import StopFutureHandlers
from django.test import Client

from fuldmagt.onboarding.models import Import, ImportPart
from fuldmagt.web.frame.uploads import SealedUpload, SealedUploadHandler
from tests.administration.pages import words
from tests.cast import Nordby
from tests.imports.files import csv_of, looked_through, upload

pytestmark = pytest.mark.requirement("B5")


def sent(*pieces: bytes) -> SealedUpload:
    """An upload as it comes in, piece by piece."""
    handler = SealedUploadHandler()
    try:
        handler.new_file("file", "users.csv", "text/csv", None)
    except StopFutureHandlers:
        raise AssertionError("other handlers may follow") from None
    start = 0
    for piece in pieces:
        handler.receive_data_chunk(piece, start)
        start += len(piece)
    return handler.file_complete(start)


def test_what_lies_on_disk_is_sealed_and_opens_again() -> None:
    upload = sent(b"Anders ", b"Lund")
    assert upload.file is not None
    upload.file.seek(0)
    assert b"Anders" not in upload.file.read()
    assert list(upload.chunks()) == [b"Anders ", b"Lund"]
    assert list(upload.chunks()) == [b"Anders ", b"Lund"]
    assert upload.read() == b"Anders Lund"
    assert upload.size == 11


@pytest.mark.django_db
def test_a_file_larger_than_the_memory_for_uploads_is_read(mette: Client, nordby: Nordby) -> None:
    cell = "x" * 900
    letters = "abcdefghij"
    rows = [
        (
            f"Per {''.join(letters[int(digit)] for digit in str(n))}o Holm",
            f"{n % 28 + 1:02}-05-1980",
            f"p{n}@nordby.example",
            cell,
            cell,
        )
        for n in range(1600)
    ]
    headings = ("Name", "Birth date", "E-mail", "Notes", "More notes")
    text = csv_of(*rows, headings=headings)
    assert len(text) > 2_621_440
    upload(mette, text)
    assert ImportPart.objects.count() > 10
    Import.objects.all().delete()
    of, _ = looked_through(mette, text)
    assert (of.state, of.total) == ("ready", 1600)


@pytest.mark.django_db
def test_a_file_that_is_too_large_or_too_long_is_refused(mette: Client, nordby: Nordby) -> None:
    head = b"Name;Birth date;E-mail\r\n"
    page = upload(mette, BytesIO(head + b"A B;1;x\r\n" * 4_200_000).getvalue())
    assert "The file is too large. 32 MB is the most. Split it in two." in words(page)
    page = upload(mette, head + b"A B;1;x\r\n" * 100_001)
    assert "The file has more than 100000 rows. Split it in two." in words(page)
    assert not Import.objects.exists()
