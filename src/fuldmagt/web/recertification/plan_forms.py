"""What somebody writes who plans reviews that repeat."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import LEAST_DAYS, MONTHS, MOST_DAYS, Intended, Rhythm
from fuldmagt.web.look.forms import PickedDate
from fuldmagt.web.recertification.lasting import written
from fuldmagt.web.recertification.scope_forms import ScopeForm

DAYS: Final = 30
BETWEEN: Final = _("Write a number of days, from 7 to 45.")


def months(number: int) -> str:
    return ngettext("Every month", "Every {number} months", number).format(number=number)


class PlanForm(ScopeForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Each review is called so, with the day on which it began."),
        error_messages={"required": _("Write what the plan is to be called.")},
    )
    months = forms.TypedChoiceField(label=_("How often?"), coerce=int, initial=12)
    sensitive_oftener = forms.BooleanField(
        label=_("Services with sensitive data twice as often"), required=False, initial=True
    )
    first_day = forms.DateField(
        label=_("The next review begins"),
        widget=PickedDate(),
        help_text=_("On the morning of this day; everything is gone through then."),
        error_messages={"required": _("Choose when the next review begins.")},
    )
    days = forms.IntegerField(
        label=_("It runs so many days"),
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=DAYS,
        error_messages={"required": BETWEEN, "min_value": BETWEEN, "max_value": BETWEEN},
        widget=forms.NumberInput({"data-width": "s", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, at: Any, plan: Plan | None = None, **kwargs: Any) -> None:
        tomorrow = localtime(at).date() + timedelta(days=1)
        kwargs["initial"] = _as_it_is(plan) if plan else {"first_day": tomorrow}
        super().__init__(*args, **kwargs)
        choices = [(each, months(each)) for each in MONTHS]
        self.fields["months"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def intended(self) -> Intended:
        given = self.cleaned_data
        first: date = given["first_day"]
        return Intended(
            name=" ".join(given["name"].split()),
            rhythm=Rhythm(first, given["months"], given["sensitive_oftener"]),
            days=given["days"],
            scope=self.scope(),
            calendar=self.calendar(),
        )


def _as_it_is(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "months": plan.months,
        "sensitive_oftener": plan.sensitive_oftener,
        "first_day": plan.next_day,
        "days": plan.days,
        "by": plan.by,
        "services": plan.services,
        "left_out": plan.left_out,
        **written(plan.intended.calendar),
    }
