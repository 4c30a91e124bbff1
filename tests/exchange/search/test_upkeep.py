"""The index outlives a table that is made anew, and forgets what was erased."""

import pytest
from django.core.management import call_command
from django.db import connection, models

from casestudies.models import Lesson
from exchange.search.index import forgets_at_once, trigger_names
from exchange.search.upkeep import forget_deleted_words
from tests.database import is_in_the_files

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = Lesson._meta.db_table


def make_lesson(words: str) -> Lesson:
    return Lesson.objects.create(statement=words, kind="worked")


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def alter_statement():
    """What a later migration may do to a searchable table: another length for one of its fields."""
    old = Lesson._meta.get_field("statement")
    new = models.CharField("statement", max_length=300)
    new.set_attributes_from_name("statement")
    new.model = Lesson

    def alter(one: models.Field, other: models.Field) -> None:
        with connection.schema_editor() as editor:
            editor.alter_field(Lesson, one, other)

    alter(old, new)
    yield
    alter(new, old)
    call_command("migrate", verbosity=0)


def test_a_table_made_anew_is_found_in_again_after_the_migrations(request):
    kept, changed = make_lesson("Lamps here."), make_lesson("Lamps there.")
    request.getfixturevalue("alter_statement")
    if connection.vendor == "sqlite":
        assert triggers() == set()
    Lesson.objects.filter(pk=changed.pk).update(
        search_title="", search_text="torches"
    )  # by a migration, in between
    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite":
        assert triggers() == set(trigger_names(TABLE))
    assert list(Lesson.objects.matching("lamps")) == [kept]
    assert list(Lesson.objects.matching("torches")) == [changed]
    beacon = make_lesson("Beacons.")
    assert list(Lesson.objects.matching("beacons")) == [beacon]


def test_words_that_were_erased_leave_the_files_of_the_database():
    make_lesson("Nothing to hide.")
    rare = make_lesson("Xylozoographical.")
    rare.statement = "Withdrawn."
    rare.save()
    forget_deleted_words(Lesson)
    assert list(Lesson.objects.matching("xylozoographical")) == []
    assert not is_in_the_files("zoographical")


def test_until_then_an_older_sqlite_keeps_them_in_its_index():
    """Which is why there is something to forget, and how we know that the test above can fail."""
    make_lesson("Xylozoographical.").delete()
    if connection.vendor == "sqlite" and not forgets_at_once():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert is_in_the_files("zoographical")
    forget_deleted_words(Lesson)
