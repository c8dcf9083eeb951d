import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mandates", "0011_what_people_hold_is_gone_through"),
        ("organisations", "0007_organisations_may_share_means"),
    ]

    operations = [
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reminder", "reminder"),
                            ("overdue", "overdue"),
                            ("escalation", "escalation"),
                            ("withdrawal", "withdrawal"),
                        ],
                        max_length=16,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField()),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("told_name", models.CharField(blank=True, max_length=200)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dues", to="mandates.review"
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="organisations.businessuser",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["done_at", "due_at"], name="mandates_du_done_at_6c4b16_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "kind", "step"), name="each_reminder_is_due_once"
                    )
                ],
            },
        ),
    ]
