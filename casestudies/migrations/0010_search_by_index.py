"""PostgreSQL finds case studies by their index, also for a word that most of them hold.

Knowing that the word is common, it would read each row instead, and fetch and unpack each vector, which its
estimate leaves out: ninety milliseconds for 5,000 case studies instead of five. Without statistics of
the vectors it takes every word for a rare one. To name the type anew drops those that are there; no row is
written.
"""

from django.db import migrations

from exchange.search.index import VECTOR


def forget_statistics(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("casestudies", "CaseStudy")._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN {VECTOR} TYPE tsvector')
        schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN {VECTOR} SET STATISTICS 0')


def gather_statistics(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("casestudies", "CaseStudy")._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN {VECTOR} SET STATISTICS -1')


class Migration(migrations.Migration):

    dependencies = [
        ('casestudies', '0009_withheld_quotations'),
    ]

    operations = [
        migrations.RunPython(forget_statistics, gather_statistics),
    ]
