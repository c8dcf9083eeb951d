"""Questions about logins on their way, and about those that were refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.clients.models import Client, Session
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.secrets import hashes
from fuldmagt.sign_in import rules
from fuldmagt.sign_in.demand import Demand
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary.means import LEVELS, Means
from fuldmagt.vocabulary.refusals import Mender, Reason, Refusal


def of_browser(ref: str, browser: str) -> SignIn | None:
    """The login of this browser, in whatever stage; another browser's is as unknown as none at all."""
    if not browser:
        return None
    found = SignIn.objects.select_related("user__organisation", "user__department").filter(ref=ref).first()
    return found if found is not None and belongs(found, browser) else None


def belongs(sign_in: SignIn, browser: str) -> bool:
    hashed = [hashes.same(each, sign_in.browser) for each in hashes.of_token_any(browser)]
    return bool(browser) and any(hashed)


def is_identified(sign_in: SignIn) -> bool:
    """Whether somebody has shown who it is, and has not been locked out since."""
    user, since = sign_in.user, sign_in.since
    return user is not None and since is not None and bool(sign_in.level) and user.still_counts(since)


def rights_of(services: Iterable[str], rights: Iterable[str] = ()) -> list[str]:
    """The rights of these services, or those named among them, in the order of the catalogue."""
    found = Right.objects.filter(service__ref__in=list(services), retired_at__isnull=True)
    named = list(rights)
    if named:
        found = found.filter(ref__in=named)
    return list(found.order_by("service__ref", "place", "ref").values_list("ref", flat=True))


def services_called(refs: Iterable[str]) -> list[Service]:
    return list(Service.objects.select_related("provider").filter(ref__in=list(refs)).order_by("ref"))


def takes_others(services: Iterable[str]) -> bool:
    """Whether one of these services lets people act for other organisations than their own."""
    return any(each.accepts_chains or each.accepts_grants for each in services_called(services))


def service_references() -> list[str]:
    """The services that people log in to."""
    shown = Service.objects.filter(provider__state=Provider.State.ADMITTED)
    return list(shown.order_by("ref").values_list("ref", flat=True))


def client_called(ref: str) -> Client | None:
    return Client.objects.select_related("provider").filter(ref=ref).first()


def organisation_called(ref: str) -> Organisation | None:
    return Organisation.objects.filter(ref=ref).first()


def organisation_numbered(written: str) -> str | None:
    """The organisation of a number that a person typed, with its scheme or without, spaces or not."""
    plain = "".join(written.split())
    by_number = Q(ref__endswith=f":{plain}") | Q(identifiers__written__endswith=f":{plain}")
    found = Organisation.objects.filter(Q(ref=plain) | Q(identifiers__written=plain) | by_number)
    return found.order_by("ref").values_list("ref", flat=True).first() if plain else None


def rights_called(refs: Iterable[str]) -> dict[str, Right]:
    return {right.ref: right for right in Right.objects.filter(ref__in=list(refs))}


def means_offered(demand: Demand, *, at: datetime) -> list[Means]:
    """The means that could answer the demand. The same for everybody: it tells nothing about a user."""
    services = services_called(demand.services)
    able = [means for means in rules.OFFERED if rules.is_sure_enough(LEVELS[means], demand)]
    return [means for means in able if demand.own or any(accepts(each, means, at) for each in services)]


def accepts(service: Service, means: Means, at: datetime) -> bool:
    ended = service.means_ended.get(means.value)
    return means.value in service.means and (ended is None or at < datetime.fromisoformat(ended))


def reasons_of(sign_in: SignIn) -> list[Refusal]:
    """Why a login was refused, in the order of mending."""
    return [
        Refusal(Reason(each["reason"]), each["about"], Mender(each["mender"])) for each in sign_in.reasons
    ]


def refused_login(reference: str, *, organisation: str) -> SignIn | None:
    """The refused login that a person of this organisation read the reference of."""
    written = reference.strip().lower().removeprefix("r-")
    return (
        SignIn.objects.select_related("user__organisation", "user__department")
        .filter(reference=written, user__organisation__ref=organisation, refused_at__isnull=False)
        .order_by("-refused_at")
        .first()
        if written
        else None
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation that the user may act for in the services wanted."""

    organisation: Organisation
    rights: tuple[str, ...]
    way: str
    valid_until: datetime | None


def last_organisation(user: BusinessUser, client: str) -> str:
    """For whom the user acted at the client the last time."""
    given = Session.objects.filter(user=user, client__ref=client).order_by("-begun_at", "-pk")
    return given.values_list("organisation", flat=True).first() or ""


def user_ids_of(email: str) -> list[BusinessUser]:
    """The users who have this e-mail address and a user id to be told."""
    users = BusinessUser.objects.select_related("organisation").filter(
        email__iexact=email.strip(), user_id__isnull=False
    )
    return list(users.exclude(state="closed").order_by("user_id"))
