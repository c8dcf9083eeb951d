"""Questions of those who look after providers: operators after all, a provider's own people after theirs."""

from django.db.models import QuerySet

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of


def all_of_them() -> list[Provider]:
    """Every provider, those that wait for a decision first."""
    found = Provider.objects.select_related("organisation").order_by("name")
    return sorted(found, key=lambda each: each.state != Provider.State.PROPOSED)


def called(ref: str) -> Provider | None:
    return Provider.objects.select_related("organisation").filter(ref=ref).first()


def spoken_for(provider: Provider, *, operator: str) -> list[BusinessUser]:
    """The operators who stand behind a provider already: who proposed it, and who approved it first."""
    voices = (user_of(ref, organisation=operator) for ref in (provider.proposed_by, provider.approved_by))
    return [user for user in voices if user is not None]


def waiting() -> int:
    """How many providers wait for a decision."""
    return Provider.objects.filter(state=Provider.State.PROPOSED).count()


def of_organisation(organisation: str) -> QuerySet[Provider]:
    """The providers that an organisation is."""
    return Provider.objects.filter(organisation__ref=organisation).order_by("name")


def services_of(provider: Provider) -> QuerySet[Service]:
    return provider.services.order_by("name")


def rights_of(service: Service) -> QuerySet[Right]:
    return service.rights.filter(retired_at__isnull=True).order_by("place", "ref")


def service_of(ref: str, *, organisation: str) -> Service | None:
    """A service of a provider that the organisation is; None for another's."""
    found = Service.objects.select_related("provider")
    return found.filter(ref=ref, provider__organisation__ref=organisation).first()


def right_of(ref: str, *, organisation: str) -> Right | None:
    """A right of a provider that the organisation is; None for another's."""
    found = Right.objects.select_related("service__provider").filter(retired_at__isnull=True)
    return found.filter(ref=ref, service__provider__organisation__ref=organisation).first()


def provider_of(ref: str, *, organisation: str) -> Provider | None:
    return Provider.objects.filter(ref=ref, organisation__ref=organisation).first()


def implied_by(right: Right) -> QuerySet[Right]:
    """What comes along with a right, one step down."""
    return right.implies.order_by("place", "ref")


def excluding(right: Right) -> QuerySet[Right]:
    """The rights that a person cannot hold beside this one, by the sets that it is in itself."""
    sets = right.exclusive_sets.all()
    return Right.objects.filter(exclusive_sets__in=sets).exclude(pk=right.pk).distinct().order_by("ref")
