"""Who is here and for whom, read from the claims of a login. What is unclear is nobody."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from examples.kit.login.failed import Failed, Reason

LOA: Final = "http://eidas.europa.eu/LoA/"
LEVELS: Final = ("low", "substantial", "high")
MEANS: Final = frozenset(
    {"app", "code_display", "code_reader", "chip", "passkey", "private_eid", "user_password"}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """`user` is the platform's reference of the user: what decisions are asked about."""

    user: str
    name: str
    organisation: str
    organisation_name: str
    through: str
    assurance: str
    means: str
    rights: tuple[str, ...]

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def identity_of(claims: Mapping[str, Any], *, rights: Iterable[str], least: str) -> Identity | Failed:
    """The identity that the claims tell, at this level at least, with those of the rights that they name."""
    chain = list(_represented(claims))
    user = claims.get("user")
    if not chain or not isinstance(user, str) or not user:
        return Failed(Reason.NOBODY_REPRESENTED, "represents or user is missing")
    level = level_of(claims.get("acr"))
    if level not in LEVELS or LEVELS.index(level) < LEVELS.index(least):
        return Failed(Reason.LEVEL_TOO_LOW, f"acr is {claims.get('acr')!r}")
    organisation = chain[-1]
    told = set(_strings(claims.get("authorization_details")))
    return Identity(
        user=user,
        name=_words(claims, "name") or _words(claims, "preferred_username") or user,
        organisation=organisation["sub"],
        organisation_name=_words(organisation, "name") or organisation["sub"],
        through=_words(chain[0], "name") if len(chain) > 1 else "",
        assurance=level,
        means=_means(claims),
        rights=tuple(right for right in rights if right in told),
    )


def level_of(acr: Any) -> str:
    word = acr.removeprefix(LOA) if isinstance(acr, str) and acr.startswith(LOA) else ""
    return word if word in LEVELS else ""


def _represented(claims: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The organisations of `represents`, an intermediary first, the represented one deepest."""
    told = claims.get("represents")
    while isinstance(told, dict) and isinstance(told.get("sub"), str):
        yield told
        told = told.get("represents")


def _means(claims: Mapping[str, Any]) -> str:
    """How the person logged in, in the platform's words, where the claims say it."""
    said = [claims.get("means"), *(claims["amr"] if isinstance(claims.get("amr"), list) else [])]
    return next((each for each in said if isinstance(each, str) and each in MEANS), "")


def _words(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""


def _strings(told: Any) -> Iterator[str]:
    """Every text in a structure: the rights stand somewhere in `authorization_details`."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for each in told:
            yield from _strings(each)
    elif isinstance(told, dict):
        for each in told.values():
            yield from _strings(each)
