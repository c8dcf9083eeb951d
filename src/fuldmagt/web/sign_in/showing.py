"""What the pages of a login show: who asks, who acts for whom, by what means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fuldmagt.catalogue.models import Service
from fuldmagt.sign_in import queries
from fuldmagt.sign_in.demand import Demand
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.look.parts import Knot
from fuldmagt.web.sign_in.cookies import Before


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants to know who somebody is."""

    service: str
    provider: str
    data: str
    own: bool
    private_means_refused: bool


DATA: Final[Mapping[str, str | Promise]] = {
    DataClass.ORDINARY: gettext_lazy("Ordinary data"),
    DataClass.CONFIDENTIAL: gettext_lazy("Confidential data"),
    DataClass.SENSITIVE: gettext_lazy("Sensitive data"),
}
STRICTEST: Final = (DataClass.SENSITIVE, DataClass.CONFIDENTIAL, DataClass.ORDINARY)


@dataclass(frozen=True, slots=True)
class Way:
    """A means as the page that offers it shows it."""

    title: str | Promise
    help: str | Promise
    icon: str
    page: str


WAYS: Final[Mapping[Means, Way]] = {
    Means.APP: Way(
        gettext_lazy("The app on your phone"),
        gettext_lazy("You type a number from this page in the app, and your PIN"),
        "smartphone",
        "app",
    ),
    Means.PASSKEY: Way(
        gettext_lazy("Passkey on this device"),
        gettext_lazy("Fingerprint, face or the device’s own code"),
        "laptop",
        "passkey",
    ),
    Means.CODE_DISPLAY: Way(
        gettext_lazy("Code display"),
        gettext_lazy("The small device or app that shows six digits, and your PIN"),
        "calculator",
        "code",
    ),
    Means.CODE_READER: Way(
        gettext_lazy("Audio code reader"),
        gettext_lazy("The device or app that speaks the digits, and your PIN"),
        "support-agent",
        "code-reader",
    ),
    Means.CHIP: Way(
        gettext_lazy("Chip"),
        gettext_lazy("The security key that you put in or hold to the device, and its PIN"),
        "key",
        "chip",
    ),
}


def asking(demand: Demand) -> Asking:
    services = queries.services_called(demand.services)
    if demand.own or not services:
        return Asking(settings.BRAND_NAME, "", "", own=True, private_means_refused=False)
    classes = {service.data_class for service in services}
    strictest = next(each for each in STRICTEST if each in classes)
    return Asking(
        service=", ".join(name_of(service) for service in services),
        provider=services[0].provider.name,
        data=str(DATA[strictest]),
        own=False,
        private_means_refused=strictest is not DataClass.ORDINARY,
    )


def name_of(service: Service) -> str:
    """The service's name in the reader's language, where it has one."""
    texts = service.texts.get(get_language() or "")
    named = texts.get("name") if isinstance(texts, dict) else ""
    return named or service.name


def thread_before(asked: Asking, before: Before | None, user_id: str) -> list[Knot]:
    """Who acts for whom, as far as this browser may know it before anybody has shown anything."""
    knots = [Knot("person", _("You"), user_id)]
    if before is not None and before.user_id == user_id:
        knots.append(Knot("organisation", before.organisation, before.department))
    return [*knots, Knot("service", asked.service, asked.data)]


def you(name: str) -> str:
    """The person, told to the person."""
    return _("You, %(name)s") % {"name": name}


def thread_after(asked: Asking, name: str, means: str, organisations: list[tuple[str, str]]) -> list[Knot]:
    """Who acts for whom, once the person has shown who it is."""
    used = WAYS.get(Means(means)) if means else None
    note = _("Logged in with: %(means)s") % {"means": used.title} if used else ""
    knots = [Knot("person", name, note)]
    knots += [Knot("organisation", each, about) for each, about in organisations]
    return [*knots, Knot("service", asked.service, asked.data)]


def right_names(refs: Iterable[str]) -> dict[str, str]:
    """What rights are called in the reader's language."""
    found = queries.rights_called(refs)
    return {ref: found[ref].names.get(get_language() or "") or found[ref].name for ref in found}
