"""Texts in three languages, and whom people reach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.describing.actions import Contact
from fuldmagt.catalogue.describing.rules import Texts
from fuldmagt.catalogue.texts import LANGUAGES
from fuldmagt.web.look.forms import Form


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


def initial(kind: str, texts: Texts) -> dict[str, str]:
    return {f"{kind}_{language}": texts.get(language, "") for language in LANGUAGES}
