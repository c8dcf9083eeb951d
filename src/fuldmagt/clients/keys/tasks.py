from datetime import datetime

from fuldmagt.clients.keys import actions, rules
from fuldmagt.clients.keys.models import SigningKey


def rotate_when_due(at: datetime) -> int:
    """New keys when the newest have lived long enough; keys that have left the key set are destroyed."""
    SigningKey.objects.filter(leaves_at__lte=at).delete()
    newest = SigningKey.objects.order_by("-published_at").first()
    if newest is None or newest.published_at > at - rules.LIFE:
        return 0
    return len(actions.rotate(by="worker", at=at))
