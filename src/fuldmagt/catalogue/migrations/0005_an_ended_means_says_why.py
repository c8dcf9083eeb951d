from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_packages_bundle_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='means_end_reasons',
            field=models.JSONField(default=dict),
        ),
    ]
