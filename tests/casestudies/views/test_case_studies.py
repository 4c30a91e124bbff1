import pytest
from django.urls import reverse

from casestudies.models import CasePlace, CaseStudyStatus, Lesson, RecordedLearning
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_engagement,
    make_municipality,
    make_session,
    make_thread,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db


def page_of(case_study) -> str:
    return reverse("case_study", args=[case_study.slug])


# A case study -------------------------------------------------------------------------------------
def test_a_case_study_tells_its_story_in_the_order_of_the_sections(client):
    content = {"what_did_not_work": "Nobody *owned* the list.", "problem_and_context": "It was dark."}
    case_study = make_case_study(title="The rank", municipalities=[make_municipality()], content=content)
    response = client.get(page_of(case_study))
    page = Page(response)
    assert page.title == "The rank"
    assert page.text.index("It was dark.") < page.text.index("Nobody owned the list.")
    assert "<em>owned</em>" in response.content.decode()
    assert page.links["/municipalities/MBY/"] == "Mbali Bay, Eastern Cape"
    assert "(Lead)" in page.text


def test_a_stub_says_so_and_names_its_source(client):
    source = {"kind": "webpage", "title": "A blog", "url": "https://blog.example/entry"}
    stub = make_case_study(status=CaseStudyStatus.STUB, content={"sources": [source]})
    page = Page(client.get(page_of(stub)))
    assert ("This case study is a stub" in page.text, page.links["https://blog.example/entry"]) == (
        True,
        "A blog",
    )


def test_a_demonstration_says_so_on_its_face(client):
    page = Page(client.get(page_of(make_case_study(is_demonstration=True))))
    assert page.text.count("Demonstration.") == 1


def test_a_draft_is_there_for_editors_only(client):
    case_study = make_case_study(status=CaseStudyStatus.DRAFT)
    for person, answer in ((None, 404), (ben, 404), (amina, 404), (dineo, 200)):
        if person:
            client.force_login(person())
        assert client.get(page_of(case_study)).status_code == answer


def test_a_case_study_that_is_not_there(client):
    assert client.get("/case-studies/missing/").status_code == 404
    assert client.get("/case-studies/missing").status_code == 301
    assert client.post(page_of(make_case_study())).status_code == 405


def test_a_case_study_shows_its_sessions_and_threads_in_its_slot(client):
    case_study = make_case_study()
    session, thread = make_session(case_study), make_thread(case_study)
    page = Page(client.get(page_of(case_study)))
    assert reverse("live_session", args=[session.slug]) in page.links
    assert reverse("thread", args=[thread.pk, thread.slug]) in page.links
    assert reverse("new_thread", args=["case-study", case_study.slug]) in page.links
    assert reverse("desk", args=[session.slug]) not in page.links
    client.force_login(amina())
    page = Page(client.get(page_of(case_study)))
    assert reverse("desk", args=[session.slug]) in page.links
    assert reverse("schedule_session", args=["case-study", case_study.slug]) in page.links


def test_a_case_study_costs_the_same_with_one_of_everything_and_with_three(client):
    case_study = make_case_study(municipalities=[make_municipality()])

    def add(number: int, author) -> None:
        engagement = make_engagement(f"engagement-{number}", case_studies=[case_study])
        learning = RecordedLearning.objects.create(
            slug=f"learning-{number}",
            title="What we learned",
            case_study=case_study,
            published_at=NOW,
            source_key=f"summary:{number}",
        )
        Lesson.objects.create(
            statement="Count.", kind="worked", learning=learning, case_study=case_study, engagement=engagement
        )
        make_thread(case_study, author)
        make_session(case_study, title=f"Session {number}")

    add(1, ben())
    cost = queries_of(client, page_of(case_study))
    CasePlace.objects.create(case_study=case_study, municipality=make_municipality("KLP", "Klipdrif"))
    CasePlace.objects.create(case_study=case_study, municipality=make_municipality("DRP", "Dorp"))
    add(2, chloe())
    add(3, amina())
    assert queries_of(client, page_of(case_study)) == cost
