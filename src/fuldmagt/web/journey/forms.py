"""What an employee says before the activation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.onboarding.journey.rules import Part, Why
from fuldmagt.web.journey.words import reasons
from fuldmagt.web.look.forms import Form, Radios, WrittenDate


class TickForm(Form):
    """What is done. The last day of the document is said by those who want to."""

    part = forms.MultipleChoiceField(
        choices=[(part.value, part.value) for part in Part],
        error_messages={"required": _("Tick what you have done.")},
    )
    until = WrittenDate(label=_("Last day of your passport or ID card"), required=False)

    def parts(self) -> list[Part]:
        return [Part(each) for each in self.cleaned_data["part"]]


class WaitForm(Form):
    why = forms.ChoiceField(
        label=_("Why can it not be scanned?"),
        widget=Radios,
        error_messages={"required": _("Choose the reason that fits best.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(why.value, said) for why, said in reasons().items()]
        self.fields["why"].choices = offered  # type: ignore[attr-defined]  # it is a ChoiceField

    def reason(self) -> Why:
        return Why(self.cleaned_data["why"])
