"""Files of users, and the way they take: uploaded through the page, read as the worker does."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fuldmagt.onboarding.bulk import tasks as bulk
from fuldmagt.onboarding.imports import tasks
from fuldmagt.onboarding.models import BulkActivation, Import
from fuldmagt.vocabulary import clock

HEADINGS = ("Full name", "Birth date", "E-mail", "Department")
ANDERS = ("Anders Lund", "03-07-1990", "anders@nordby.example", "Jobcenter Nordby")
BENTE = ("Bente Krogh", "22-05-1979", "bente@nordby.example", "")
CARL = ("Carl Emil Ditlev", "1983-09-30", "carl@nordby.example", "jobcenter nordby")


def csv_of(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, separator: str = ";") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows([headings, *rows])
    return written.getvalue()


def upload(browser: Client, text: str | bytes, *, name: str = "users.csv", language: str = "da") -> Any:
    """Send a file as the form does; the page that follows."""
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return browser.post("/imports/new/", {"file": file, "language": language}, follow=True)


def read_all() -> None:
    """What the worker does with files until there is nothing more to read."""
    while Import.objects.filter(state="reading").exists():
        tasks.read(clock.now())


def tidy_all() -> None:
    while Import.objects.filter(state__in=["confirmed", "cancelled"], tidied=False).exists():
        tasks.tidy(clock.now())


def activate_all() -> None:
    """What the worker does with those who are to be activated."""
    while BulkActivation.objects.filter(state="running").exists():
        bulk.activate(clock.now())


def looked_through(browser: Client, text: str | bytes) -> tuple[Import, Any]:
    """The import of a file that could be read, and the page that shows it once it has been."""
    upload(browser, text)
    read_all()
    of = Import.objects.latest("pk")
    return of, browser.get(f"/imports/{of.ref}/")


def imported(browser: Client, *rows: Sequence[str]) -> Import:
    """Rows without a fault, imported."""
    of, _ = looked_through(browser, csv_of(*rows))
    assert of.state == "ready"
    browser.post(f"/imports/{of.ref}/confirm/")
    of.refresh_from_db()
    assert of.state == "confirmed"
    return of
