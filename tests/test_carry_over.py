"""What the first release held is there after migrating: as a revision and a version, and found by words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from casestudies.models import CaseStudy, DraftState, Municipality
from casestudies.queries import head_of
from forums.models import Conversation
from tests import servers
from tests.factories.people import visitor
from tests.pages import Page

pytestmark = pytest.mark.django_db

FIRST_RELEASE = [("casestudies", "0001_initial"), ("forums", "0001_initial")]


@pytest.fixture(scope="module")
def carried_over(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A site of the first release with a few rows, migrated to what the site is now."""
    with django_db_blocker.unblock(), an_empty_database(tmp_path_factory.mktemp("carried-over")):
        executor = MigrationExecutor(connection)
        executor.migrate(FIRST_RELEASE)
        write_rows(executor.loader.project_state(FIRST_RELEASE).apps)
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield


@contextmanager
def an_empty_database(folder: Path) -> Iterator[None]:
    """The tests' own is back afterwards."""
    before = connection.settings_dict["NAME"]
    connection.close()
    if settings.ON_SQLITE:
        connection.settings_dict["NAME"] = str(folder / "carried-over.sqlite3")
    else:
        url = servers.new_database(os.environ["DATABASE_URL"])
        connection.close_pool()
        connection.settings_dict["NAME"] = url.rpartition("/")[2]
    try:
        yield
    finally:
        connection.close()
        if not settings.ON_SQLITE:
            connection.close_pool()
        connection.settings_dict["NAME"] = before


def write_rows(apps) -> None:
    theme = apps.get_model("casestudies", "Theme").objects.create(
        slug="public-spaces", order=1, title="Public Spaces", month=date(2023, 8, 1)
    )
    published = write_case(apps, theme, "rank", "published", abstract="It was dark.")
    apps.get_model("casestudies", "NarrativeSection").objects.create(
        case_study=published, key="how", source="They *counted*.", html="<p>old</p>", renderer_version=1
    )
    write_case(apps, theme, "stub", "stub", source_title="A blog", source_url="https://blog.example/entry")
    write_case(apps, theme, "draft", "draft")
    old = {"search_text": "folded otherwise"}
    apps.get_model("casestudies", "Municipality").objects.create(code="KZN282", name="uMhlathuze", **old)
    apps.get_model("forums", "Conversation").objects.create(
        title="Torches", purpose="Lights in eThekwini.", theme_id=theme.pk, **old
    )


def write_case(apps, theme, slug, status, **fields):
    place, _made = apps.get_model("casestudies", "Municipality").objects.get_or_create(
        code="MBY", defaults={"name": "Mbali Bay", "province": "Eastern Cape", "category": "B"}
    )
    case_study = apps.get_model("casestudies", "CaseStudy").objects.create(
        slug=slug, title=slug.title(), nutshell="Lit together.", status=status, theme=theme, **fields
    )
    apps.get_model("casestudies", "CasePlace").objects.create(
        case_study=case_study, municipality=place, role="lead"
    )
    return case_study


def test_every_word_of_a_case_study_survives(carried_over, client):
    rank, stub, draft = (CaseStudy.objects.get(slug=slug) for slug in ("rank", "stub", "draft"))
    assert [case.current and case.current.number for case in (rank, stub, draft)] == ["1.0", "0.1", None]
    assert [case.draft_state for case in (rank, draft)] == [DraftState.RESTING, DraftState.WRITING]
    assert {head_of(case).number for case in (rank, stub, draft)} == {1}
    assert rank.current.content["how"] == "They *counted*."
    assert rank.current.html["how"] == "<p>They <em>counted</em>.</p>\n"
    assert set(rank.facets.filter(facet="province").values_list("value", flat=True)) == {"Eastern Cape"}
    assert set(CaseStudy.objects.visible_to(visitor()).matching("lit")) == {rank, stub}
    assert list(CaseStudy.objects.matching("counted")) == [rank]
    page = Page(client.get("/case-studies/stub/"))
    assert page.links["https://blog.example/entry"] == "A blog"
    assert "They <em>counted</em>." in client.get("/case-studies/rank/").content.decode()


def test_rows_from_before_the_index_are_found(carried_over):
    assert [place.code for place in Municipality.objects.best_first("mhla")] == ["KZN282"]
    (conversation,) = Conversation.objects.best_first("thekwini")
    assert conversation.search_title == "torches"
    assert conversation.search_text == "torches lights in ethekwini thekwini"
    assert not Conversation.objects.matching("otherwise").exists()
