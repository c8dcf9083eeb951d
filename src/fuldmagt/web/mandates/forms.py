"""What is typed about a chain mandate."""

from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.chains.rules import longest
from fuldmagt.web.joined.views import NumberForm
from fuldmagt.web.look.forms import Form, PickedDate


class UntilForm(Form):
    """The last day of a mandate, where the organisation is: it holds until that day's midnight."""

    until = forms.DateField(
        label=_("Last day"),
        widget=PickedDate(),
        error_messages={"required": _("Choose the last day. A chain mandate always has an end.")},
    )

    def __init__(self, *args: object, at: datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["until"].help_text = _("At most %(years)s years from today. It can be renewed.") % {
            "years": settings.MANDATE_YEARS
        }

    def clean_until(self) -> object:
        day = self.cleaned_data["until"]
        today = localtime(self.at).date()
        if day < today:
            raise forms.ValidationError(_("The last day lies in the past."))
        if day > localtime(longest(self.at, settings.MANDATE_YEARS) - timedelta(days=1)).date():
            raise forms.ValidationError(
                _("The last day is too far off. Choose an earlier one; it can be renewed.")
            )
        return day

    def ends_at(self) -> datetime:
        return make_aware(datetime.combine(self.cleaned_data["until"] + timedelta(days=1), time.min))


class TermsForm(UntilForm):
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Both sides can read it.")
    )


class WordForm(Form):
    word = forms.CharField(
        label=_("A word to the other side"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EndingForm(WordForm):
    word = forms.CharField(
        label=_("Why does it end?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The other side reads it."),
        error_messages={"required": _("Write why it ends.")},
    )


class AskingForm(NumberForm):
    """Which client is asked. The rights are ticked in the tree beside it."""

    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Your client reads it.")
    )
