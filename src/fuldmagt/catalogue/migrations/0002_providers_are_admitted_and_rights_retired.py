from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_tables'),
    ]

    operations = [
        migrations.AlterField(
            model_name='provider',
            name='state',
            field=models.CharField(choices=[('proposed', 'proposed'), ('admitted', 'admitted'), ('refused', 'refused')], default='admitted', max_length=16),
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=64, unique=True)),
                ('names', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='provider',
            name='number',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.AddField(
            model_name='provider',
            name='registered_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='provider',
            name='proposed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='provider',
            name='decided_by',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='provider',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='provider',
            name='decision_reason',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='right',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
