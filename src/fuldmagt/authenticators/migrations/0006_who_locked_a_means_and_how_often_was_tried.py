from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authenticators', '0005_orders_say_where_they_are'),
    ]

    operations = [
        migrations.AddField(
            model_name='authenticator',
            name='locked_by',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('account', 'account'), ('address', 'address'), ('organisation', 'organisation')], max_length=16)),
                ('key', models.CharField(max_length=64)),
                ('count', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField(db_index=True)),
                ('paused_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='one_counter_for_each')],
            },
        ),
    ]
