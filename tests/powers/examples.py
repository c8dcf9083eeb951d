"""What may stand in each address of the platform: an example of every word that an address leaves open.

An address that is not here fails `make check`: write what it names beside its room. The longest beginning
that fits counts. The first table names things of Sydby (tests/powers/world.py), the second plain words.
"""

from typing import Any, Final

from django.urls import get_resolver

from fuldmagt.config.checks import views
from tests.administration.foreign import holes

NAMED: Final[dict[str, dict[str, str]]] = {
    "/users/<ref:ref>/": {"ref": "user", "means": "means"},
    "/orders/<ref:ref>/": {"ref": "order"},
    "/imports/<ref:ref>/": {"ref": "import"},
    "/imports/bulk/<ref:ref>/": {"ref": "bulk"},
    "/groups/<ref:ref>/": {"ref": "group", "user": "user", "source": "source"},
    "/packages/<ref:ref>/": {"ref": "package"},
    "/packages/given/<ref:ref>/": {"ref": "packages/given"},
    "/requests/<ref:ref>/": {"ref": "request"},
    "/mandates/<ref:ref>/": {"ref": "mandate"},
    "/mandates/<ref:ref>/answer/": {"ref": "offered"},
    "/mandates/asked/<ref:ref>/": {"ref": "mandates/ask"},
    "/mandates/asking/<ref:ref>/": {"ref": "asking"},
    "/grants/<ref:ref>/": {"ref": "grant"},
    "/recertification/<ref:ref>/": {"ref": "campaign"},
    "/recertification/lists/<ref:ref>/": {"ref": "list", "line": "line", "user": "user"},
    "/recertification/plans/<ref:ref>/": {"ref": "plan"},
    "/mine/orders/<ref:ref>/": {"ref": "order"},
    "/mine/means/": {"ref": "means"},
    "/departments/<ref:ref>/": {"ref": "department", "source": "rights"},
    "/employments/<ref:ref>/": {"ref": "employment"},
    "/roles/<ref:ref>/": {"ref": "administrator"},
    "/systems/<ref:ref>/": {"ref": "system"},
    "/organisation/numbers/<str:written>/": {"written": "number"},
    "/stock/files/<ref:ref>/": {"ref": "stock"},
    "/provider/<ref:ref>/": {"ref": "provider"},
    "/provider/advisers/<ref:ref>/": {"ref": "adviser"},
    "/provider/clients/<ref:ref>/": {"ref": "clients"},
    "/provider/sets/<ref:ref>/": {"ref": "set"},
    "/provider/proposals/<ref:ref>/": {"ref": "proposal"},
    "/provider/services/<ref:ref>/": {"ref": "service", "customer": "customer"},
    "/provider/rights/<ref:ref>/": {"ref": "right"},
    "/operator/providers/<ref:ref>/": {"ref": "provider"},
    "/operator/organisations/<str:written>/": {"written": "organisation"},
    "/operator/eid/brokers/<ref:ref>/": {"ref": "broker"},
}
PLAIN: Final[dict[str, dict[str, str]]] = {
    "/users/<ref:ref>/steps/": {"word": "suspend"},
    "/users/<ref:ref>/means/": {"word": "lock"},
    "/orders/<ref:ref>/moves/": {"word": "cancel"},
    "/roles/<ref:ref>/": {"role": "auditor"},
    "/provider/services/<ref:ref>/means/": {"kind": "code_display"},
    "/costs/": {"year": "2026"},
    "/grants/confirm/": {"token": "1"},
    "/api/v1/advisers/": {"ref": "1"},
    "/api/v1/grants/": {"ref": "1"},
    "/help/": {"name": "login"},
    "/look/error/": {"status": "404"},
    "/demo/post/": {"ref": "1"},
    "/sign-in/": {"ref": "1"},
    "/oidc/resume/": {"ref": "1"},
    "/join/": {"ref": "1", "token": "1"},
    "/journey/": {"token": "1"},
    "/represent/": {"ref": "1", "token": "1"},
    "/activate/": {"token": "1"},
    "/new-pin/": {"token": "1"},
    "/recover/": {"token": "1", "ref": "1"},
    "/access/v1/": {"rest": "nothing"},
    "/access/v1/requests/": {"ref": "1"},
}


def every_address() -> dict[str, Any]:
    """Each address of the configuration with its view."""
    return dict(views(get_resolver().url_patterns))


def words_for(path: str, things: dict[str, str] | None = None) -> dict[str, str]:
    """An example of each word that the address leaves open, as far as there are examples."""
    found: dict[str, str] = {}
    for table, turned in ((PLAIN, {}), (NAMED, things)):
        for beginning in sorted(filter(path.startswith, table), key=len):
            for hole, word in table[beginning].items():
                found[hole] = word if table is PLAIN else (turned or {}).get(word, word)
    return {hole: found[hole] for hole in holes(path) if hole in found}


def without_example() -> list[str]:
    """Addresses of which nobody knows what they name."""
    return [path for path in sorted(every_address()) if set(words_for(path)) != set(holes(path))]
