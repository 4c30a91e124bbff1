from django.db import migrations


class Migration(migrations.Migration):
    """The text of a case study is in its revisions and versions alone."""

    dependencies = [("casestudies", "0003_carry_over")]
    operations = [
        migrations.RemoveField(model_name="casestudy", name="source_title"),
        migrations.RemoveField(model_name="casestudy", name="source_url"),
        migrations.DeleteModel(name="NarrativeSection"),
    ]
