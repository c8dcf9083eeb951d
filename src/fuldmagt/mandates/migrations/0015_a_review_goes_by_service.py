import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0006_a_change_waits_for_a_second_person'),
        ('mandates', '0014_a_giver_without_users_has_an_address'),
        ('organisations', '0007_organisations_may_share_means'),
    ]

    operations = [
        migrations.AddField(
            model_name='campaign',
            name='by',
            field=models.CharField(choices=[('department', 'department'), ('service', 'service')], default="department", max_length=16),
        ),
        migrations.AddField(
            model_name='campaign',
            name='services',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='review',
            name='service',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='catalogue.service'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('campaign', 'service', 'reviewer'), name='one_list_of_a_service_and_reviewer'),
        ),
    ]
