from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0018_sessions_without_a_room")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="voting_opened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="conversation",
            name="is_voting_public",
            field=models.BooleanField(
                default=False, verbose_name="members of networks, and guests, vote on statements too"
            ),
        ),
    ]
