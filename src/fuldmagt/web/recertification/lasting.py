"""When reviewers are reminded, who is asked next and when, and what happens to what nobody answers."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.recertification.rules import LEAST_NOTICE, MOST_DAYS, MOST_REMINDERS, Calendar
from fuldmagt.web.look.forms import Form, Radios

KEEP, WITHDRAW = "keep", "withdraw"
UNANSWERED: Final = [
    (KEEP, _("It stays as it is, and the report says so")),
    (WITHDRAW, _("It is withdrawn")),
]
USUAL: Final = Calendar()
NOTICE: Final = 10
DAYS: Final = {
    "min_value": _("Write a number of days, from 1 to 60."),
    "max_value": _("Write a number of days, from 1 to 60."),
}


def _days(label: Any, help_text: Any, least: int = 1) -> forms.IntegerField:
    own = {} if least == 1 else {"min_value": _("Write a number of days, from 3 to 60.")}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=MOST_DAYS,
        error_messages=DAYS | own,
        widget=forms.NumberInput({"data-width": "s", "inputmode": "numeric"}),
    )


class LastingForm(Form):
    """The part of a form that says how long a review waits for whom. What is left empty is as usual."""

    before = forms.CharField(
        label=_("Remind so many days before the last day"),
        required=False,
        max_length=40,
        help_text=_("Up to five numbers, like 20, 10, 3"),
    )
    after = _days(_("Remind so many days after the last day"), _("Once more, as the last mail to them alone"))
    between = _days(
        _("Ask the next one up after so many days more"),
        _("First the leaders above, then an administrator; each gets as many days"),
    )
    unanswered = forms.ChoiceField(
        label=_("What happens to what nobody answers?"), choices=UNANSWERED, required=False, widget=Radios()
    )
    withdraw_after = _days(
        _("Withdraw it so many days after the last one was asked"),
        _("Only where you chose to withdraw. Every reminder names the day"),
        LEAST_NOTICE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = written(USUAL) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_before(self) -> tuple[int, ...]:
        given = self.cleaned_data["before"]
        numbers = re.findall(r"\d+", given)
        days = sorted({int(each[:4]) for each in numbers}, reverse=True)
        strange = re.sub(r"[\d\s,;.]", "", given)
        if strange or len(days) > MOST_REMINDERS or any(not 1 <= day <= MOST_DAYS for day in days):
            raise forms.ValidationError(
                _("Write up to five numbers of days, each from 1 to 60, with commas between them.")
            )
        return tuple(days)

    def calendar(self) -> Calendar:
        given = self.cleaned_data
        withdraws = given.get("unanswered") == WITHDRAW
        return Calendar(
            before=given.get("before") or USUAL.before,
            after=given.get("after") or USUAL.after,
            between_steps=given.get("between") or USUAL.between_steps,
            withdraw_after=(given.get("withdraw_after") or NOTICE) if withdraws else None,
        )


def written(calendar: Calendar) -> dict[str, Any]:
    """A calendar as the form shows it."""
    return {
        "before": ", ".join(map(str, calendar.before)),
        "after": calendar.after,
        "between": calendar.between_steps,
        "unanswered": KEEP if calendar.withdraw_after is None else WITHDRAW,
        "withdraw_after": calendar.withdraw_after or NOTICE,
    }
