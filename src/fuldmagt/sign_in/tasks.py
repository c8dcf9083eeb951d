from datetime import datetime

from fuldmagt.sign_in import forgotten, rules
from fuldmagt.sign_in.models import SignIn

BATCH = 500


def forget(at: datetime) -> int:
    """Forget logins that nobody will ask about any more; how many."""
    old = SignIn.objects.filter(expires_at__lt=at - rules.KEPT).values_list("pk", flat=True)[:BATCH]
    return SignIn.objects.filter(pk__in=list(old)).delete()[0]


def tell_user_ids(at: datetime) -> int:
    """Answer those who have forgotten their user id; how many."""
    return forgotten.answer(at)
