"""What a provider says of an application of its own: what it may, where it leads, how it shows who it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.models import Provider
from fuldmagt.catalogue.providers.queries import services_of
from fuldmagt.clients import rules
from fuldmagt.clients.actions import Application
from fuldmagt.clients.models import Client
from fuldmagt.secrets import signatures
from fuldmagt.web.look.forms import Form, Radios, Ticks
from fuldmagt.web.systems.forms import LONGEST, written

LOGIN = "login"
MAY = (
    (LOGIN, _("Log people in")),
    ("access:evaluate", _("Ask whether somebody may do something")),
    ("access:search", _("Search for whom somebody may act, and who may")),
    ("access:simulate", _("Ask what would be at another time")),
    ("access:request", _("Ask for a right that somebody misses")),
    ("grants:manage", _("Lead customers to where they let an adviser in, and see what they gave")),
    ("advisers:manage", _("Recognise advisers, and end it")),
)
METHODS = (
    (Client.Authentication.SECRET_BASIC.value, _("A secret, in the header")),
    (Client.Authentication.SECRET_POST.value, _("A secret, in the request itself")),
    (Client.Authentication.PRIVATE_KEY_JWT.value, _("A key of its own that it signs with")),
)
ALGORITHMS = (("ES256", "ES256"), ("RS256", "RS256"))
MOST_ADDRESSES = 20


class Addresses(forms.CharField):
    """Addresses, one on each line, each one to send people or messages back to."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 3, "spellcheck": "false", "class": "fm-full"}))
        super().__init__(required=False, max_length=MOST_ADDRESSES * 520, **kwargs)

    def clean(self, value: Any) -> Any:
        found = tuple(dict.fromkeys(str(super().clean(value)).split()))
        if len(found) > MOST_ADDRESSES:
            raise forms.ValidationError(_("These are too many addresses. Take at most 20."))
        for address in found:
            if rules.address_problem(address):
                words = gettext(
                    "{address} cannot be used. An address begins with https://, names no fragment and no "
                    "user, and holds no wildcard; http:// is for your own machine alone."
                )
                raise forms.ValidationError(words.format(address=address[:200]))
        return found


class ClientForm(Form):
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    ref = forms.CharField(
        label=_("Client id"),
        max_length=60,
        error_messages={"required": _("Write a client id.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("For you and for the operator."),
        error_messages={"required": _("Write what the application is called.")},
    )
    may = forms.MultipleChoiceField(
        label=_("What it may"),
        choices=MAY,
        widget=Ticks(),
        error_messages={"required": _("Tick at least one.")},
    )
    services = forms.MultipleChoiceField(
        label=_("For these services"),
        widget=Ticks(),
        error_messages={"required": _("Tick at least one service.")},
    )
    redirect_uris = Addresses(
        label=_("Where people return after the login"),
        help_text=_("One address on each line, compared letter by letter."),
    )
    post_logout_redirect_uris = Addresses(label=_("Where people return after logging out"))
    callback_uris = Addresses(label=_("Where it is told what became of requests"))
    authentication = forms.ChoiceField(
        label=_("How it shows that it is it"),
        choices=METHODS,
        widget=Radios(),
        error_messages={"required": _("Choose how it shows that it is it.")},
    )
    keys = forms.CharField(
        label=_("The public key of the application"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "class": "fm-full", "translate": "no"}),
        help_text=_(
            "For an application that signs: PEM, JWK or JWK set, elliptic on P-256 or RSA from 2048 bits."
        ),
    )
    id_token_algorithm = forms.ChoiceField(
        label=_("How ID tokens for it are signed"), choices=ALGORITHMS, widget=Radios(), initial="ES256"
    )
    requires_pushed_requests = forms.BooleanField(
        label=_("It sends its requests ahead, never through the browser"), required=False
    )

    def __init__(self, *args: Any, provider: Provider, client: Client | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(each.ref, each.name) for each in services_of(provider)]
        self.fields["services"].choices = own  # type: ignore[attr-defined]  # it is a ChoiceField
        self.client = client
        if client is None:
            text = _("Small letters, digits and hyphens. It begins with {prefix} by itself.")
            self.fields["ref"].help_text = str(text).format(prefix=f"{provider.ref}-")
            return
        del self.fields["ref"], self.fields["authentication"]
        if client.authentication != Client.Authentication.PRIVATE_KEY_JWT:
            del self.fields["keys"]

    @staticmethod
    def of(client: Client) -> dict[str, Any]:
        may = [LOGIN] * ("openid" in client.scopes)
        return {
            "name": client.name,
            "may": may + [scope for scope in rules.PROGRAM_SCOPES if scope in client.scopes],
            "services": list(client.services.values_list("ref", flat=True)),
            "redirect_uris": "\n".join(client.redirect_uris),
            "post_logout_redirect_uris": "\n".join(client.post_logout_redirect_uris),
            "callback_uris": "\n".join(client.callback_uris),
            "keys": written(client.jwks) if client.jwks else "",
            "id_token_algorithm": client.id_token_algorithm,
            "requires_pushed_requests": client.requires_pushed_requests,
        }

    def clean_ref(self) -> str:
        said = str(self.cleaned_data["ref"]).strip()
        if rules.reference_problem(said):
            raise forms.ValidationError(gettext("Write small letters, digits and hyphens."))
        return said

    def clean_keys(self) -> dict[str, Any]:
        said = str(self.cleaned_data["keys"]).strip()
        if not said:
            return {}
        found = signatures.read_public(said)
        if found is signatures.PRIVATE:
            # It is not sent back, to be seen on a screen again.
            self.data = {name: self.data[name] for name in self.data} | {"keys": ""}
            raise forms.ValidationError(
                gettext(
                    "This is the private part, and it has now been on its way. Make a new pair, and paste "
                    "its public part."
                )
            )
        if not isinstance(found, dict) or not found["keys"]:
            raise forms.ValidationError(gettext("There is no key in this that can be used."))
        return found

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if LOGIN in said.get("may", ()) and "redirect_uris" in said and not said["redirect_uris"]:
            self.add_error("redirect_uris", gettext("Write at least one address: people return there."))
        if self._signs() and "keys" in said and not said["keys"]:
            self.add_error("keys", gettext("Paste the public key of the application."))
        return said

    def _signs(self) -> bool:
        method = self.client.authentication if self.client else self.cleaned_data.get("authentication")
        return method == Client.Authentication.PRIVATE_KEY_JWT

    def application(self) -> Application:
        said = self.cleaned_data
        login = (*rules.LOGIN_SCOPES, *said["services"]) if LOGIN in said["may"] else ()
        return Application(
            ref=said.get("ref", ""),
            name=said["name"],
            services=tuple(said["services"]),
            authentication=said.get("authentication", ""),
            jwks=said.get("keys") or {},
            scopes=(*login, *(scope for scope in said["may"] if scope != LOGIN)),
            redirect_uris=said["redirect_uris"],
            post_logout_redirect_uris=said["post_logout_redirect_uris"],
            callback_uris=said["callback_uris"],
            id_token_algorithm=said["id_token_algorithm"],
            requires_pushed_requests=said["requires_pushed_requests"],
        )


class SecretForm(Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    old = forms.ChoiceField(
        label=_("The old secret"),
        choices=(
            ("overlaps", _("counts for seven days more, while the application is changed")),
            ("ends", _("ends now, because somebody else may know it")),
        ),
        widget=Radios(),
        error_messages={"required": _("Choose what becomes of the old secret.")},
    )
