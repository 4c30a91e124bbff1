from django.db import migrations
from django.utils import timezone


def open_words(apps, schema_editor):
    """Whoever could read a conversation before its words could be closed still can."""
    apps.get_model("forums", "Conversation").objects.update(words_opened_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("forums", "0013_conversations_and_summaries")]

    operations = [migrations.RunPython(open_words, migrations.RunPython.noop)]
