import pytest

from casestudies.actions.programme import load_programme
from casestudies.models import CaseStudyStatus, Lesson, RecordedLearning
from tests.factories import (
    NOW,
    make_case_study,
    make_conversation,
    make_engagement,
    make_municipality,
    make_theme,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db


def test_the_programme_shows_aims_themes_engagements_and_partners(client):
    load_programme()
    make_engagement("demonstration", is_demonstration=True)
    context = client.get("/programme/").context
    counts = {name: len(context[name]) for name in ("aims", "engagements", "partners")}
    assert counts == {"aims": 8, "engagements": 8, "partners": 3}


def test_the_programme_answers_before_anything_is_loaded(client):
    assert client.get("/programme/").status_code == 200
    assert client.post("/programme/").status_code == 405


def test_the_programme_costs_the_same_with_one_engagement_and_with_three(client):
    make_engagement()
    cost = queries_of(client, "/programme/")
    make_engagement("second", theme=make_theme("data"))
    make_engagement("third", theme=make_theme("policy"))
    assert queries_of(client, "/programme/") == cost


def test_a_theme_gathers_what_is_public_about_it(client):
    theme, other = make_theme(), make_theme("data")
    public = make_case_study(theme=theme)
    make_case_study("draft", theme=theme, status=CaseStudyStatus.DRAFT)
    make_case_study("other", theme=other)
    conversation = make_conversation(theme=theme)
    response = client.get("/themes/public-spaces/")
    assert response.context["case_studies"] == [public]
    page = Page(response)
    assert page.title == "Public spaces"
    assert f"/conversations/{conversation.slug}/" in page.links


def test_a_theme_that_is_not_there(client):
    assert client.get("/themes/missing/").status_code == 404


def test_a_theme_costs_the_same_with_one_of_everything_and_with_three(client):
    theme = make_theme()

    def add(number: int) -> None:
        place = make_municipality(f"M{number}", f"Place {number}")
        make_case_study(f"case-{number}", theme=theme, municipalities=[place])
        make_engagement(f"engagement-{number}", theme=theme)
        make_conversation(f"conversation-{number}", theme=theme)
        learning = RecordedLearning.objects.create(
            slug=f"learning-{number}",
            title="What we learned",
            theme=theme,
            published_at=NOW,
            source_key=f"summary:{number}",
        )
        Lesson.objects.create(statement="Count.", kind="worked", learning=learning)

    add(1)
    cost = queries_of(client, "/themes/public-spaces/")
    add(2)
    add(3)
    assert queries_of(client, "/themes/public-spaces/") == cost
