"""What is new in the packages that people of an organisation have, and who is to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fuldmagt.catalogue.models import Acceptance, Package, Provider, Right
from fuldmagt.catalogue.packages.queries import answers, packages_for, rights_in
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import Organisation

State = Acceptance.State


@dataclass(frozen=True, slots=True)
class New:
    """A right that came into a package that somebody has; `state` says what was answered, if anything."""

    package: Package
    right: Right
    state: State | None


def listed(organisation: str, *, text: str = "", at: datetime) -> QuerySet[Package]:
    """The packages that can be given; each with how many `size` rights it holds, and to how many it is
    `given`."""
    offered = Q(rights__retired_at__isnull=True)
    own = Q(sources__organisation__ref=organisation, sources__state=RecordState.ACTIVE)
    lasting = own & (Q(sources__ends_at__isnull=True) | Q(sources__ends_at__gt=at))
    found = packages_for(organisation, text=text).select_related("organisation")
    return found.annotate(
        size=Count("rights", filter=offered, distinct=True),
        given=Count("sources", filter=lasting, distinct=True),
    )


def in_use(organisation: str, *, at: datetime) -> QuerySet[Package]:
    """The packages that somebody of the organisation has, now or later."""
    having = Source.objects.filter(not_ended(at), organisation__ref=organisation, package__isnull=False)
    return packages_for(organisation).filter(pk__in=having.values("package"))


def new_in(package: Package, *, organisation: str) -> list[New]:
    """What the organisation has not accepted of a package, declined rights last."""
    said = answers(package, organisation=organisation)
    found = [New(package, right, said.get(right.ref)) for right in rights_in(package)]
    left = (each for each in found if each.state is not State.ACCEPTED)
    return sorted(left, key=lambda each: each.state is State.DECLINED)


def news(organisation: str, *, at: datetime) -> list[New]:
    """All that has come into packages in use and is not accepted."""
    return [
        each for package in in_use(organisation, at=at) for each in new_in(package, organisation=organisation)
    ]


def waiting(organisation: str, *, at: datetime) -> int:
    """How many rights wait for an answer."""
    return sum(each.state is not State.DECLINED for each in news(organisation, at=at))


def to_be_told(*, at: datetime, most: int) -> Sequence[Organisation]:
    """Organisations in which something new waits of which nobody has been told."""
    having = Source.objects.filter(
        not_ended(at), package__organisation__isnull=True, package__retired_at=None
    )
    inside = Package.rights.through.objects.filter(
        package=OuterRef("package"),
        right__retired_at__isnull=True,
        right__service__provider__state=Provider.State.ADMITTED,
    )
    said = Acceptance.objects.filter(
        package=OuterRef("package"), right=OuterRef("right"), organisation=OuterRef(OuterRef("organisation"))
    )
    untold = having.filter(Exists(inside.filter(~Exists(said)))).values("organisation").distinct()
    return list(Organisation.objects.filter(pk__in=untold).order_by("pk")[:most])


def left_behind(*, at: datetime, most: int) -> Sequence[Organisation]:
    """Organisations in which somebody still holds a right through a package that does not give it."""
    gives = Acceptance.objects.filter(
        package=OuterRef("source__package"),
        package__retired_at__isnull=True,
        package__rights=OuterRef("right"),
        right=OuterRef("right"),
        organisation=OuterRef("source__organisation"),
        state=State.ACCEPTED,
    )
    rows = Assignment.objects.filter(not_ended(at), source__package__isnull=False).filter(~Exists(gives))
    found = rows.values("source__organisation").distinct()
    return list(Organisation.objects.filter(pk__in=found).order_by("pk")[:most])
