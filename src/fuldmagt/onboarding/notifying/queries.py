"""Questions about the authorities by which notifiers have joined organisations."""

from collections.abc import Iterable

from fuldmagt.onboarding.joining.rules import JoiningState
from fuldmagt.onboarding.models import Authority, Joining


def place(ref: str) -> str:
    """Where the file of an authority is sealed to."""
    return f"onboarding_authority.sealed.{ref}"


def authority_of(organisation: str) -> Authority | None:
    """By which authority an organisation has joined, without the file; None where it joined by itself."""
    joined = Authority.objects.filter(joining__organisation=organisation, joining__state=JoiningState.JOINED)
    return joined.select_related("joining__notifier").defer("sealed").order_by("-uploaded_at").first()


def authority_in(joining: Joining) -> Authority | None:
    """The authority of one joining, joined or not, without the file."""
    return Authority.objects.filter(joining=joining).defer("sealed").first()


def joined_by_notifiers(organisations: Iterable[str]) -> frozenset[str]:
    """Which of these organisations have joined by an authority."""
    joined = Authority.objects.filter(
        joining__organisation__in=list(organisations), joining__state=JoiningState.JOINED
    )
    return frozenset(joined.values_list("joining__organisation", flat=True))
