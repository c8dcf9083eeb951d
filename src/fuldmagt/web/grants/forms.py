"""What is typed about an adviser's access."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.models import Right
from fuldmagt.web.grants.showing import described
from fuldmagt.web.joined.views import NumberForm
from fuldmagt.web.look.forms import Form, PickedDate, Radios


class GivesForm(Form):
    """Which right, and its last day where the organisation is: until that day's midnight."""

    right = forms.ChoiceField(
        label=_("What may the adviser do?"),
        widget=Radios,
        error_messages={"required": _("Choose what the adviser may do.")},
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=PickedDate(), help_text=_("Empty: until you end it")
    )

    def __init__(self, *args: object, rights: Iterable[Right], at: datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        told = [described(each) for each in rights]
        self.offers = bool(told)
        several = len({each["service"] for each in told}) > 1
        field = self.fields["right"]
        field.choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            (each["ref"], f"{each['service']}: {each['name']}" if several else each["name"]) for each in told
        ]
        field.widget.helps = {each["ref"]: each["text"] for each in told if each["text"]}

    def clean_until(self) -> object:
        day = self.cleaned_data["until"]
        if day and day < localtime(self.at).date():
            raise forms.ValidationError(_("The last day lies in the past."))
        return day

    def ends_at(self) -> datetime | None:
        day = self.cleaned_data["until"]
        return make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None


class GrantForm(NumberForm, GivesForm):
    field_order = ("scheme", "number", "right", "until")
