"""What the first release held of a case study is there after migrating, as a revision and a version."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casestudies.models import CaseStudy, DraftState
from casestudies.queries import head_of
from tests.factories.people import visitor
from tests.pages import Page

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("casestudies", "0001_initial"), ("forums", "0001_initial")]


@pytest.fixture
def before(transactional_db):
    """The models as they were in the first release; afterwards the database is as it is now."""
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(newest)


def write(apps, slug, status, **fields):
    theme, _made = apps.get_model("casestudies", "Theme").objects.get_or_create(
        slug="public-spaces", defaults={"order": 1, "title": "Public Spaces", "month": date(2023, 8, 1)}
    )
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


def test_every_word_of_the_first_release_survives(before, client):
    published = write(before, "rank", "published", abstract="It was dark.")
    before.get_model("casestudies", "NarrativeSection").objects.create(
        case_study=published, key="how", source="They *counted*.", html="<p>old</p>", renderer_version=1
    )
    write(before, "stub", "stub", source_title="A blog", source_url="https://blog.example/entry")
    write(before, "draft", "draft")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

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
