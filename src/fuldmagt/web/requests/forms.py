"""What somebody writes who asks for a right, and who answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.organisations.models import Branch
from fuldmagt.vocabulary.period import Period
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.forms import Form, PickedDate, Ticks


class Bounded(Form):
    """For how long and for which branches. Days are the organisation's own, the last one included."""

    until = forms.DateField(
        label=_("Last day"), required=False, widget=PickedDate(), help_text=_("Empty: without an end")
    )
    branches = forms.MultipleChoiceField(
        label=_("Only for these branches"),
        required=False,
        widget=Ticks(),
        help_text=_("None chosen: the whole organisation"),
    )

    def __init__(self, *args: Any, at: datetime, branches: Iterable[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        choices = [(each.ref, each.name or each.ref) for each in branches]
        self.fields["branches"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        if not choices:
            del self.fields["branches"]

    def clean_until(self) -> object:
        day = self.cleaned_data["until"]
        if day and day < localtime(self.at).date():
            raise forms.ValidationError(_("The last day has passed already."))
        return day

    def end(self) -> datetime | None:
        return midnight(self.cleaned_data["until"], days=1)

    def chosen(self) -> frozenset[str]:
        return frozenset(self.cleaned_data.get("branches", ()))


class AskForm(Bounded):
    why = forms.CharField(
        label=_("What do you need it for?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever decides reads this. Write no names of citizens or clients."),
        error_messages={"required": _("Write what the right is needed for.")},
    )
    field_order = ("why", "until", "branches")

    def wish(self, right: str) -> Wish:
        return Wish(right, Period(self.at, self.end()), self.chosen())


class ApproveForm(Bounded):
    note = forms.CharField(
        label=_("Case number or note"),
        max_length=200,
        required=False,
        help_text=_("Stands on the right, for administrators."),
    )


class RefuseForm(Form):
    answer = forms.CharField(
        label=_("Why not?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever asked reads this, by mail and on the page of the request."),
        error_messages={"required": _("Write why not. Whoever asked reads it.")},
    )
