import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0014_words_are_open")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="harvest_form",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="round",
            name="listeners",
            field=models.TextField(blank=True, verbose_name="what listeners do"),
        ),
        migrations.AddField(
            model_name="round",
            name="post",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="forums.post",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="reminded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
