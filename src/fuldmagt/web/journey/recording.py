"""What an administrator records of an employee on the way, and an operator of a way."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.onboarding.journey.rules import Why
from fuldmagt.vocabulary.languages import PLATFORM
from fuldmagt.web.journey.telling import REASONS
from fuldmagt.web.look.forms import Form, Radios


class RecordForm(Form):
    """Why an employee cannot be scanned, as the administrator says it."""

    why = forms.ChoiceField(
        label=_("Why can the passport or ID card not be scanned?"),
        choices=[(why.value, said) for why, said in REASONS.items()],
        widget=Radios,
        error_messages={"required": _("Choose the reason that fits best.")},
    )

    def reason(self) -> Why:
        return Why(self.cleaned_data["why"])


class WayForm(Form):
    """A way of proving who one is: a name and a text in each language of the platform."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for code, language in PLATFORM:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language},
                max_length=100,
                error_messages={"required": _("Write the name in this language.")},
                widget=forms.TextInput(attrs={"class": "form-input fm-full"}),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("What to do, in %(language)s") % {"language": language},
                max_length=2000,
                error_messages={"required": _("Write the text in this language.")},
                widget=forms.Textarea(attrs={"rows": 3, "class": "form-input fm-full"}),
            )

    def said(self, what: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{what}_{code}"] for code, _language in PLATFORM}
