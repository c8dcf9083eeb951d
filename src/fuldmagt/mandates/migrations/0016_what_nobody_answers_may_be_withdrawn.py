from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mandates', '0015_a_review_goes_by_service'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='review',
            name='one_list_of_a_reviewer',
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='one_list_of_a_service_and_reviewer',
        ),
        migrations.AddField(
            model_name='campaign',
            name='calendar',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='entry',
            name='unanswered',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='due',
            name='kind',
            field=models.CharField(choices=[('reminder', 'reminder'), ('overdue', 'overdue'), ('escalation', 'escalation'), ('withdrawal', 'withdrawal'), ('change', 'change')], max_length=16),
        ),
    ]
