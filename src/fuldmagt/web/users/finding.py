"""One user from what somebody typed: name, e-mail address or user id."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.organisations.users.queries import Search, search


class UserField(forms.CharField):
    """A user of the organisation, typed. Cleans to the user; several who fit are named to choose from."""

    def __init__(self, *, states: frozenset[UserState], **kwargs: Any) -> None:
        self.organisation, self.states = "", states
        kwargs.setdefault("help_text", gettext_lazy("Name, e-mail address or user id."))
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> BusinessUser | None:
        words = str(super().clean(value) or "").strip()
        if not words:
            return None
        people = search(Search(text=words, states=self.states), organisation=self.organisation)
        fitting = list(people.order_by("name", "ref")[:6])
        exact = [user for user in fitting if words.lower() in {user.email.lower(), user.user_id}]
        found = exact if len(exact) == 1 else fitting
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Nobody here fits “%(words)s”.") % {"words": words})
        names = ", ".join(f"{user.name} ({user.email})" for user in found[:5])
        raise forms.ValidationError(
            _("Several fit: %(names)s. Write the e-mail address of the one you mean.") % {"names": names}
        )
