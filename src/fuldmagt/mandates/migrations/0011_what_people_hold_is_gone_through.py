
import django.db.models.deletion

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_an_ended_means_says_why'),
        ('mandates', '0010_an_access_is_confirmed_by_a_link'),
        ('organisations', '0007_organisations_may_share_means'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('running', 'running'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='running', max_length=16)),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.CharField(max_length=128)),
                ('begun_by_name', models.CharField(max_length=200)),
                ('last_day', models.DateField()),
                ('due_at', models.DateTimeField()),
                ('left_out', models.JSONField(default=list)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('over_by_name', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=64, unique=True)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('reviewer_name', models.CharField(blank=True, max_length=200)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='mandates.campaign')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='organisations.department')),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='organisations.businessuser')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=64, unique=True)),
                ('user_name', models.CharField(max_length=200)),
                ('right_name', models.CharField(max_length=300)),
                ('service_name', models.CharField(max_length=300)),
                ('for_whom', models.CharField(blank=True, max_length=200)),
                ('way', models.CharField(choices=[('direct', 'direct'), ('group', 'group'), ('department', 'department'), ('package', 'package'), ('client', 'client')], max_length=16)),
                ('way_name', models.CharField(blank=True, max_length=200)),
                ('direct', models.BooleanField()),
                ('given_by_name', models.CharField(blank=True, max_length=200)),
                ('given_at', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('answer', models.CharField(choices=[('open', 'open'), ('confirmed', 'confirmed'), ('withdrawn', 'withdrawn'), ('to_be_ended', 'to_be_ended'), ('ended', 'ended')], default='open', max_length=16)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by_name', models.CharField(blank=True, max_length=200)),
                ('remark', models.CharField(blank=True, max_length=500)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewed', to='mandates.assignment')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='mandates.campaign')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewed', to='catalogue.right')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewed', to='organisations.businessuser')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='mandates.review')),
            ],
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('organisation', 'name'), name='running_campaigns_have_names_of_their_own'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('campaign', 'department', 'reviewer'), name='one_list_of_a_reviewer'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['review', 'user_name'], name='mandates_en_review__50cc14_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['campaign', 'answer'], name='mandates_en_campaig_d92f9e_idx'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('campaign', 'assignment'), name='a_right_is_gone_through_once'),
        ),
    ]
