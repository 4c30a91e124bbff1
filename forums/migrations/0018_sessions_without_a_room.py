from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0017_revision_marks")]

    operations = [
        migrations.AddField(
            model_name="livesession",
            name="has_room",
            field=models.BooleanField(default=True),
        ),
    ]
