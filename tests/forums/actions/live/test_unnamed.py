"""A live session keeps the terms of its conversation: under Chatham House nobody has a name in it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from exchange.live.hub import RoomGone
from forums.actions.consents.sealing import forget
from forums.actions.conversations.changing import ConversationBegun
from forums.actions.conversations.setting_up import change_conversation, close_conversation, terms_that_remain
from forums.actions.live.agenda import add_agenda_item
from forums.actions.live.captions import Said, paste_captions
from forums.actions.live.controls import change_settings
from forums.actions.live.entering import enter_question
from forums.actions.live.follow_up import give_question
from forums.actions.live.hands import call_hand, raise_hand
from forums.actions.live.minutes import write_minute
from forums.actions.live.participants import merge_guest
from forums.actions.live.presenters import add_presenter
from forums.actions.live.unnamed import NobodyIsNamed
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader
from forums.models import (
    Anonymity,
    Conversation,
    LiveEvent,
    LiveSession,
    Participant,
    Post,
    PostKind,
    Question,
    Terms,
    Thread,
    ThreadKind,
)
from tests.factories import NOW, amina, answer, ask, ben, chloe, close, join, make_session
from tests.factories.conversations import make_talk

pytestmark = pytest.mark.django_db

READER = SessionReader()


def held_live(terms: Terms = Terms.CHATHAM_HOUSE, **settings: object) -> LiveSession:
    return make_session(make_talk(terms=terms), **settings)


def record(session: LiveSession) -> list[Post]:
    return list(Post.objects.filter(thread__live_session=session).order_by("number"))


# Coming in ----------------------------------------------------------------------------------------
def test_whatever_somebody_chooses_they_have_no_name_under_chatham_house():
    session = held_live()
    for person in (join(session, ben(), municipality_code="NMA"), join(session, guest_name="Zola")):
        assert (person.room_name, person.record_name) == ("", "")
        assert (person.guest_name, person.municipality_code) == ("", "")


def test_a_guest_who_logs_in_stays_without_a_name():
    guest = join(held_live(), guest_name="Zola")
    member = merge_guest(guest=guest, user=ben())
    assert (member.room_name, member.record_name) == ("", "")


def test_under_role_terms_the_room_hears_a_name_and_the_record_has_none():
    person = join(held_live(Terms.ROLE), ben())
    assert (person.room_name, person.record_name) == (ben().display_name, "")


def test_under_attributed_terms_names_are_as_people_chose():
    person = join(held_live(Terms.ATTRIBUTED), ben())
    assert person.record_name == ben().byline


def test_no_setting_lets_facilitators_know_who_asks():
    session = held_live(anonymity=Anonymity.FACILITATOR, allows_anonymous=False)
    wanted = {"anonymity": Anonymity.FACILITATOR, "allows_anonymous": False, "title": "Watchers"}
    session = change_settings(session=session, settings=wanted, by=amina())
    assert (session.anonymity, session.allows_anonymous) == (Anonymity.NOBODY, True)
    assert session.title == "Watchers"


@pytest.mark.parametrize(
    "name_somebody",
    [
        lambda session: add_presenter(session=session, name="Ben", by=amina()),
        lambda session: add_agenda_item(session=session, title="Opening", presenter="Ben", by=amina()),
        lambda session: enter_question(
            session=session, text="Who?", name="Ben", by=amina(), client_id=uuid4()
        ),
        lambda session: give_question(question=ask(join(session)), owner=amina(), due_on=None, by=amina()),
    ],
)
def test_nobody_is_named_at_the_desk(name_somebody):
    with pytest.raises(NobodyIsNamed):
        name_somebody(held_live())


def test_a_question_that_was_asked_aloud_is_entered_without_a_name():
    question = enter_question(session=held_live(), text="Who?", by=amina(), client_id=uuid4())
    assert question.asker.guest_name == ""


# What stays ---------------------------------------------------------------------------------------
def after(session: LiveSession) -> list[Post]:
    first, second = join(session, ben()), join(session, chloe())
    answer(ask(first, "Who pays for the lamps?"))
    ask(second, "Who walks at night?", now=NOW + timedelta(minutes=2))
    write_minute(session=session, text="The lamps were praised.", by=amina(), now=NOW)
    said = [Said("We light the rank.", NOW, "Ben"), Said("So do we.", NOW + timedelta(seconds=9), "Chloé")]
    paste_captions(session=session, said=said, by=amina(), now=NOW)
    close(session, now=NOW + timedelta(hours=2))
    return record(session)


def test_its_record_holds_all_that_was_said_signed_alike_and_dated_by_the_day():
    posts = after(held_live())
    signed = {post.kind: post.byline for post in posts}
    assert signed == {
        PostKind.QUESTION: "Asked anonymously",
        PostKind.ANSWER: "Answer in the session",
        PostKind.MINUTES: "Minutes",
        PostKind.SPEECH: "A participant",
    }
    assert len({post.posted_at for post in posts}) == 1
    minutes = next(post for post in posts if post.kind == PostKind.MINUTES)
    assert minutes.plain == "The lamps were praised."
    assert {post.author_id for post in posts} == {None}
    assert set(Post.objects.values_list("revisions__saved_by", flat=True)) == {None}


def test_its_record_is_one_thread_that_is_only_read():
    after(held_live())
    thread = Thread.objects.get(live_session__isnull=False)
    assert (thread.is_record, thread.kind, thread.opened_by) == (True, ThreadKind.CONVERSATION, None)
    assert thread.locked_at


def test_closing_it_again_changes_nothing():
    session = held_live()
    before = [(post.pk, post.byline, post.posted_at) for post in after(session)]
    session.refresh_from_db()
    close(session, now=NOW + timedelta(days=1))
    assert [(post.pk, post.byline, post.posted_at) for post in record(session)] == before


def test_an_attributed_conversation_held_live_signs_as_people_agreed():
    posts = after(held_live(Terms.ATTRIBUTED))
    assert ben().byline in {post.byline for post in posts}
    assert len({post.posted_at for post in posts}) > 1


# Stricter and looser ------------------------------------------------------------------------------
def tighten(session: LiveSession) -> Conversation:
    assert session.conversation
    return change_conversation(conversation=session.conversation, settings={"terms": Terms.CHATHAM_HOUSE})


def test_when_terms_become_stricter_names_leave_the_room():
    session = held_live(Terms.ATTRIBUTED)
    add_presenter(session=session, name="Ben", by=amina())
    question = ask(join(session, ben(), municipality_code="NMA"))
    tighten(session)
    question = Question.objects.get(pk=question.pk)
    assert (question.room_name, question.record_name, question.presenter) == ("", "", None)
    assert list(session.presenters.filter(is_removed=False)) == []
    assert LiveEvent.objects.filter(session=session).latest("seq").question_ids == [question.pk]


def test_when_terms_become_stricter_whoever_listened_outside_hears_no_more():
    session = held_live(Terms.ATTRIBUTED)
    before = room_of(session, Audience.ATTENDEES)
    assert READER.head(before) == session.last_seq
    tighten(session)
    session = LiveSession.objects.get(pk=session.pk)
    with pytest.raises(RoomGone):
        READER.head(before)
    for audience in Audience:  # who takes part comes back; the desk and the screen stay
        assert READER.head(room_of(session, audience)) == session.last_seq


def test_when_terms_become_stricter_the_record_is_signed_anew():
    session = held_live(Terms.ATTRIBUTED)
    after(session)
    tighten(session)
    assert {post.byline for post in record(session)} == {
        *("Asked anonymously", "Answer in the session", "Minutes", "A participant")
    }
    assert set(session.threads.values_list("kind", flat=True)) == {ThreadKind.CONVERSATION}


def test_what_was_said_live_keeps_its_terms_from_becoming_looser():
    session = held_live()
    assert session.conversation
    assert terms_that_remain(session.conversation) == list(Terms)
    ask(join(session))
    assert terms_that_remain(session.conversation) == [Terms.CHATHAM_HOUSE]
    with pytest.raises(ConversationBegun):
        change_conversation(conversation=session.conversation, settings={"terms": Terms.ATTRIBUTED})


# Forgetting ---------------------------------------------------------------------------------------
def test_who_was_there_is_forgotten_with_the_conversation():
    session = held_live()
    call_hand(hand=raise_hand(participant=join(session, ben())), by=amina(), now=NOW)
    after(session)
    close_conversation(conversation=session.conversation, now=NOW)
    late = NOW + timedelta(days=400)
    assert forget(now=late) == 1
    people = Participant.objects.filter(session=session)
    assert set(people.values_list("user", flat=True)) == {None}
    assert len(set(people.values_list("joined_at", flat=True))) == 1
    assert len(set(Question.objects.values_list("asker", flat=True))) == 1
    assert len(set(LiveEvent.objects.values_list("happened_at", flat=True))) == 1
    assert len(set(session.hands.values_list("raised_at", "called_at"))) == 1
    assert forget(now=late) == 0
