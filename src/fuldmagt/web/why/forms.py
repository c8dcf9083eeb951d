"""The question of an administrator: may this user do this right, for this organisation, in this way, then?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.models import Right
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.supposing import Supposition
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.words import LEVELS, MEANS
from fuldmagt.web.look.forms import Form, Ticks
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.why.words import SUPPOSITIONS

NOT_JUDGED = ("", _("Not judged"))
Grouped = list[tuple[str, list[tuple[str, str]]]]


class Moment(forms.DateTimeInput):
    """A day and a time, with the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"data-width": "m"}, format="%Y-%m-%dT%H:%M")


class QuestionForm(Form):
    right = forms.ChoiceField(label=_("Right"), error_messages={"required": _("Choose a right.")})
    organisation = forms.ChoiceField(
        label=_("For which organisation"), error_messages={"required": _("Choose an organisation.")}
    )
    number = forms.CharField(
        label=_("Or another organisation, by its number"),
        help_text=_("As in nl:kvk:90000001. Leave it empty for the one chosen above."),
        max_length=64,
        required=False,
    )
    level = forms.ChoiceField(
        label=_("Level of the login"),
        choices=[NOT_JUDGED, *((level.word, LEVELS[level]) for level in LEVELS)],
        required=False,
    )
    means = forms.ChoiceField(
        label=_("By which means"),
        choices=[NOT_JUDGED, *((means.value, MEANS[means]) for means in MEANS)],
        required=False,
    )
    at = forms.DateTimeField(
        label=_("What if it were another time?"),
        help_text=_("Empty: now. Another time is answered with the states of today."),
        widget=Moment(),
        required=False,
    )

    suppose = forms.MultipleChoiceField(
        label=_("What if …"),
        help_text=_("Nothing is changed by asking. The answer is what would be, if it were so."),
        choices=[(each.value, SUPPOSITIONS[each]) for each in Supposition],
        widget=Ticks(),
        required=False,
    )

    def __init__(
        self, *args: Any, rights: Iterable[Right], organisations: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["right"].choices = grouped(rights)  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            (each.ref, each.name) for each in organisations
        ]

    @property
    def suppositions(self) -> frozenset[Supposition]:
        return frozenset(Supposition(each) for each in self.cleaned_data.get("suppose", ()))

    def clean_number(self) -> str:
        written = str(self.cleaned_data["number"]).strip().lower()
        if written and not is_organisation(written):
            raise forms.ValidationError(gettext("This is not the number of an organisation."))
        return written

    def question(self, user: BusinessUser, *, now: datetime) -> Question:
        said = self.cleaned_data
        context = Context(
            at=said["at"] or now,
            now=now,
            assurance=BY_WORD[said["level"]] if said["level"] else None,
            means=Means(said["means"]) if said["means"] else None,
        )
        return Question(user.ref, said["right"], said["number"] or said["organisation"], context)


def grouped(rights: Iterable[Right]) -> Grouped:
    """Choices under the name of their service."""
    services: dict[str, list[tuple[str, str]]] = {}
    for right in rights:
        services.setdefault(right.service.name, []).append((right.ref, name_of(right)))
    return sorted(services.items())
