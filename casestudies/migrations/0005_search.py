from django.db import migrations, models

from exchange.search.operations import AddSearch, fold_rows


def words_of_case_study(row):
    words = f"{row.title}\n{row.nutshell}\n{row.abstract}"
    return f"{words}\n{row.current.words}" if row.current else words



class Migration(migrations.Migration):

    dependencies = [
        ('casestudies', '0004_one_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='buildingblock',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='engagement',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='lesson',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='municipality',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='recordedlearning',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='theme',
            name='search_title',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        fold_rows("casestudies", "BuildingBlock", lambda row: f"{row.title}\n{row.summary}\n{row.source}"),
        fold_rows("casestudies", "CaseStudy", words_of_case_study),
        fold_rows("casestudies", "Engagement", lambda row: f"{row.title}\n{row.summary}"),
        fold_rows("casestudies", "Lesson", lambda row: f"{row.statement}\n{row.conditions}"),
        fold_rows("casestudies", "Municipality", lambda row: f"{row.name}\n{row.code}\n{row.province}"),
        fold_rows("casestudies", "RecordedLearning", lambda row: row.title),
        fold_rows("casestudies", "Theme", lambda row: f"{row.title}\n{row.about}"),
        AddSearch("BuildingBlock"),
        AddSearch("CaseStudy"),
        AddSearch("Engagement"),
        AddSearch("Lesson"),
        AddSearch("Municipality"),
        AddSearch("RecordedLearning"),
        AddSearch("Theme"),
    ]
