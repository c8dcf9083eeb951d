from django.db import migrations

NAMES = {"waiting": "ordered", "received": "activated"}


def said(names):
    def change(apps, schema_editor):
        orders = apps.get_model("authenticators", "MeansOrder").objects
        for before, now in names.items():
            orders.filter(state=before).update(state=now)

    return change


class Migration(migrations.Migration):

    dependencies = [("authenticators", "0004_things_have_a_life")]

    operations = [
        migrations.RunPython(said(NAMES), said({now: before for before, now in NAMES.items()})),
    ]
