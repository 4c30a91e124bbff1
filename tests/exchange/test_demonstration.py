"""The demonstration: seeded through our own actions, and recognisable as made up wherever it shows."""

from collections import Counter
from datetime import timedelta
from io import BytesIO, StringIO
from math import hypot

import docx
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from casestudies.actions.programme import load_programme
from casestudies.content import (
    ContentNote,
    Direction,
    HowWeKnow,
    LessonKind,
    LocationPrecision,
    NarrativeKey,
    RelationKind,
    problems_of,
)
from casestudies.content.facets import Facet
from casestudies.models import (
    BuildingBlock,
    CaseFacet,
    CasePicture,
    CaseRelation,
    CaseStudy,
    Engagement,
    Lesson,
    Municipality,
    PublicNote,
    RecordedLearning,
    Review,
    SectionComment,
    Term,
    Theme,
    Trial,
    TrialDirection,
    TrialWish,
    Verdict,
    Volume,
)
from casestudies.queries import head_of
from exchange.demonstration import PASSWORD, accounts, load_demonstration
from exchange.people.models import Network, User
from forums.actions.quotations import mismatch_of
from forums.models import Conversation, LiveSession, Post, Question, Quotation, Summary, Thread, ThreadKind
from tests.factories import log_of
from tests.pages import Page

pytestmark = pytest.mark.django_db
QUICKLY = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once, because it takes seconds; each test undoes its own changes, and the last all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_programme()
        with override_settings(PASSWORD_HASHERS=QUICKLY):
            assert load_demonstration() is True
        yield
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def marked(model) -> list:
    return list(model.objects.filter(is_demonstration=True))


def threads() -> list:
    """Those that visitors read; the record of a conversation stands on the conversation's own page."""
    shown = Thread.objects.visible_to(None).exclude(kind=ThreadKind.CONVERSATION)
    return list(shown.filter(is_demonstration=True))


