"""Texts in three languages, whom people reach, and until when a means is accepted."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.customers.rules import MOST, lines
from fuldmagt.catalogue.describing.actions import Contact
from fuldmagt.catalogue.describing.rules import Texts
from fuldmagt.catalogue.ending import queries as ending
from fuldmagt.catalogue.models import Service
from fuldmagt.catalogue.texts import LANGUAGES
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.forms import Form, PickedDate
from fuldmagt.web.operator.forms import NumberField


def name(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, error_messages=MISSING)


def text(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=1000, widget=area, error_messages=MISSING)


MISSING = {"required": _("Write it in all three languages.")}


class TextsForm(Form):
    """Information texts, and the stamp of those that the page showed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text_da = text(_("Information in Danish"))
    text_nl = text(_("Information in Dutch"))
    text_en = text(_("Information in English"))

    def said(self, kind: str) -> dict[str, str]:
        """What was written, by language."""
        return {language: self.cleaned_data[f"{kind}_{language}"] for language in LANGUAGES}


class RightForm(TextsForm):
    name_da = name(_("Name in Danish"))
    name_nl = name(_("Name in Dutch"))
    name_en = name(_("Name in English"))
    field_order = ("name_da", "text_da", "name_nl", "text_nl", "name_en", "text_en", "seen")


class ContactForm(Form):
    name = forms.CharField(
        label=_("Who is reached"),
        max_length=200,
        help_text=_("A function or an office rather than a person."),
        error_messages={"required": _("Write whom people reach.")},
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def contact(self) -> Contact:
        return Contact(**self.cleaned_data)


class EndForm(Form):
    """The last day of a means, and why. Days are the provider's own, from midnight to midnight."""

    until = forms.DateField(
        label=_("Last day on which it is accepted"),
        widget=PickedDate(),
        help_text=_("People are told in good time before: choose a day that leaves them some weeks."),
        error_messages={"required": _("Choose the last day.")},
    )
    reason_da = text(_("Why, in Danish"))
    reason_nl = text(_("Why, in Dutch"))
    reason_en = text(_("Why, in English"))
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    @staticmethod
    def of(service: Service, kind: Means) -> dict[str, Any]:
        """What the form shows of the end as it stands."""
        found = ending.ending(service, kind)
        said: dict[str, Any] = {"seen": ending.stamp(service)}
        if found:
            said |= {"until": localtime(found.at - timedelta(microseconds=1)).date()}
            said |= initial("reason", found.reasons)
        return said

    def clean(self) -> dict[str, Any]:
        until = self.cleaned_data.get("until")
        if until and until < localtime(self.at).date():
            self.add_error("until", _("This day has passed. Choose today or a later day."))
        return self.cleaned_data

    def end(self) -> datetime:
        """The moment from which it is not accepted: the midnight after the last day."""
        end = midnight(self.cleaned_data["until"], days=1)
        assert end is not None
        return end

    def reasons(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reason_{language}"] for language in LANGUAGES}


class CustomerForm(Form):
    number = NumberField(
        label=_("Number of the organisation"),
        error_messages={"required": _("Write the number of the organisation.")},
    )


class CustomersForm(Form):
    """Numbers, one a line: pasted, or the first column of a file."""

    numbers = forms.CharField(
        label=_("Numbers, one on each line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Such as dk:cvr:20000058 or nl:kvk:90000001. Eight digits are read as CVR."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("CSV with the numbers in the first column, at most 200 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean(self) -> dict[str, Any]:
        file = self.cleaned_data.get("file")
        if file is not None:
            self.cleaned_data["numbers"] = self._read(file)
        wanted = lines(self.text())
        if not self.errors and not wanted:
            self.add_error("numbers", _("Write at least one number, or choose a file."))
        if len(wanted) > MOST:
            self.add_error("numbers", _("These are too many at once. Take at most 200 lines at a time."))
        return self.cleaned_data

    def _read(self, file: "UploadedFile[bytes]") -> str:
        if (file.size or 0) > LARGEST:
            self.add_error("file", _("The file is too large. Take at most 200 lines at a time."))
            return ""
        written: bytes = file.read()
        try:
            return written.decode("utf-8-sig").replace("\x00", "")
        except UnicodeDecodeError:
            return written.decode("cp1252", errors="replace").replace("\x00", "")

    def text(self) -> str:
        return str(self.cleaned_data.get("numbers", ""))


LARGEST = 100_000  # of a file with numbers


def initial(kind: str, texts: Texts) -> dict[str, str]:
    return {f"{kind}_{language}": texts.get(language, "") for language in LANGUAGES}
