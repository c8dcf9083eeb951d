from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('onboarding', '0005_an_organisation_may_join_by_a_notifier'),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedRecovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_id', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name='invitation',
            name='purpose',
            field=models.CharField(choices=[('activation', 'activation'), ('new_pin', 'new_pin'), ('journey', 'journey'), ('recovery', 'recovery')], default='activation', max_length=16),
        ),
    ]
