"""The form that takes a file of users."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fuldmagt.explanations.imports import misfit_sentence
from fuldmagt.onboarding.imports.actions import Looked, look
from fuldmagt.onboarding.imports.columns import Misfit
from fuldmagt.vocabulary.languages import EMPLOYEES
from fuldmagt.web.look.forms import Form


class FileForm(Form):
    """The file, gone through once: `looked` says how it is written."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV from a spreadsheet, at most 100,000 rows and 32 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of mails and letters"),
        choices=EMPLOYEES,
        help_text=_("For rows that name none themselves."),
    )

    looked: Looked

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        looked = look(file.chunks, size=file.size or 0)
        if isinstance(looked, Misfit):
            raise forms.ValidationError(misfit_sentence(looked))
        self.looked = looked
        return file
