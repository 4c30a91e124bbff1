import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0009_poll_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LiveRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.CharField(max_length=2000)),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=120)),
                ("number", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="thread",
            name="one_session_thread_per_case_study",
        ),
        migrations.RemoveConstraint(
            model_name="thread",
            name="one_session_thread_beside_them",
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="livesession",
            name="captions_nonce",
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name="livesession",
            name="recording_correction",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="participant",
            name="is_note_taker",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="thread",
            name="is_record",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="minute",
            name="post",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="forums.post",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="kind",
            field=models.CharField(
                choices=[
                    ("post", "Post"),
                    ("question", "Question from the session"),
                    ("answer", "Answer from the session"),
                    ("prompt", "Prompt"),
                    ("pointer", "Where it went on"),
                    ("minutes", "Minutes of the session"),
                    ("speech", "Said in the session"),
                ],
                default="post",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("case_study__isnull", False), ("is_record", False), ("live_session__isnull", False)
                ),
                fields=("live_session", "case_study"),
                name="one_session_thread_per_case_study",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("case_study__isnull", True), ("is_record", False), ("live_session__isnull", False)
                ),
                fields=("live_session",),
                name="one_session_thread_beside_them",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_record", True), ("live_session__isnull", False)),
                fields=("live_session",),
                name="one_record_per_session",
            ),
        ),
        migrations.AddField(
            model_name="liverevision",
            name="agenda_item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="forums.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="liverevision",
            name="minute",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="forums.minute",
            ),
        ),
        migrations.AddField(
            model_name="liverevision",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="speaker",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="speakers",
                to="forums.participant",
            ),
        ),
        migrations.AddField(
            model_name="speaker",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="forums.livesession"
            ),
        ),
        migrations.AddConstraint(
            model_name="liverevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agenda_item__isnull", True), ("minute__isnull", False)),
                    models.Q(("agenda_item__isnull", False), ("minute__isnull", True)),
                    _connector="OR",
                ),
                name="a_live_revision_is_of_one_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="liverevision",
            constraint=models.UniqueConstraint(
                fields=("minute", "number"), name="one_revision_per_minute_and_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="liverevision",
            constraint=models.UniqueConstraint(
                fields=("agenda_item", "number"), name="one_revision_per_item_and_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(fields=("session", "label"), name="one_speaker_per_label"),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(fields=("session", "number"), name="one_speaker_per_number"),
        ),
    ]
