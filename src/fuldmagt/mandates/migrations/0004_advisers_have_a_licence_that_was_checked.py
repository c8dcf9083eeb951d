from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mandates', '0003_rights_for_many_have_a_source'),
    ]

    operations = [
        migrations.AddField(
            model_name='adviser',
            name='licence',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='adviser',
            name='checked_by',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.AddField(
            model_name='adviser',
            name='checked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
