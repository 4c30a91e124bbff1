from django.db import migrations, models

from exchange.search.operations import AddSearch, fold_rows


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='post',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='thread',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        fold_rows("forums", "Conversation", lambda row: f"{row.title}\n{row.purpose}"),
        fold_rows("forums", "Post", lambda row: f"\n{row.plain}"),
        fold_rows("forums", "Thread", lambda row: row.title),
        AddSearch("Conversation"),
        AddSearch("Post"),
        AddSearch("Thread"),
    ]
