from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_unshown(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The numbers of posts that were hidden or withdrawn before threads kept them, and each thread's theme."""
    Thread, Post = apps.get_model("forums", "Thread"), apps.get_model("forums", "Post")
    unshown: dict[int, list[list[int]]] = {}
    for thread_id, number in (
        Post.objects.exclude(state="visible").order_by("thread_id", "number").values_list("thread_id", "number")
    ):
        ranges = unshown.setdefault(thread_id, [])
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    for thread in Thread.objects.select_related("case_study", "engagement", "conversation"):
        subject = thread.case_study or thread.engagement or thread.conversation
        thread.theme_id = getattr(subject, "theme_id", None)
        thread.unshown = unshown.get(thread.pk, [])
        thread.save(update_fields=["theme", "unshown"])


class Migration(migrations.Migration):
    dependencies = [("forums", "0003_threads")]

    operations = [migrations.RunPython(count_unshown, migrations.RunPython.noop)]
