import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("onboarding", "0002_users_are_imported_and_activated_by_the_many"),
        ("organisations", "0005_a_wish_to_turn_four_eyes_off_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="Disagreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=64, unique=True)),
                ("told", models.TextField()),
                ("number_agreed", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement",
                        to="organisations.businessuser",
                    ),
                ),
            ],
        ),
    ]
