"""A rehearsal behaves as a session does, and nothing of it is left."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from casestudies.models import CaseStudy
from exchange.people.models import Consent
from forums.actions.live.backstage import say_backstage
from forums.actions.live.blocking import block_participant
from forums.actions.live.controls import pause_asking, take_the_lead
from forums.actions.live.rehearsals import NoRehearsal, copy_into_real_session, end_rehearsal
from forums.actions.live.sessions import RehearsalIsEnded
from forums.live import presence
from forums.live.groups import parse_room
from forums.live.presence import note_at_desk
from forums.models import (
    AgendaItem,
    AnsweringSpan,
    Caption,
    CaptionSource,
    Hand,
    LiveSession,
    MeetingImport,
    Minute,
    ParticipantContact,
    Poll,
    PollAnswer,
    PollKind,
    PollOption,
    PollState,
    Presenter,
    QuestionEdit,
)
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
    make_session,
    minutes_later,
    vote,
)

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """How many rows each model has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.fixture
def rehearsal():
    return make_session(is_rehearsal=True, is_moderated=True, title="Try-out")


def fill(session: LiveSession) -> None:
    """One of everything that a session can hold."""
    his, guest = join(session, ben()), join(session)
    question = vote(ask(his, is_let_through=True), guest)
    answer(question)
    merged = ask(guest, "The same?", is_let_through=True)
    merged.merged_into = question
    merged.save(update_fields=["merged_into"])
    QuestionEdit.objects.create(question=question, text_before="Before.", edited_at=NOW)
    AnsweringSpan.objects.create(question=question, started_at=NOW)
    ParticipantContact.objects.create(participant=guest, email="sipho@example.org", delete_on=NOW.date())
    fill_what_is_prepared(session)
    poll = session.polls.get(title="Which?")
    PollAnswer.objects.create(poll=poll, participant=his, answered_at=NOW)
    item = session.agenda_items.get(title="Lights")
    Hand.objects.create(session=session, participant=guest, raised_at=NOW)
    held = MeetingImport.objects.create(
        session=session, kind="chat", file_name="chat.txt", digest="d", imported_at=NOW
    )
    Minute.objects.create(
        session=session, text="Lights.", noted_at=NOW, agenda_item=item, meeting_import=held
    )
    Caption.objects.create(session=session, source=CaptionSource.PASTED, starts_at=NOW, text="Good day.")
    say_backstage(session=session, text="Lights next.", by=amina(), now=NOW)
    pause_asking(session=session, by=amina(), now=NOW)
    take_the_lead(session=session, by=amina(), now=NOW)
    block_participant(participant=guest, reason="To see what happens.", by=amina(), now=NOW)
    note_at_desk(session, amina(), timezone.now())


def fill_what_is_prepared(session: LiveSession) -> None:
    presenter = Presenter.objects.create(
        session=session, name="Dr Mbeki", case_study=CaseStudy.objects.first() or make_case_study()
    )
    Presenter.objects.create(session=session, name="Nobody", is_removed=True)
    AgendaItem.objects.create(
        session=session,
        title="Lights",
        minutes=15,
        presenter=presenter,
        case_study=presenter.case_study,
        started_at=NOW,
    )
    AgendaItem.objects.create(session=session, title="Dropped", is_removed=True)
    poll = Poll.objects.create(
        session=session, title="Which?", kind=PollKind.MULTIPLE, most_choices=2, state=PollState.OPEN
    )
    PollOption.objects.create(poll=poll, text="The first")
    Poll.objects.create(session=session, title="Dropped", state=PollState.REMOVED)


def test_ending_a_rehearsal_leaves_the_rows_of_every_model_as_they_were():
    session = make_session()
    join(session, chloe())  # the wordings of consents are there for everybody
    ben(), make_case_study()
    before = rows()
    rehearsal = make_session(session.subject, is_rehearsal=True, is_moderated=True, title="Try-out")
    fill(rehearsal)
    filled = {name for name, count in rows().items() if count > before[name]}
    assert {
        "forums.Question",
        "forums.Participant",
        "forums.PollAnswer",
        "forums.LiveEvent",
        "forums.Presence",
        "people.Consent",
    } <= filled
    end_rehearsal(session=rehearsal)
    assert rows() == before


def test_consents_of_others_stay(rehearsal):
    other = join(make_session(rehearsal.subject, title="Real"), ben())
    join(rehearsal, ben())
    end_rehearsal(session=rehearsal)
    assert set(Consent.objects.values_list("setting", flat=True)) == {f"live:{other.session.slug}"}


def test_open_pages_are_told_that_the_room_is_gone(
    rehearsal, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr("exchange.live.bell.ring", lambda rooms, seq: rung.extend(rooms))
    with django_capture_on_commit_callbacks(execute=True):
        end_rehearsal(session=rehearsal)
    assert len(rung) == 3


def test_a_session_that_counts_is_not_ended_so():
    session = make_session()
    with pytest.raises(NoRehearsal):
        end_rehearsal(session=session)
    with pytest.raises(NoRehearsal):
        copy_into_real_session(session=session, title="Copy", starts_at=NOW, by=amina())


def test_a_rehearsal_is_not_closed_into_threads(rehearsal):
    ask(join(rehearsal, ben()), is_let_through=True)
    with pytest.raises(RehearsalIsEnded):
        close(rehearsal)
    rehearsal.refresh_from_db()
    assert rehearsal.is_open


def test_presence_of_a_session_that_is_gone_is_not_written(rehearsal):
    name = f"{rehearsal.pk}:attendees"
    end_rehearsal(session=rehearsal)
    before = rows()
    note_presence_now({name: 3})
    assert rows() == before


def note_presence_now(counts):
    presence._write({parse_room(name): count for name, count in counts.items()}, "p", timezone.now())


def test_a_copy_has_the_settings_agenda_and_polls_and_nothing_that_was_said(rehearsal):
    rehearsal.meeting_url = "https://meet.example/room"
    rehearsal.slow_seconds = 60
    rehearsal.save()
    fill(rehearsal)
    copy = copy_into_real_session(
        session=rehearsal, title="Safer streets", starts_at=minutes_later(60), by=amina()
    )
    assert (copy.is_rehearsal, copy.state, copy.is_moderated, copy.slow_seconds, copy.meeting_url) == (
        False,
        "scheduled",
        True,
        60,
        "https://meet.example/room",
    )
    assert (copy.code != rehearsal.code, copy.slug, copy.subject) == (
        True,
        "safer-streets",
        rehearsal.subject,
    )
    (item,) = copy.agenda_items.all()
    assert (item.title, item.minutes, item.started_at, item.presenter.session) == ("Lights", 15, None, copy)
    (poll,) = copy.polls.all()
    assert (poll.title, poll.state, poll.most_choices) == ("Which?", "draft", 2)
    assert [option.text for option in poll.options.all()] == ["The first"]
    assert copy.questions.count() == copy.participants.count() == copy.events.count() == 0
    assert poll.answers.count() == 0
    end_rehearsal(session=rehearsal)
    assert copy.polls.count() == 1


def test_a_write_that_comes_again_to_a_rehearsal_is_one_question(rehearsal):
    his, sent = join(rehearsal, ben()), uuid4()
    assert ask(his, client_id=sent) == ask(his, client_id=sent)
