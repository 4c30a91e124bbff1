"""Rows that a released database holds are found after it was migrated, and migrated back and forth."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casestudies.models import Municipality
from forums.models import Conversation
from tests.factories import make_theme

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("casestudies", "0004_one_text"), ("forums", "0001_initial")]


@pytest.fixture
def before(transactional_db):
    """The models as they were before there was an index; afterwards the database is as it is now."""
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    theme = make_theme()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps, theme
    MigrationExecutor(connection).migrate(newest)


def test_rows_from_before_the_index_are_found_after_migrating(before):
    apps, theme = before
    old = {"search_text": "folded otherwise"}
    apps.get_model("casestudies", "Municipality").objects.create(code="KZN282", name="uMhlathuze", **old)
    apps.get_model("forums", "Conversation").objects.create(
        title="Torches", purpose="Lights in eThekwini.", theme_id=theme.pk, **old
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert [place.code for place in Municipality.objects.best_first("mhla")] == ["KZN282"]
    (conversation,) = Conversation.objects.best_first("thekwini")
    assert conversation.search_title == "torches"
    assert conversation.search_text == "torches lights in ethekwini thekwini"
    assert not Conversation.objects.matching("otherwise").exists()
