"""Proposing a provider, and deciding about one."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.providers.rules import ID, Proposal
from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.web.look.forms import Form


class NumberField(forms.CharField):
    """The number of an organisation as the platform writes it; eight digits alone are a CVR number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("Such as dk:cvr:20000058 or nl:kvk:90000001. Eight digits are read as CVR.")
        )
        kwargs.setdefault("max_length", 128)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        written = str(super().clean(value)).replace(" ", "")
        if re.fullmatch(r"[0-9]{8}", written):
            written = f"dk:cvr:{written}"
        if written and not is_organisation(written):
            raise forms.ValidationError(_("This is not the number of an organisation. Check its digits."))
        return written


class ProposalForm(Form):
    number = NumberField(
        label=_("Number in the company register"),
        error_messages={"required": _("Write the provider’s number.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As people know it; it stands in the rights tree."),
        error_messages={"required": _("Write the provider’s name.")},
    )
    ref = forms.CharField(
        label=_("Short name"),
        max_length=63,
        help_text=_("Small letters, digits and hyphens. It names the provider in files and never changes."),
        error_messages={"required": _("Write a short name.")},
    )
    sector = forms.ChoiceField(label=_("Sector"), error_messages={"required": _("Choose a sector.")})
    contact_name = forms.CharField(
        label=_("Contact"),
        max_length=200,
        help_text=_("Whom people reach about the provider’s services."),
        error_messages={"required": _("Write whom people reach.")},
    )
    contact_phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = sectors  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_ref(self) -> str:
        written = str(self.cleaned_data["ref"]).strip()
        if not ID.fullmatch(written):
            raise forms.ValidationError(_("Write small letters, digits and hyphens, at least two."))
        return written

    def proposal(self) -> Proposal:
        return Proposal(**self.cleaned_data)


class DecisionForm(Form):
    number = NumberField(
        label=_("Number in the company register"),
        required=False,
    )
    reason = forms.CharField(
        label=_("What was checked, and why you decide so"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands at the provider for the other operators. Name no private persons."),
        error_messages={"required": _("Write what you checked and why you decide so.")},
    )

    def __init__(self, *args: Any, has_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_number:
            del self.fields["number"]
