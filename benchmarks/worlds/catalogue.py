"""What the providers of an invented world offer: services that accept chains, grants, both or neither."""

from fuldmagt.decisions.world_file import Provider, Right, Service
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import BUSINESS

PROVIDERS = 4
SERVICES = 12
LADDER = ("view", "edit", "approve", "manage")
"""Each right of a service implies the one before."""
APART = ("settle", "attest")
"""Two rights of some services that nobody may hold together."""
MUNICIPAL = (Category.MUNICIPALITY, Category.REGION, Category.STATE_AUTHORITY)


def providers() -> tuple[Provider, ...]:
    return tuple(Provider(id=f"p{n}", name=f"Provider {n}", sector="public") for n in range(PROVIDERS))


def services() -> tuple[Service, ...]:
    return tuple(
        Service(
            id=f"s{n}",
            provider=f"p{n % PROVIDERS}",
            name=f"Service {n}",
            data_class=DataClass.ORDINARY if n % 3 else DataClass.CONFIDENTIAL,
            accepts_chains=n % 2 == 0,
            accepts_grants=n % 4 in {0, 1},
            means=tuple(sorted(BUSINESS)),
            means_ended={},
            customers=None,
        )
        for n in range(SERVICES)
    )


def rights() -> tuple[Right, ...]:
    return tuple(each for n in range(SERVICES) for each in (*_ladder(n), *_apart(n)))


def exclusive_sets() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.id for each in _apart(n)) for n in range(SERVICES) if _apart(n))


def for_companies() -> list[str]:
    """The rights that a company can hold, and give."""
    return [f"s{n}:{name}" for n in range(SERVICES) if not _municipal(n) for name in LADDER]


def grantable() -> list[str]:
    return [each for each in for_companies() if int(each.partition(":")[0][1:]) % 4 in {0, 1}]


def chained() -> list[str]:
    return [each for each in for_companies() if int(each.partition(":")[0][1:]) % 2 == 0]


def for_municipalities() -> list[str]:
    return [each.id for each in rights()]


def _municipal(n: int) -> bool:
    return n % 6 == 5


def _ladder(n: int) -> list[Right]:
    return [
        Right(
            id=f"s{n}:{name}",
            name=f"{name.capitalize()} {n}",
            assurance="low" if name == "view" else "substantial",
            categories=MUNICIPAL if _municipal(n) else (),
            implies=(f"s{n}:{LADDER[place - 1]}",) if place else (),
        )
        for place, name in enumerate(LADDER)
    ]


def _apart(n: int) -> list[Right]:
    if not _municipal(n):
        return []
    return [
        Right(id=f"s{n}:{name}", name=name, assurance="substantial", categories=MUNICIPAL, implies=())
        for name in APART
    ]
