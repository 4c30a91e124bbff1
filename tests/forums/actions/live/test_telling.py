"""Whoever asked hears once that it was answered: members by a notice, guests by one mail."""

import pytest
from django.core import mail

from exchange.notices.models import Notice
from exchange.notices.sources import told
from forums.actions.live.contacts import leave_contact
from forums.actions.live.follow_up import answer_by_post
from forums.actions.live.merging import merge
from forums.actions.live.questions import withdraw_question
from forums.actions.live.telling import tell_askers
from forums.actions.moderation.posts import hide_post, undo_post_move
from forums.actions.posts import withdraw_own_post
from forums.actions.telling import QUESTION
from forums.models import ParticipantContact
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_post,
    make_session,
    run_jobs,
)

pytestmark = pytest.mark.django_db

SIPHO = "sipho@guests.example"


@pytest.fixture
def session():
    return make_session()


def guest(session, email=SIPHO, name="Sipho"):
    participant = join(session, guest_name=name)
    leave_contact(participant=participant, email=email, now=NOW)
    return participant


def notices_of(user):
    ids = list(Notice.objects.filter(recipient=user, source=QUESTION).values_list("source_id", flat=True))
    return list(told(QUESTION, ids, user).values())


def test_a_member_is_told_the_answer_in_its_words_with_its_place(session):
    question = answer(ask(join(session, ben()), "Who pays?"), "The traders do.")
    close(session)
    run_jobs()
    run_jobs()
    question.refresh_from_db()
    [notice] = notices_of(ben())
    assert notice.words == "Who pays?\n\nThe traders do."
    assert notice.url.endswith(f"/posts/{question.answer_post.number}/")
    assert question.asker_told_at is not None


def test_a_guest_gets_one_mail_and_their_address_is_gone(session):
    question = answer(ask(guest(session), "Who pays?"), "The traders do.")
    close(session)
    run_jobs()
    tell_askers(session_id=session.pk)
    [letter] = mail.outbox
    question.refresh_from_db()
    assert letter.to == [SIPHO]
    assert "Who pays?" in letter.body
    assert "The traders do." in letter.body
    assert f"/threads/{question.post.thread_id}/posts/{question.answer_post.number}/" in letter.body
    assert not ParticipantContact.objects.exists()


def test_an_address_is_kept_while_another_question_of_theirs_is_open(session):
    asker = guest(session)
    answer(ask(asker, "Who pays?"))
    still_open = ask(asker, "Who counts?")
    close(session)
    run_jobs()
    assert (len(mail.outbox), ParticipantContact.objects.count()) == (1, 1)
    still_open.refresh_from_db()
    reply = make_post(still_open.post.thread, chloe(), "Ben counts.", parent=still_open.post)
    answer_by_post(question=still_open, post=reply, by=amina(), now=NOW)
    run_jobs()
    assert (len(mail.outbox), ParticipantContact.objects.count()) == (2, 0)
    assert "Ben counts." in mail.outbox[1].body


def test_whoever_asked_what_was_merged_hears_the_answer_too(session):
    kept = ask(join(session, ben()), "Who pays?")
    merged = ask(join(session, chloe()), "Who is paying?")
    merge(keep=kept, questions=[merged], by=amina(), now=NOW)
    answer(kept, "The traders do.")
    close(session)
    run_jobs()
    assert [notice.words for notice in notices_of(chloe())] == ["Who is paying?\n\nThe traders do."]


def test_nobody_is_told_of_an_answer_that_was_hidden_until_it_comes_back(session):
    answer(ask(guest(session), "Who pays?"), "Names somebody.")
    question = answer(ask(join(session, ben()), "Who counts?"), "Names somebody.")
    close(session)
    for hidden in session.questions.select_related("answer_post"):
        hide_post(post=hidden.answer_post, by=amina(), reason="Names.")
    run_jobs()
    assert (mail.outbox, notices_of(ben())) == ([], [])
    question.refresh_from_db()
    assert question.asker_told_at is None
    undo_post_move(act=question.answer_post.acts.get(), by=amina())
    run_jobs()
    run_jobs()  # one job asks for another
    assert len(notices_of(ben())) == 1


def test_a_notice_says_nothing_once_the_answer_or_the_question_is_gone(session):
    asker = join(session, ben())
    question = ask(asker, "Who pays?")
    close(session)
    question.refresh_from_db()
    reply = make_post(question.post.thread, chloe(), "The traders do.", parent=question.post)
    answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    run_jobs()
    assert len(notices_of(ben())) == 1
    withdraw_own_post(post=reply, by=chloe(), now=NOW)
    assert notices_of(ben()) == []
    withdraw_question(question=question, by=asker, now=NOW)
    assert notices_of(ben()) == []


def test_a_letter_that_cannot_be_sent_keeps_no_other_back_and_is_tried_again(session, monkeypatch):
    answer(ask(guest(session)))
    answer(ask(join(session, ben())))
    close(session)

    def refuse(*_args: object) -> None:
        raise OSError("refused")

    with monkeypatch.context() as broken:
        broken.setattr("forums.actions.live.telling.send_mail", refuse)
        with pytest.raises(ExceptionGroup):
            tell_askers(session_id=session.pk)
    assert (len(notices_of(ben())), ParticipantContact.objects.count()) == (1, 1)
    tell_askers(session_id=session.pk)
    assert (len(mail.outbox), ParticipantContact.objects.count()) == (1, 0)
