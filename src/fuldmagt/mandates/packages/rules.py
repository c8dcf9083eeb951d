"""What a package may hold, and what somebody saw of it before changing it. Pure."""

from collections.abc import Collection, Iterable
from typing import Final

from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.sources.rules import Share, stamp
from fuldmagt.vocabulary.refusals import Reason, Refusal

MOST_RIGHTS: Final = 200


def unfit(rights: Collection[str], offered: Collection[str], law: Rights) -> Refusal | None:
    """Why these rights make no package: none, too many, one that cannot be given, or two that exclude."""
    if not rights:
        return Refusal(Reason.INPUT_NOT_USABLE, about="package_empty")
    if len(rights) > MOST_RIGHTS:
        return Refusal(Reason.INPUT_NOT_USABLE, about="package_long")
    if strange := sorted(set(rights) - set(offered)):
        return Refusal(Reason.RIGHT_UNKNOWN, about=strange[0][:128])
    together = frozenset().union(*(law.all_covered(each) for each in rights))
    if any(law.in_conflict(each, together) for each in rights):
        return Refusal(Reason.INPUT_NOT_USABLE, about="package_excludes")
    return None


def seen(rights: Iterable[str], given: Iterable[Share], ended: Iterable[Share]) -> str:
    """What a package was to hold, and whom that gave or took what."""
    asked = (Share("package", "", each) for each in rights)
    comes = (Share("", f"+{each.user}", each.right) for each in given)
    goes = (Share("", f"-{each.user}", each.right) for each in ended)
    return stamp([*asked, *comes, *goes])
