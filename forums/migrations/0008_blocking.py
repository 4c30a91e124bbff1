from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0007_arrivals"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="blocked_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason"),
        ),
    ]
