"""What came of a session, its report and files, and who answers what was left, as pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.actions.live.follow_up import answer_by_post, default_due, give_question
from forums.actions.moderation.posts import hide_post
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_case_study,
    make_member,
    make_post,
    make_session,
)

pytestmark = pytest.mark.django_db


def farah():
    return make_member("Farah Naidoo", is_facilitator=True)


@pytest.fixture
def session():
    """Closed, with an answered question and an open one."""
    session = make_session()
    answer(ask(join(session, ben()), "Who pays?"), "The traders do.")
    ask(join(session, chloe()), "Who counts?")
    close(session)
    session.refresh_from_db()
    return session


@pytest.fixture
def still_open(session):
    return session.questions.select_related("post__thread").get(text="Who counts?")


def url(name, session, **more):
    return reverse(name, kwargs={"slug": session.slug, **more})


def text(response) -> str:
    return response.content.decode()


# For everybody ------------------------------------------------------------------------------------
def test_a_visitor_reads_what_was_asked_and_answered_and_where_it_goes_on(session, client):
    page = text(client.get(url("session_outcome", session)))
    assert "Who pays?" in page
    assert "The traders do." in page
    assert "Who counts?" in page
    thread = session.threads.get()
    assert reverse("thread", args=[thread.pk, thread.slug]) in page
    assert url("session_report", session) in page
    for extension in ("csv", "xlsx", "docx", "pdf", "json"):
        assert url("questions_file", session, extension=extension) in page


def test_what_is_hidden_in_its_thread_is_on_no_page_of_what_came_of_it(session, still_open, client):
    hide_post(post=still_open.post, by=amina(), reason="Names.")
    assert "Who counts?" not in text(client.get(url("session_outcome", session)))


def test_a_file_is_sent_under_the_sessions_name(session, client):
    response = client.get(url("questions_file", session, extension="csv"))
    assert response["Content-Disposition"] == 'attachment; filename="safer-streets-questions.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_the_pages_of_a_closed_session_lead_there(session, client):
    assert url("session_outcome", session) in text(client.get(url("live_session", session)))
    client.force_login(ben())
    assert url("session_outcome", session) in text(client.get(url("live_session", session)))


def test_the_report_has_a_table_beside_each_picture(session, client):
    page = text(client.get(url("session_report", session)))
    assert page.count('<svg class="bars"') == page.count('role="img"') == page.count("<table") == 2
    assert url("queue_file", session, extension="csv") not in page


def test_only_facilitators_read_the_report_before_the_session_has_closed(client):
    session = make_session()
    assert client.get(url("session_report", session)).status_code == 404
    client.force_login(amina())
    response = client.get(url("session_report", session))
    assert response.status_code == 200
    assert url("queue_file", session, extension="csv") in text(response)
    assert url("questions_file", session, extension="csv") not in text(response)


def test_a_rehearsal_leaves_no_page(client):
    session = make_session(is_rehearsal=True)
    assert client.get(url("session_outcome", session)).status_code == 404


def test_a_page_costs_the_same_with_two_questions_and_with_six(
    session, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(url("session_outcome", session))
    other = make_session(make_case_study())
    for number in range(6):
        answer(ask(join(other, guest_name=f"Guest {number}")))
    close(other)
    with django_assert_max_num_queries(12):
        client.get(url("session_outcome", other))


def test_its_thread_says_who_else_asked_and_what_the_asker_added(session, still_open, client):
    still_open.context = "In the evenings, I mean."
    still_open.save()
    twin = session.questions.get(text="Who pays?")
    session.questions.filter(pk=twin.pk).update(state="merged", merged_into=still_open)
    thread = session.threads.get()
    page = text(client.get(reverse("thread", args=[thread.pk, thread.slug])))
    assert "also asked by 1 other" in page
    assert "In the evenings, I mean." in page


# Following up -------------------------------------------------------------------------------------
def rows(session, *answers) -> dict[str, str]:
    return {f"{question.public_id}-{name}": value for question, name, value in answers}


def test_the_desk_counts_what_is_open_and_leads_there(session, client):
    client.force_login(amina())
    assert url("follow_up", session) in text(client.get(url("desk", session)))
    page = text(client.get(url("follow_up", session)))
    assert "Who counts?" in page
    assert "Who pays?" not in page
    assert default_due(timezone.localdate()).isoformat() in page


def test_owners_and_days_are_saved_at_once(session, still_open, client):
    client.force_login(amina())
    sent = rows(session, (still_open, "owner", str(farah().pk)), (still_open, "due_on", "2027-05-03"))
    response = client.post(url("follow_up", session), sent)
    assert response["Location"] == url("follow_up", session)
    still_open.refresh_from_db()
    assert (still_open.owner, still_open.due_on.isoformat()) == (farah(), "2027-05-03")
    nobody = rows(session, (still_open, "owner", ""), (still_open, "due_on", ""))
    client.post(url("follow_up", session), nobody)
    still_open.refresh_from_db()
    assert (still_open.owner, still_open.due_on) == (None, None)


def test_a_day_that_is_none_comes_back_with_what_was_chosen(session, still_open, client):
    client.force_login(amina())
    sent = rows(session, (still_open, "owner", str(farah().pk)), (still_open, "due_on", "31 February"))
    response = client.post(url("follow_up", session), sent)
    assert response.status_code == 400
    assert f'<option value="{farah().pk}" selected>' in text(response)
    assert 'value="31 February"' in text(response)


def test_who_may_not_answer_cannot_be_chosen(session, still_open, client):
    client.force_login(amina())
    sent = rows(session, (still_open, "owner", str(chloe().pk)), (still_open, "due_on", "2027-05-03"))
    assert client.post(url("follow_up", session), sent).status_code == 400
    still_open.refresh_from_db()
    assert still_open.owner is None


def test_a_reply_is_marked_as_the_answer_and_unmarked(session, still_open, client):
    client.force_login(amina())
    reply = make_post(still_open.post.thread, chloe(), "Ben counts.", parent=still_open.post)
    assert "Ben counts." in text(client.get(url("follow_up", session)))
    path = url("mark_question_answered", session, public_id=still_open.public_id)
    assert client.post(path, {"post": str(reply.pk)}).status_code == 302
    assert "Ben counts." in text(client.get(url("session_outcome", session)))
    client.post(url("reopen_question", session, public_id=still_open.public_id))
    still_open.refresh_from_db()
    assert still_open.answer_post is None


@pytest.mark.parametrize("post", ["", "x", "9" * 30, "999999"])
def test_a_post_that_is_not_there_is_no_answer(session, still_open, client, post):
    client.force_login(amina())
    path = url("mark_question_answered", session, public_id=still_open.public_id)
    assert client.post(path, {"post": post}).status_code == 404


def test_a_refusal_comes_back_with_the_page(session, still_open, client):
    client.force_login(amina())
    path = url("mark_question_answered", session, public_id=still_open.public_id)
    response = client.post(path, {"post": str(still_open.post.pk)})
    assert response.status_code == 409
    assert "Only a reply to the question" in text(response)
    answered = session.questions.get(text="Who pays?")
    response = client.post(url("reopen_question", session, public_id=answered.public_id))
    assert "Reopen the session" in text(response)


def test_mine_to_answer_stands_under_my_notices_until_it_is_done(session, still_open, client):
    give_question(question=still_open, owner=farah(), due_on=None, by=amina(), now=NOW)
    mine = "Questions that you were asked to answer"
    page = reverse("notices")
    client.force_login(chloe())
    assert mine not in text(client.get(page))
    client.force_login(farah())
    assert mine in text(client.get(page))
    reply = make_post(still_open.post.thread, farah(), "Ben counts.", parent=still_open.post)
    answer_by_post(question=still_open, post=reply, by=farah(), now=NOW)
    assert mine not in text(client.get(page))
