"""What comes with a save of the tree besides the ticks: for which days and branches, and why."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.requests.queries import branches_of
from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary.period import Period
from fuldmagt.web.look.forms import Form, PickedDate, Ticks


class PeriodForm(Form):
    """Days are the organisation's own: from midnight to midnight in its time zone."""

    since = forms.DateField(
        label=_("From"), required=False, widget=PickedDate(), help_text=_("Empty: from the moment you save")
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=PickedDate(), help_text=_("Empty: without an end")
    )

    def __init__(self, *args: object, at: datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        since, until = said.get("since"), said.get("until")
        today = localtime(self.at).date()
        if until and until < max(today, since or today):
            self.add_error("until", _("The last day lies before the first, or in the past."))
        return said

    def period(self) -> Period:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        start = make_aware(datetime.combine(since, time.min)) if since else self.at
        end = make_aware(datetime.combine(until + timedelta(days=1), time.min)) if until else None
        return Period(max(start, self.at), end)


class LimitsForm(PeriodForm):
    """Besides the days: only for some branches, and a case number or note that says why."""

    branches = forms.MultipleChoiceField(
        label=_("Only for these branches"),
        help_text=_("None chosen: the whole organisation"),
        required=False,
        widget=Ticks(),
    )
    note = forms.CharField(
        label=_("Case number or note"),
        help_text=_("Stands on the right, for administrators."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, at: datetime, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        branches = [(each.ref, each.name or each.ref) for each in branches_of(organisation)]
        self.fields["branches"].choices = branches  # type: ignore[attr-defined]  # it is a ChoiceField
        if not branches:
            del self.fields["branches"]

    def wish_for(self, right: str) -> Wish:
        chosen = frozenset(self.cleaned_data.get("branches", ()))
        return Wish(right, self.period(), chosen, self.cleaned_data["note"])
