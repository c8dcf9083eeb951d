from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("organisations", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="four_eyes_off_asked_by",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