def paths() -> list[str]:
    """Every page of the demonstration that a visitor can open."""
    return [
        *(reverse("case_study", args=[row.slug]) for row in marked(CaseStudy) if row.is_public),
        *(reverse("building_block", args=[row.slug]) for row in marked(BuildingBlock)),
        *(reverse("engagement", args=[row.slug]) for row in marked(apps.get_model("casestudies.Engagement"))),
        *(reverse("municipality", args=[row.code]) for row in marked(Municipality)),
        *(reverse("conversation", args=[row.slug]) for row in marked(Conversation)),
        *(reverse("thread", args=[row.pk, row.slug]) for row in threads()),
        *(reverse("volume", args=[row.slug]) for row in marked(Volume)),
        *(reverse("network", args=[row.slug]) for row in marked(Network)),
        *(reverse("live_session", args=[row.slug]) for row in marked(LiveSession)),
        *(reverse("learning", args=[row.slug]) for row in marked(RecordedLearning)),
        *(reverse("lesson", args=[row.pk]) for row in Lesson.objects.visible_to(None)),
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
    for model in (CaseStudy, Municipality, Conversation, Network, Thread, LiveSession, RecordedLearning):
        assert [str(row) for row in marked(model) if "demonstration" not in str(row).casefold()] == []


def test_only_fictional_municipalities_are_tied_to_it():
    for case_study in marked(CaseStudy):
        assert all(place.is_demonstration for place in case_study.municipalities.all())
    for place in marked(Municipality):
        assert all(case_study.is_demonstration for case_study in place.case_studies.all())
        assert place.parent is None or place.parent.is_demonstration
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


def test_its_case_studies_take_their_mark_along(client):
    for case_study in public():
        text = client.get(f"/case-studies/{case_study.slug}.md").content.decode()
        assert (case_study.slug, "demonstration" in text[:80].casefold()) == (case_study.slug, True)
    path = f"/case-studies/{case_study.slug}"
    assert "demonstration" in client.get(f"{path}.txt").content.decode()[:80].casefold()
    paragraphs = docx.Document(BytesIO(client.get(f"{path}.docx").content)).paragraphs
    assert "demonstration" in " ".join(paragraph.text for paragraph in paragraphs[:2]).casefold()


def test_nobody_is_written_to_about_what_happened_before():
    kept = [callback for _savepoints, callback, *_robust in transaction.get_connection().run_on_commit]
    modules = {getattr(callback, "func", callback).__module__ for callback in kept}
    assert "casestudies.actions.letters" not in modules


def test_its_files_say_demonstration(client):
    path = f"/learning/{RecordedLearning.objects.get().slug}"
    for extension in ("md", "txt"):
        assert "demonstration" in client.get(f"{path}.{extension}").content.decode()[:400].casefold()
    document = docx.Document(BytesIO(client.get(f"{path}.docx").content))
    first = " ".join(paragraph.text for paragraph in document.paragraphs[:5])
    assert "demonstration" in first.casefold()


def test_its_accounts_are_those_that_others_rely_on(client, settings):
    settings.PASSWORD_HASHERS = QUICKLY
    known, others = accounts()[:5], accounts()[5:]
    assert known == [
        ("amina@demo.example", "facilitator"),
        ("ben@demo.example", "member"),
        ("chloe@demo.example", "member"),
        ("dineo@demo.example", "editor"),
        ("admin@demo.example", "administrator"),
    ]
    assert {role for _email, role in others} == {"member"}
    for email, _role in known:
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


def public() -> list[CaseStudy]:
    cases = CaseStudy.objects.public().filter(is_demonstration=True)
    return list(cases.select_related("current").order_by("pk"))


def values_of(facet: Facet) -> set[str]:
    facets = CaseFacet.objects.filter(facet=facet, case_study__in=public())
    return set(facets.values_list("value", flat=True))


def terms(vocabulary: str) -> set[str]:
    return set(Term.objects.filter(vocabulary=vocabulary).values_list("key", flat=True))


def test_thirteen_public_case_studies_are_complete_in_every_section():
    cases = public()
    assert len(cases) == 13
    for case_study in cases:
        content = head_of(case_study).content
        assert (case_study.slug, problems_of(content)) == (case_study.slug, [])
        words = {key: len(content[key].split()) for key in NarrativeKey.values}
        assert (case_study.slug, [key for key, count in words.items() if count < 40]) == (case_study.slug, [])
        assert sum(words.values()) > 1_000
        assert any(row["kind"] == LessonKind.DID_NOT_WORK for row in content["lessons"])


def test_each_facet_has_something_to_show():
    assert values_of(Facet.THEME) == set(Theme.objects.values_list("slug", flat=True))
    assert len(values_of(Facet.PROVINCE)) == 9
    assert values_of(Facet.DIRECTION) == set(Direction.values)
    assert values_of(Facet.EVIDENCE) == set(HowWeKnow.values)
    for facet in (Facet.APPROACH, Facet.SETTING, Facet.BUDGET, Facet.POPULATION):
        assert (facet, terms(facet.value) - values_of(facet)) == (facet, set())
    assert {"discontinued", "paused", "pilot", "scaling", "institutionalised"} <= values_of(Facet.STAGE)
    assert set(CaseRelation.objects.values_list("kind", flat=True)) == set(RelationKind.values)
    contents = [case_study.current.content for case_study in public()]
    assert {note for content in contents for note in content["content_notes"]} == set(ContentNote.values)
    assert {content["precision"] for content in contents} == set(LocationPrecision.values)


def test_what_may_not_be_known_of_a_place_is_nowhere_on_its_page(client):
    for precision in (LocationPrecision.WITHHELD, LocationPrecision.PROVINCE):
        case_study = next(row for row in public() if row.current.content["precision"] == precision)
        codes = [row["municipality"] for row in head_of(case_study).content["places"]]
        names = [place.name for place in Municipality.objects.filter(code__in=codes)]
        text = Page(client.get(reverse("case_study", args=[case_study.slug]))).text
        assert names
        assert [name for name in names if name in text] == []


def test_its_places_have_dots_that_are_no_real_municipality_s():
    fictional = Municipality.objects.filter(is_demonstration=True)
    real = [
        place for place in Municipality.objects.filter(is_demonstration=False) if place.latitude is not None
    ]
    for place in fictional:
        nearest = min(
            real,
            key=lambda row: hypot(row.latitude - place.latitude, row.longitude - place.longitude),
        )
        assert hypot(nearest.latitude - place.latitude, nearest.longitude - place.longitude) > 0.1
        assert (place.name, nearest.province) == (place.name, place.province)
    assert set(fictional.values_list("category", flat=True)) == {"A", "B", "C"}
    assert fictional.exclude(parent=None).count() == 3


def test_it_went_the_site_s_own_way_to_publication():
    for case_study in public():
        authors = set(case_study.case_authors.values_list("user", flat=True))
        for version in case_study.versions.all():
            passed = version.revision.reviews.filter(verdict=Verdict.PASSED)
            assert passed.count() == 2
            assert authors.isdisjoint(passed.values_list("reviewer", flat=True))
            assert version.published_by.email == "dineo@demo.example"
            assert version.published_at < timezone.now()
            assert (version.number == "1.0") == (version.note == "")
    numbers = Counter(case_study.current.number for case_study in public())
    assert numbers == {"1.0": 11, "1.1": 2}
    assert max(case_study.revisions.count() for case_study in public()) >= 4


def test_the_workflow_s_pages_have_something_to_show():
    unfinished = CaseStudy.objects.filter(is_demonstration=True, status="draft").order_by("draft_state")
    assert list(unfinished.values_list("draft_state", "case_authors__user__display_name", named=False)) == [
        ("in_review", "Esther"),
        ("in_review", "Nomvula"),
        ("submitted", "Farouk"),
        ("writing", "Ben"),
    ]
    assert CaseStudy.objects.filter(is_demonstration=True, status="withdrawn").count() == 1
    assert SectionComment.objects.count() == 4
    assert SectionComment.objects.filter(settled_at=None).count() == 3
    verdicts = set(Review.objects.values_list("verdict", flat=True))
    assert verdicts == {Verdict.ASKED, Verdict.PASSED, Verdict.CHANGES}
    assert PublicNote.objects.get().text.startswith("Disputed: ")


def test_lessons_were_tried_elsewhere_and_some_did_not_work_there():
    trials = Trial.objects.select_related("lesson__case_study", "municipality")
    assert {trial.result for trial in trials} == set(TrialDirection.values)
    for trial in trials:
        assert trial.municipality.is_demonstration
        assert trial.lesson.is_demonstration
        lead = trial.lesson.case_study.places.filter(role="lead", municipality=trial.municipality)
        assert not lead.exists()
        assert trial.made_at >= trial.lesson.created_at
    assert Counter(TrialWish.objects.values_list("answer", flat=True))[""] == 1
    assert TrialWish.objects.count() == 2
    assert Lesson.objects.filter(is_demonstration=True, retired_at=None).count() > 50


def test_its_pictures_are_drawn_and_described():
    pictures = [row for case_study in public() for row in case_study.current.content["pictures"]]
    assert len(pictures) == CasePicture.objects.count() == 5
    assert [row for row in pictures if len(row["alt"]) < 60] == []


def test_one_engagement_was_held_one_lies_weeks_ahead_and_then_the_volume_is_launched():
    held, ahead, launch = Engagement.objects.filter(is_demonstration=True).order_by("starts_at")
    assert held.is_over
    assert held.recording_url
    assert (ahead.starts_at - timezone.now()).days >= 20
    assert launch.starts_at > ahead.starts_at
    assert (launch.kind, bool(launch.place), launch.join_url) == ("in_person", True, "")
    assert launch.volumes.get().is_published
    for engagement in (held, ahead, launch):
        slots = list(engagement.slots.order_by("order"))
        ends = [slot.starts_at + timedelta(minutes=slot.minutes) for slot in slots]
        assert [slot.starts_at for slot in slots] == [engagement.starts_at, *ends[:-1]]
        assert ends[-1] == engagement.ends_at
        assert (engagement == launch) or engagement.join_url.startswith("https://meet.demo.example/")
        shown = {slot.case_study for slot in slots if slot.case_study}
        assert shown == set(engagement.case_studies.all())
        assert [slot for slot in slots if not slot.title.startswith("Demonstration: ")] == []


def test_titles_sources_and_people_say_that_they_are_made_up():
    for case_study in public():
        content = case_study.current.content
        named = [row["title"] for row in content["sources"]] + [row["name"] for row in content["people"]]
        named += [row["name"] for row in content["funders"] if ":" in row["name"]]
        assert [name for name in [content["title"], *named] if "Demonstration" not in name] == []
        assert not any(row["doi"] or row["url"] for row in content["sources"])
        assert "Demonstration" in content["abstract"][:20]
