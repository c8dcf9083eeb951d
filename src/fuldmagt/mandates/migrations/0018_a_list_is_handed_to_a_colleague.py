
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mandates', '0017_a_review_begins_again_by_a_plan'),
        ('organisations', '0007_organisations_may_share_means'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('to_name', models.CharField(max_length=200)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews_handed_on', to='organisations.businessuser')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='mandates.review')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews_taken_on', to='organisations.businessuser')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('review',), name='a_list_is_in_one_other_hand')],
            },
        ),
    ]
