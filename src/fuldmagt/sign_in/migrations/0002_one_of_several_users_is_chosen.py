from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sign_in', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='signin',
            name='user_chosen',
            field=models.BooleanField(default=False),
        ),
    ]
