import pytest

from exchange.errors import ActionError
from forums.access import takes_minutes
from forums.actions.live.agenda import add_agenda_item, start_agenda_item
from forums.actions.live.minutes import (
    MinuteChangedMeanwhile,
    MinuteEmpty,
    MinuteRemoved,
    MinutesKept,
    MinuteTooLong,
    OnlyMembersTakeNotes,
    correct_minute,
    name_note_taker,
    release_note_taker,
    remove_minute,
    write_minute,
)
from forums.actions.live.undo import last_act_of, undo_act
from forums.models import MINUTE_LENGTH, Minute
from tests.factories import NOW, amina, ben, chloe, close, join, log_of, make_session, minutes_later, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def note(session, text="The traders keep the lights on.", **options) -> Minute:
    return write_minute(session=session, text=text, by=amina(), **{"now": NOW, **options})


def correct(minute: Minute, text: str, **options) -> Minute:
    values = {"seen_revision": minute.revision, "agenda_item": minute.agenda_item, "now": NOW, **options}
    return correct_minute(minute=minute, text=text, by=amina(), **values)


def undo(session) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)


def test_a_minute_stands_at_its_time_under_what_is_on(session):
    item = add_agenda_item(session=session, title="The rank", by=amina(), now=NOW)
    start_agenda_item(item=item, by=amina(), now=NOW)
    minute = note(session, now=minutes_later(4))
    assert (minute.agenda_item, minute.noted_at, minute.noted_by) == (item, minutes_later(4), amina())


def test_a_correction_keeps_the_earlier_words_and_none_are_in_the_log(session):
    minute = correct(note(session, "First words."), "Second words.")
    assert list(minute.revisions.order_by("number").values_list("text", flat=True)) == [
        "First words.",
        "Second words.",
    ]
    assert "words" not in str(list(session.events.values_list("undo", "touched")))


def test_undoing_a_correction_brings_the_words_back_and_a_later_one_has_a_number_of_its_own(session):
    minute = correct(note(session, "First."), "Second.")
    undo(session)
    minute.refresh_from_db()
    assert (minute.text, minute.revision) == ("First.", 1)
    minute = correct(minute, "Third.")
    assert (minute.text, minute.revision) == ("Third.", 3)


ACTS = {
    "correct": lambda minute: correct(minute, "Other."),
    "move in time": lambda minute: correct(minute, minute.text, noted_at=minutes_later(9)),
    "remove": lambda minute: remove_minute(minute=minute, by=amina()),
    "write": lambda minute: note(minute.session, "Another."),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_on_minutes_can_be_undone(session, act):
    minute = note(session)
    fields = ("text", "noted_at", "removed_at", "revision")
    shown = Minute.objects.filter(removed_at=None).order_by("noted_at", "pk")
    before = list(shown.values(*fields))
    ACTS[act](minute)
    assert list(shown.values(*fields)) != before
    undo(session)
    assert list(shown.values(*fields)) == before


def test_minutes_refuse_with_words_and_the_same_again_is_quiet(session):
    minute = note(session)
    for text, refusal in ((" \n", MinuteEmpty), ("a" * (MINUTE_LENGTH + 1), MinuteTooLong)):
        with pytest.raises(refusal):
            note(session, text)
    told = log_of(session)
    correct(minute, minute.text)
    assert log_of(session) == told
    correct(minute, "Second.")
    with pytest.raises(MinuteChangedMeanwhile):
        correct(minute, "Third.", seen_revision=1)
    remove_minute(minute=minute, by=amina())
    with pytest.raises(MinuteRemoved):
        correct(minute, "Third.")
    close(session)
    with pytest.raises(MinutesKept):
        note(session)


def test_a_facilitator_names_who_takes_minutes_and_it_can_be_undone(session):
    ben_here = join(session, ben())
    assert [takes_minutes(who, session) for who in (amina(), ben(), chloe(), visitor())] == [
        True,
        False,
        False,
        False,
    ]
    name_note_taker(participant=ben_here, by=amina(), now=NOW)
    assert takes_minutes(ben(), session)
    undo(session)
    assert not takes_minutes(ben(), session)
    release_note_taker(participant=name_note_taker(participant=ben_here, by=amina()), by=amina())
    assert not takes_minutes(ben(), session)
    with pytest.raises(OnlyMembersTakeNotes):
        name_note_taker(participant=join(session), by=amina())


def test_every_refusal_is_for_people():
    for refusal in (MinutesKept, MinuteRemoved, MinuteChangedMeanwhile):
        assert issubclass(refusal, ActionError)
        assert str(refusal.message).endswith(".")
