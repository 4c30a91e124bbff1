"""A summary is opened on a thread, whatever that thread stands on."""

import pytest
from django.urls import reverse

from casestudies.models import Lesson, LessonKind
from exchange.people.models import NetworkAccess
from forums.models import Question, Summary
from tests.factories import (
    amina,
    ask,
    ben,
    join,
    make_case_study,
    make_engagement,
    make_network,
    make_session,
    make_thread,
)
from tests.factories.library import make_conversation
from tests.pages import Page

pytestmark = pytest.mark.django_db
REFUSED = "A summary is about a case study, an engagement or a conversation"


def opened(client, thread):
    return client.post(reverse("new_summary", args=[thread.pk]), follow=True)


def lesson(**of):
    return Lesson.objects.create(statement="Name a keeper.", kind=LessonKind.WORKED, **of)


def a_question(case_study=None):
    session = make_session()
    question = ask(join(session, ben()), "Who pays?")
    Question.objects.filter(pk=question.pk).update(case_study=case_study)
    question.refresh_from_db()
    return question


@pytest.mark.parametrize("make", [make_case_study, make_engagement, make_conversation])
def test_a_summary_is_about_what_its_thread_is_about(aminas, make):
    thread = make_thread(make())
    opened(aminas, thread)
    assert (Summary.objects.get().subject, list(Summary.objects.get().threads.all())) == (
        thread.subject,
        [thread],
    )


def test_a_summary_of_a_lessons_thread_is_about_what_the_lesson_comes_from(aminas):
    case_study = make_case_study()
    response = opened(aminas, make_thread(lesson(case_study=case_study)))
    assert (response.status_code, Summary.objects.get().subject) == (200, case_study)


def test_a_summary_of_a_questions_thread_is_about_what_was_asked_about(aminas):
    question = a_question()
    opened(aminas, make_thread(question))
    assert Summary.objects.get().subject == question.session.subject


@pytest.mark.parametrize("access", NetworkAccess)
def test_a_networks_thread_offers_no_summary_and_says_why(aminas, access):
    thread = make_thread(make_network("Stations", access, ben(), facilitator=amina()), title="In the house")
    response = opened(aminas, thread)
    assert (response.status_code, Summary.objects.exists()) == (200, False)
    assert (REFUSED in Page(response).text, "Start a summary" in Page(response).text) == (True, False)


def test_a_lesson_that_comes_from_nothing_known_is_refused_in_words(aminas):
    response = opened(aminas, make_thread(lesson()))
    assert (response.status_code, REFUSED in Page(response).text) == (200, True)
