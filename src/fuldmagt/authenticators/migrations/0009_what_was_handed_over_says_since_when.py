from django.db import migrations
from django.db.models import F


def guess(apps, schema_editor):
    """As well as can be told afterwards: when its means was made, or when the order moved last."""
    orders = apps.get_model("authenticators", "MeansOrder").objects.filter(delivered_at__isnull=True)
    for order in orders.filter(authenticator__isnull=False).select_related("authenticator"):
        orders.filter(pk=order.pk).update(delivered_at=order.authenticator.created_at)
    orders.filter(state__in=("sent", "activated", "blocked")).update(delivered_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("authenticators", "0008_an_order_says_when_it_was_handed_over")]

    operations = [migrations.RunPython(guess, migrations.RunPython.noop)]
