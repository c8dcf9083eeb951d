from datetime import datetime

from django.db.models import Q

from fuldmagt.sign_in import forgotten, rules
from fuldmagt.sign_in.models import SignIn

BATCH = 500


def forget(at: datetime) -> int:
    """Forget logins that nobody will ask about any more; how many."""
    never_refused = Q(refused_at__isnull=True, expires_at__lt=at - rules.KEPT_OTHERWISE)
    old = SignIn.objects.filter(never_refused | Q(expires_at__lt=at - rules.KEPT))
    return SignIn.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:BATCH])).delete()[0]


def tell_user_ids(at: datetime) -> int:
    """Answer those who have forgotten their user id; how many."""
    return forgotten.answer(at)
