"""What an administrator says about a program: its name, what it is for, its key, for whom it works."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.clients.systems.actions import Described
from fuldmagt.clients.systems.models import System
from fuldmagt.organisations.rules import BEFORE_ACTIVE, UserState
from fuldmagt.secrets import signatures
from fuldmagt.web.look.forms import Form
from fuldmagt.web.users.finding import UserField

LONGEST = 20_000


class SystemForm(Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write what the program is called.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it does"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For those who read it later: which program, who runs it."),
    )
    keys = forms.CharField(
        label=gettext_lazy("Its public key"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "class": "fm-full", "translate": "no"}),
        help_text=gettext_lazy(
            "As PEM, JWK or JWK set: elliptic on P-256, or RSA from 2048 bits. Two keys at once while one "
            "is being changed. The private part stays where the program runs."
        ),
        error_messages={"required": gettext_lazy("Paste the public key of the program.")},
    )
    works_for = UserField(
        states=frozenset({UserState.ACTIVE, *BEFORE_ACTIVE}),
        label=gettext_lazy("Works for one employee only"),
        required=False,
        help_text=gettext_lazy(
            "Name, e-mail address or user id. It can then do no more than this employee may at that moment. "
            "Empty: it works for the organisation."
        ),
    )

    def __init__(self, *args: Any, organisation: str, system: System | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if system is not None:
            del self.fields["works_for"]
        else:
            self.fields["works_for"].organisation = organisation  # type: ignore[attr-defined]  # a UserField

    def clean_keys(self) -> dict[str, Any]:
        written = str(self.cleaned_data["keys"]).strip()
        found = signatures.read_public(written)
        if found is signatures.PRIVATE:
            # It is not sent back, to be seen on a screen again.
            self.data = {name: self.data[name] for name in self.data} | {"keys": ""}
            raise forms.ValidationError(
                _("This is the private part, and it has now been on its way. Make a new pair, and paste "
                  "its public part.")
            )  # fmt: skip
        if not isinstance(found, dict) or not found["keys"]:
            raise forms.ValidationError(_("There is no key in this that can be used."))
        return found

    def described(self) -> Described:
        said = self.cleaned_data
        person = said.get("works_for")
        return Described(said["name"], said["purpose"], said["keys"], person.ref if person else "")


def written(jwks: dict[str, Any]) -> str:
    """The keys as the form shows them again."""
    return json.dumps(jwks, indent=2)
