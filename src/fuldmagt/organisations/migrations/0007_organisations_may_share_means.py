from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0006_users_may_be_staged_in_an_import'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='shares_means',
            field=models.BooleanField(default=False),
        ),
    ]
