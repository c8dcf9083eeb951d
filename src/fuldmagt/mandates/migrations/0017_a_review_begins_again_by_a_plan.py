
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mandates', '0016_what_nobody_answers_may_be_withdrawn'),
        ('organisations', '0007_organisations_may_share_means'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('running', 'running'), ('stopped', 'stopped')], default="running", max_length=16)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.CharField(choices=[('department', 'department'), ('service', 'service')], default="department", max_length=16)),
                ('services', models.JSONField(default=list)),
                ('left_out', models.JSONField(default=list)),
                ('calendar', models.JSONField(default=dict)),
                ('months', models.PositiveSmallIntegerField()),
                ('sensitive_oftener', models.BooleanField(default=True)),
                ('days', models.PositiveSmallIntegerField()),
                ('first_day', models.DateField()),
                ('turn', models.PositiveIntegerField(default=0)),
                ('next_day', models.DateField()),
                ('skipped_day', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by_name', models.CharField(blank=True, max_length=200)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_by_name', models.CharField(blank=True, max_length=200)),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='mandates.campaign')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_plans', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_day'], name='mandates_pl_state_fbbbfc_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('organisation', 'name'), name='running_plans_have_names_of_their_own')],
            },
        ),
    ]
