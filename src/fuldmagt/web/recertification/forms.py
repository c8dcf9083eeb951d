"""What somebody writes who begins a review of rights, goes through one, or gives it up."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.recertification.actions import Wanted
from fuldmagt.mandates.recertification.rules import LONGEST
from fuldmagt.web.look.forms import Form, PickedDate
from fuldmagt.web.recertification.scope_forms import ScopeForm

DAYS: Final = 30
"""So long a review runs unless another day is chosen."""


class BeginForm(ScopeForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("Stands in the mails and in the report."),
        error_messages={"required": _("Write what the review is to be called.")},
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=PickedDate(),
        help_text=_("Whoever reviews has until the end of this day."),
        error_messages={"required": _("Choose until when the rights are to be gone through.")},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        today = localtime(at).date()
        name = gettext("Rights in {month}").format(month=date_format(today, "YEAR_MONTH_FORMAT"))
        kwargs["initial"] = {"name": name, "last_day": today + timedelta(days=DAYS)}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> object:
        day = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("The last day has passed already."))
        if day > self.today + timedelta(days=LONGEST - 1):
            raise forms.ValidationError(_("A review runs for a year at most. Choose an earlier last day."))
        return day

    def wanted(self) -> Wanted:
        return Wanted(
            name=self.cleaned_data["name"],
            last_day=self.cleaned_data["last_day"],
            scope=self.scope(),
            calendar=self.calendar(),
        )


class CancelForm(Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands in the report."),
        error_messages={"required": _("Write why the review is given up.")},
    )


class RemarkForm(Form):
    remark = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        help_text=_("Stands in the report, for administrators and auditors."),
    )
