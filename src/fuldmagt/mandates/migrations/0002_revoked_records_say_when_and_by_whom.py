from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mandates', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='adviser',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='adviser',
            name='revoked_by',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.AddField(
            model_name='assignment',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='revoked_by',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.AddField(
            model_name='grant',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='grant',
            name='revoked_by',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.AddField(
            model_name='mandate',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='revoked_by',
            field=models.CharField(blank=True, max_length=128),
        ),
    ]
