"""Consent is asked for each summary. An answer from before is for the summaries that used the words then."""

import django.db.models.deletion
from django.db import migrations, models


def tell_uses_apart(apps, _schema_editor):
    citations = apps.get_model("forums", "Citation").objects
    for request in apps.get_model("forums", "ConsentRequest").objects.order_by("pk").iterator():
        using = list(
            citations.filter(quotation=request.quotation_id)
            .order_by("item__summary")
            .values_list("item__summary", flat=True)
            .distinct()
        )
        request.summary_id = using[0] if using else None
        request.covers_every_use = len(using) > 1
        request.save(update_fields=["summary", "covers_every_use"])


class Migration(migrations.Migration):
    dependencies = [("forums", "0019_voting_opens")]

    operations = [
        migrations.AddField(
            model_name="consentrequest",
            name="covers_every_use",
            field=models.BooleanField(default=False, verbose_name="other summaries may use them as well"),
        ),
        migrations.AddField(
            model_name="consentrequest",
            name="summary",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="consent_requests",
                to="forums.summary",
            ),
        ),
        migrations.AlterField(
            model_name="consentrequest",
            name="quotation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consent_requests",
                to="forums.quotation",
            ),
        ),
        migrations.RunPython(tell_uses_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="consentrequest",
            constraint=models.UniqueConstraint(
                fields=["quotation", "summary"], name="asked_once_for_each_use"
            ),
        ),
    ]
