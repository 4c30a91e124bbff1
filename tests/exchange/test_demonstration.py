"""The demonstration: seeded through our own actions, and recognisable as made up wherever it shows."""

from io import BytesIO, StringIO

import docx
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from casestudies.actions.programme import load_programme
from casestudies.models import CaseStudy, Lesson, Municipality, RecordedLearning
from exchange.demonstration import PASSWORD, accounts, load_demonstration
from exchange.people.models import User
from forums.actions.quotations import mismatch_of
from forums.models import Conversation, LiveSession, Post, Question, Quotation, Summary, Thread
from tests.factories import log_of
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_programme()
    assert load_demonstration() is True


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def marked(model) -> list:
    return list(model.objects.filter(is_demonstration=True))


def paths() -> list[str]:
    """Every page of the demonstration that a visitor can open."""
    return [
        *(reverse("case_study", args=[row.slug]) for row in marked(CaseStudy)),
        *(reverse("engagement", args=[row.slug]) for row in marked(apps.get_model("casestudies.Engagement"))),
        *(reverse("municipality", args=[row.code]) for row in marked(Municipality)),
        *(reverse("conversation", args=[row.slug]) for row in marked(Conversation)),
        *(reverse("thread", args=[row.pk, row.slug]) for row in marked(Thread)),
        *(reverse("live_session", args=[row.slug]) for row in marked(LiveSession)),
        *(reverse("learning", args=[row.slug]) for row in marked(RecordedLearning)),
        *(reverse("lesson", args=[row.pk]) for row in marked(Lesson)),
        *(reverse("words", args=[row.public_id]) for row in Quotation.objects.all()),
    ]


def test_loading_it_again_changes_nothing():
    before = counts()
    assert load_demonstration() is False
    assert counts() == before


def test_everything_in_it_says_demonstration_on_its_face(client):
    for model in apps.get_models():
        if any(field.name == "is_demonstration" for field in model._meta.fields):
            assert marked(model), model
    assert len(paths()) > 15
    for path in paths():
        response = client.get(path)
        assert (path, response.status_code) == (path, 200)
        assert (path, "Demonstration" in Page(response).text) == (path, True)
    client.force_login(User.objects.get(email="amina@demo.example"))
    for row in marked(User):
        assert "Demonstration" in Page(client.get(reverse("person", args=[row.handle]))).text
    for row in marked(Summary):
        assert "Demonstration" in Page(client.get(reverse("summary", args=[row.pk]))).text
    for row in marked(LiveSession):
        assert "Demonstration" in Page(client.get(reverse("desk", args=[row.slug]))).text
        assert "Demonstration" in Page(client.get(reverse("screen", args=[row.slug]))).text


def test_titles_carry_it_into_lists_searches_and_previews():
    for model in (CaseStudy, Municipality, Conversation, Thread, LiveSession, RecordedLearning):
        assert [str(row) for row in marked(model) if "demonstration" not in str(row).casefold()] == []


def test_only_fictional_municipalities_are_tied_to_it():
    for case_study in marked(CaseStudy):
        assert all(place.is_demonstration for place in case_study.municipalities.all())
    for place in marked(Municipality):
        assert all(case_study.is_demonstration for case_study in place.case_studies.all())
        assert (place.parent, place.latitude) == (None, None)
    fictional = {place.code for place in marked(Municipality)}
    assert {person.municipality_code for person in marked(User)} <= {*fictional, ""}


def test_nothing_made_up_is_attached_to_a_real_case_study_or_engagement():
    real = CaseStudy.objects.filter(is_demonstration=False)
    assert real.count() == 3
    assert not Lesson.objects.filter(case_study__in=real).exists()
    assert not RecordedLearning.objects.filter(is_demonstration=False).exists()
    for model in (Thread, LiveSession, Summary):
        found = {(row.is_demonstration, row.subject.is_demonstration) for row in model.objects.all()}
        assert (model, found) == (model, {(True, True)})
    assert not Question.objects.filter(case_study__is_demonstration=False).exists()


def test_it_shows_the_whole_path_to_published_learning(client):
    learning = RecordedLearning.objects.get()
    lesson = learning.lessons.order_by("pk")[0]
    assert learning.credits
    page = Page(client.get(reverse("lesson", args=[lesson.pk])))
    quoted = [link for link in page.links if link.startswith("/words/")]
    assert quoted
    for link in quoted:
        words = Page(client.get(link))
        assert any(link.startswith("/threads/") for link in words.links)
    assert {session.state for session in LiveSession.objects.all()} == {"open", "closed"}
    assert {question.state for question in Question.objects.all()} >= {"waiting", "published", "answered"}


def test_what_it_shows_is_what_the_actions_do():
    assert [mismatch_of(quotation) for quotation in Quotation.objects.all()] == [
        ""
    ] * Quotation.objects.count()
    for session in LiveSession.objects.all():
        assert log_of(session)[0] == "session_opened"
    for question in Question.objects.all():
        assert question.vote_count == question.votes.count()
    for thread in Thread.objects.all():
        numbers = list(thread.posts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, thread.last_post_number + 1))
    assert not Post.objects.filter(plain="").exists()


def test_its_files_say_demonstration(client):
    path = f"/learning/{RecordedLearning.objects.get().slug}"
    for extension in ("md", "txt"):
        assert "demonstration" in client.get(f"{path}.{extension}").content.decode()[:400].casefold()
    document = docx.Document(BytesIO(client.get(f"{path}.docx").content))
    first = " ".join(paragraph.text for paragraph in document.paragraphs[:5])
    assert "demonstration" in first.casefold()


def test_its_accounts_are_those_that_others_rely_on(client):
    assert accounts() == [
        ("amina@demo.example", "facilitator"),
        ("ben@demo.example", "member"),
        ("chloe@demo.example", "member"),
        ("dineo@demo.example", "editor"),
        ("admin@demo.example", "administrator"),
    ]
    for email, _role in accounts():
        data = {"login": email, "password": PASSWORD}
        assert client.post("/accounts/login/", data).status_code == 302
        client.logout()


def test_the_command_prints_the_accounts():
    said = StringIO()
    call_command("load_demonstration", stdout=said)
    assert "The demonstration was there." in said.getvalue()
    assert "amina@demo.example" in said.getvalue()
    assert f"password: {PASSWORD}" in said.getvalue()


def test_it_is_refused_where_the_site_is_served_securely(settings):
    settings.SITE_URL = "https://exchange.example"
    before = counts()
    with pytest.raises(CommandError, match=r"\(exchange\.E002\)"):
        call_command("load_demonstration")
    assert counts() == before
