from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("organisations", "0002_turning_four_eyes_off_takes_two")]

    operations = [
        migrations.AddField(
            model_name="businessuser",
            name="first_means",
            field=models.CharField(blank=True, max_length=16),
        ),
    ]
