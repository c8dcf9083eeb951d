from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authenticators', '0006_who_locked_a_means_and_how_often_was_tried'),
    ]

    operations = [
        migrations.AddField(
            model_name='pendingkey',
            name='by_link',
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
