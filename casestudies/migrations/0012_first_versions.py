from django.db import migrations


def give_versions(apps, schema_editor):
    """What was published before versions were kept is its own first one."""
    learning_model = apps.get_model("casestudies", "RecordedLearning")
    version_model = apps.get_model("casestudies", "LearningVersion")
    for learning in learning_model.objects.all():
        version = version_model.objects.create(
            learning=learning,
            number=learning.version,
            title=learning.title,
            credits=learning.credits,
            published_at=learning.published_at,
        )
        learning.items.update(version=version)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0011_learning_versions")]

    operations = [migrations.RunPython(give_versions, migrations.RunPython.noop)]
