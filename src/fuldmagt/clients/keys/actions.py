"""New keys to sign with, in good time before the old ones go."""

import json
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.clients.keys import queries, rules
from fuldmagt.clients.keys.models import SigningKey
from fuldmagt.clients.rules import ALGORITHMS
from fuldmagt.secrets import fields, signatures


def rotate(*, by: str, at: datetime, at_once: bool = False) -> list[SigningKey]:
    """A new key for each algorithm. `at_once`: the old ones may be known to others and go now."""
    drawn = {algorithm: signatures.new_key(algorithm) for algorithm in ALGORITHMS}
    with deed(Event.KEY_ROTATED, by=by, at=at) as entry:
        keys = [_replace(algorithm, jwk, at, at_once) for algorithm, jwk in drawn.items()]
        entry.about(*(key.kid for key in keys))
        entry.facts(at_once=at_once)
    return keys


def ensure(*, at: datetime) -> None:
    """Keys to sign with, where there are none yet."""
    if any(queries.in_use(algorithm, at=at) is None for algorithm in ALGORITHMS):
        rotate(by="platform", at=at)


def _replace(algorithm: str, jwk: queries.Jwk, at: datetime, at_once: bool) -> SigningKey:
    first = queries.in_use(algorithm, at=at) is None
    signs_from = at if first or at_once else at + rules.LEAD
    leaves_at = at if at_once else signs_from + rules.OVERLAP
    old = SigningKey.objects.filter(algorithm=algorithm)
    if at_once:
        old.update(leaves_at=leaves_at)
    else:
        old.filter(leaves_at__isnull=True).update(leaves_at=leaves_at)
    kid = jwk["kid"]
    return SigningKey.objects.create(
        kid=kid,
        algorithm=algorithm,
        public=signatures.public_part(jwk),
        sealed=fields.encrypt(json.dumps(jwk), place=queries.place(kid)),
        published_at=at,
        signs_from=signs_from,
    )
