from datetime import datetime

from fuldmagt.clients.pushed.models import PushedRequest, UsedAssertion


def forget(at: datetime) -> int:
    """Forget what has expired; how much."""
    requests = PushedRequest.objects.filter(expires_at__lt=at).delete()[0]
    return requests + UsedAssertion.objects.filter(expires_at__lt=at).delete()[0]
