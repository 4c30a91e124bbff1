from io import BytesIO

import docx
import pytest

from casestudies.actions.recorded_learnings import (
    ItemToPublish,
    LessonLearned,
    Publication,
    QuotedWords,
    Subjects,
    publish_recorded_learning,
    redact_quotation,
)
from casestudies.models import BriefSection, CaseStudyStatus, LessonKind, RecordedLearning
from tests.factories import (
    NOW,
    make_case_study,
    make_engagement,
    make_municipality,
    make_theme,
    minutes_later,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db

WORDS = "The traders know who sleeps there."
BEN = "Ben Jacobs, Urban safety officer"


def published(
    number: int = 1,
    *,
    items: int = 1,
    title: str = "What kept the rank safe",
    subjects: Subjects | None = None,
    **fields,
) -> RecordedLearning:
    """A brief whose every item has a quotation and a lesson."""
    made = [
        ItemToPublish(
            BriefSection.WHAT_WORKED,
            f"They *all* came, {place}.",
            [QuotedWords(f"quotation-{number}-{place}", WORDS, BEN, f"/words/quotation-{number}-{place}/")],
            LessonLearned(f"Count the lights, {place}.", LessonKind.WORKED, "At night."),
        )
        for place in range(1, items + 1)
    ]
    publication = Publication(
        title, f"summary:{number}", made, subjects=subjects or Subjects(theme=make_theme()), **fields
    )
    return publish_recorded_learning(publication=publication, now=minutes_later(number))


def page_of(learning: RecordedLearning) -> str:
    return f"/learning/{learning.slug}/"


# The lists ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/learning/", "/lessons/"])
def test_the_lists_answer_before_anything_is_published(client, path):
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_lists_show_the_newest_first(client):
    older, newer = published(1), published(2)
    assert list(client.get("/learning/").context["learnings"]) == [newer, older]
    assert [card.lesson.learning for card in client.get("/lessons/").context["page"].cards] == [newer, older]


@pytest.mark.parametrize("path", ["/learning/", "/lessons/"])
def test_the_lists_cost_the_same_with_one_and_with_three(client, path):
    published(1, subjects=Subjects(make_engagement(), make_case_study()))
    cost = queries_of(client, path)
    published(2, subjects=Subjects(make_engagement("autumn"), make_case_study("second")))
    published(3)
    assert queries_of(client, path) == cost


# Recorded learning --------------------------------------------------------------------------------
def test_each_quotation_leads_to_its_words(client):
    learning = published(credits=[BEN])
    response = client.get(page_of(learning))
    page = Page(response)
    assert (page.title, WORDS in page.text) == (learning.title, True)
    assert page.links["/words/quotation-1-1/"] == "see these words in context"
    assert "<em>all</em>" in response.content.decode()
    assert f"(version 1.0). http://127.0.0.1:8000/learning/{learning.slug}/" in page.text


def test_withdrawn_words_are_gone_from_page_lesson_and_file(client):
    learning = published()
    redact_quotation(quotation_id="quotation-1-1", now=NOW)
    lesson = learning.lessons.get()
    for path in (page_of(learning), f"/lessons/{lesson.pk}/", f"/learning/{learning.slug}.md"):
        response = client.get(path)
        assert (response.status_code, WORDS in response.content.decode()) == (200, False)
    assert "Words withdrawn by the person who said them." in Page(client.get(page_of(learning))).text


def test_a_publication_names_only_public_cases_whoever_looks(client):
    public = make_case_study(municipalities=[make_municipality()])
    draft = make_case_study("a-draft", status=CaseStudyStatus.DRAFT)
    learning = published(subjects=Subjects(make_engagement(case_studies=[public, draft])))
    response = client.get(page_of(learning))
    assert response.context["case_studies"] == [public]
    assert draft.title not in Page(response).text
    assert draft.title not in client.get(f"/learning/{learning.slug}.md").content.decode()


def test_a_demonstration_says_so_on_the_page_and_in_its_files(client):
    learning = published(is_demonstration=True)
    for path in (page_of(learning), f"/learning/{learning.slug}.md", f"/learning/{learning.slug}.txt"):
        assert "demonstration" in client.get(path).content.decode().casefold()


def test_what_is_not_there(client):
    published()
    for path in ("/learning/missing/", "/learning/missing.md", "/lessons/404/", f"/lessons/{10**30}/"):
        assert client.get(path).status_code == 404


def test_recorded_learning_costs_the_same_with_one_of_everything_and_with_three(client):
    first = make_case_study(municipalities=[make_municipality()])
    brief = published(1, subjects=Subjects(make_engagement(case_studies=[first])))
    cost = queries_of(client, page_of(brief))
    second, third = (
        make_case_study(
            f"case-{number}", theme=make_theme(f"theme-{number}"), municipalities=[make_municipality()]
        )
        for number in (2, 3)
    )
    longer = published(
        2, items=3, subjects=Subjects(make_engagement("autumn", case_studies=[first, second, third]))
    )
    assert queries_of(client, page_of(longer)) == cost


# Lessons ------------------------------------------------------------------------------------------
def test_a_lesson_leads_in_one_click_to_the_words_it_came_from(client):
    learning = published(subjects=Subjects(make_engagement(), make_case_study()))
    page = Page(client.get(f"/lessons/{learning.lessons.get().pk}/"))
    assert (page.title, WORDS in page.text) == ("Count the lights, 1.", True)
    assert {"/words/quotation-1-1/", page_of(learning)} <= set(page.links)


def test_a_lesson_shows_its_own_words_and_no_others(client):
    learning = published(items=3)
    lesson = learning.lessons.order_by("pk")[1]
    shown = client.get(f"/lessons/{lesson.pk}/").context["quotations"]
    assert [quotation.quotation_id for quotation in shown] == ["quotation-1-2"]


def test_a_lesson_costs_the_same_beside_one_and_beside_three_others(client):
    cost = queries_of(client, f"/lessons/{published(1).lessons.get().pk}/")
    lesson = published(2, items=3).lessons.first()
    assert queries_of(client, f"/lessons/{lesson.pk}/") == cost


# Files --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_recorded_learning_goes_along_as_a_file(client, extension, content_type):
    learning = published()
    response = client.get(f"/learning/{learning.slug}.{extension}")
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    name = f'attachment; filename="{learning.slug}.{extension}"'
    assert response["Content-Disposition"] == name
    if extension == "docx":
        text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(response.content)).paragraphs)
    else:
        text = response.content.decode()
    assert WORDS in text
    assert client.get(f"/learning/{learning.slug}.{extension}").content == response.content


@pytest.mark.parametrize("extension", ["rtf", "exe", "xml"])
def test_a_format_that_nobody_writes_is_not_there(client, extension):
    assert client.get(f"/learning/{published().slug}.{extension}").status_code == 404


def test_a_file_is_only_fetched(client):
    assert client.post(f"/learning/{published().slug}.md").status_code == 405
