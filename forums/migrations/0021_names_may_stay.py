from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0020_consent_for_each_use")]

    operations = [
        migrations.AddField(
            model_name="postrevision",
            name="names_may_stay",
            field=models.BooleanField(default=False),
        ),
    ]
