from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0016_what_was_taken_out")]

    operations = [
        migrations.AddField(
            model_name="postrevision",
            name="mark",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Saved"),
                    ("by_speaker", "Corrected by whoever said it"),
                    ("transcript", "The transcript was corrected"),
                    ("names_out", "Names were taken out"),
                    ("words_out", "Words were withdrawn"),
                ],
                default="",
                max_length=12,
            ),
        ),
    ]
