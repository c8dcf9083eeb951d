"""When one means may serve a person's users in several organisations (B14). Pure."""

from collections.abc import Iterable

from fuldmagt.vocabulary.refusals import Reason, Refusal


def not_shared(allows: Iterable[bool]) -> Refusal | None:
    """Each organisation that the means would serve has to allow it."""
    return None if all(allows) else Refusal(Reason.STEP_NOT_POSSIBLE, about="means_shared")
