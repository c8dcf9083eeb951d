"""What the representative of an organisation types."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.organisations.particulars.rules import SELF_DECLARED
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.web.frame.words import CATEGORIES
from fuldmagt.web.look.forms import Form

SCHEMES: Final = {
    "dk:cvr": _("CVR number (Denmark)"),
    "nl:kvk": _("KvK number (Netherlands)"),
    "nl:rsin": _("RSIN (Netherlands)"),
    "eu:euid": _("EUID (European register number)"),
    "lei": _("LEI (legal entity identifier)"),
}


class FindForm(Form):
    scheme = forms.ChoiceField(label=_("Kind of number"), choices=list(SCHEMES.items()), initial="dk:cvr")
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-width": "m"}),
        error_messages={"required": _("Write the number of the organisation.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        scheme, number = cleaned.get("scheme", ""), "".join(cleaned.get("number", "").split())
        if scheme == "dk:cvr":
            number = number.upper().removeprefix("DK")
        cleaned["written"] = f"{scheme}:{number.upper() if scheme == 'lei' else number}"
        if number and not is_organisation(cleaned["written"]):
            self.add_error("number", _("This number cannot be right: its digits do not fit together."))
        return cleaned


class DescribeForm(Form):
    """The category is asked for only where the company register gives none."""

    category = forms.ChoiceField(
        label=_("What is the organisation?"),
        help_text=_(
            "This decides which rights its employees can have. A department can have a category of its own."
        ),
        error_messages={"required": _("Choose what the organisation is.")},
    )
    email = forms.EmailField(
        label=_("Your work e-mail address"),
        max_length=254,
        help_text=_("We send the link to your own login there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    terms = forms.BooleanField(
        label=_("I accept the terms of use on behalf of the organisation"),
        error_messages={"required": _("The organisation joins only when you accept the terms of use.")},
    )

    def __init__(self, *args: Any, registered: Category | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registered is not None:
            del self.fields["category"]
            return
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # it is declared so above
        category.choices = [("", _("Choose")), *((each.value, CATEGORIES[each]) for each in SELF_DECLARED)]

    def declared(self) -> Category | None:
        """What the representative chose; None where the register decides it."""
        chosen = self.cleaned_data.get("category")
        return Category(chosen) if chosen else None


class AuthorityForm(Form):
    """The file alone: what it is and how large is judged where it is kept."""

    file = forms.FileField(
        label=_("The signed authority"),
        help_text=_("PDF, JPEG or PNG, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
        },
    )


class AskForm(Form):
    """For each other signatory: whom to ask, and where."""

    signatory = forms.CharField(max_length=200, widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"required": _("Write the e-mail address.")},
    )
