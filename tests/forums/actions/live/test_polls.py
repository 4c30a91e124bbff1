from collections.abc import Callable
from typing import Any

import pytest

from forums.actions.live.polls import (
    OptionTooLong,
    PollMoveNotPossible,
    PollNotADraft,
    PollUntitled,
    PollWords,
    RatingNotPossible,
    ResultsNotThere,
    TooFewOptions,
    TooManyOptions,
    TooManyPolls,
    close_poll,
    copy_poll,
    edit_poll,
    hide_results,
    move_poll_down,
    move_poll_up,
    open_poll,
    prepare_poll,
    put_wording_back,
    remove_poll,
    show_results,
    take_wording_out,
    words_of,
)
from forums.actions.live.questions import SessionClosed, SessionNotOpen
from forums.actions.live.sessions import open_session
from forums.actions.live.undo import ChangedSince, last_act_of, undo_act
from forums.models import LiveSession, Poll, PollKind, PollState, Wording
from tests.factories import (
    NOW,
    amina,
    ben,
    close,
    join,
    log_of,
    make_poll,
    make_session,
    minutes_later,
    reply,
)

pytestmark = pytest.mark.django_db

ASKED = PollWords(PollKind.SINGLE, "What comes first?", ["Lights", "Patrols"])


@pytest.fixture
def session():
    return make_session()


def there(session: LiveSession) -> list[tuple[str, str]]:
    """The polls of the desk, in its order."""
    polls = Poll.objects.filter(session=session).exclude(state=PollState.REMOVED)
    return [(poll.title, poll.state) for poll in polls]


def undo(session: LiveSession) -> None:
    act = last_act_of(session.pk, amina())
    assert act is not None
    undo_act(event=act, by=amina(), now=NOW)


def state(poll: Poll) -> str:
    return Poll.objects.get(pk=poll.pk).state


# Preparing ----------------------------------------------------------------------------------------
def test_a_poll_is_prepared_as_a_draft_before_the_session():
    session = make_session(is_open=False)
    poll = prepare_poll(session=session, words=ASKED, by=amina(), now=NOW)
    assert (poll.state, poll.shows_results, words_of(poll)) == (PollState.DRAFT, False, ASKED)
    assert log_of(session) == ["poll_changed"]


def test_what_a_poll_asks_is_cleaned(session):
    words = PollWords(
        PollKind.MULTIPLE, " What \u202e comes\tfirst? ", [" Lights ", "", "lights", "Patrols"], 9
    )
    poll = prepare_poll(session=session, words=words, by=amina(), now=NOW)
    assert words_of(poll) == PollWords(PollKind.MULTIPLE, "What comes first?", ["lights", "Patrols"], 2)


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (PollUntitled, PollWords(PollKind.TEXT, " \n ")),
        (TooFewOptions, PollWords(PollKind.SINGLE, "Which?", ["Lights", "LIGHTS"])),
        (TooFewOptions, PollWords(PollKind.RANKING, "Which?")),
        (TooManyOptions, PollWords(PollKind.MULTIPLE, "Which?", [str(n) for n in range(13)])),
        (OptionTooLong, PollWords(PollKind.SINGLE, "Which?", ["x" * 161, "y"])),
        (RatingNotPossible, PollWords(PollKind.RATING, "How sure?", highest_rating=11)),
        (RatingNotPossible, PollWords(PollKind.RATING, "How sure?", highest_rating=2)),
    ],
)
def test_what_cannot_be_asked_is_refused(session, refused, words):
    with pytest.raises(refused):
        prepare_poll(session=session, words=words, by=amina(), now=NOW)
    assert there(session) == []


def test_a_session_has_room_for_sixty_polls(session):
    Poll.objects.bulk_create(Poll(session=session, title="One of many") for _ in range(60))
    with pytest.raises(TooManyPolls):
        prepare_poll(session=session, words=ASKED, by=amina(), now=NOW)


def test_editing_puts_another_draft_in_the_place_of_the_first(session):
    first = make_poll(session, title="One", is_open=False)
    make_poll(session, title="Two", is_open=False)
    edited = edit_poll(poll=first, words=ASKED, by=amina(), now=NOW)
    assert (edited.pk != first.pk, words_of(edited)) == (True, ASKED)
    assert [title for title, _state in there(session)] == [ASKED.title, "Two"]
    assert edit_poll(poll=edited, words=ASKED, by=amina(), now=NOW) == edited  # nothing is another


def test_a_poll_that_was_opened_keeps_its_words(session):
    poll = make_poll(session)
    with pytest.raises(PollNotADraft):
        edit_poll(poll=poll, words=ASKED, by=amina(), now=NOW)


def test_a_copy_asks_the_same_without_the_answers(session):
    poll = make_poll(session, PollKind.RANKING)
    reply(poll, join(session, ben()), "Lights", "Patrols", "Clean-ups")
    copied = copy_poll(poll=poll, by=amina(), now=NOW)
    assert (words_of(copied), copied.state, copied.answers.count()) == (words_of(poll), PollState.DRAFT, 0)


def test_polls_change_places_and_stay_at_the_ends(session):
    one, two, three = [make_poll(session, title=title, is_open=False) for title in ("One", "Two", "Three")]
    move_poll_up(poll=three, by=amina(), now=NOW)
    assert [title for title, _state in there(session)] == ["One", "Three", "Two"]
    move_poll_down(poll=one, by=amina(), now=NOW)
    assert [title for title, _state in there(session)] == ["Three", "One", "Two"]
    before = log_of(session)
    move_poll_up(poll=three, by=amina(), now=NOW)
    move_poll_down(poll=two, by=amina(), now=NOW)
    assert log_of(session) == before


# In the room --------------------------------------------------------------------------------------
def test_a_poll_is_opened_closed_and_opened_again(session):
    poll = open_poll(poll=make_poll(session, is_open=False), by=amina(), now=NOW)
    assert (poll.state, poll.opened_at) == (PollState.OPEN, NOW)
    poll = close_poll(poll=poll, by=amina(), now=minutes_later(1))
    assert (poll.state, poll.closed_at) == (PollState.CLOSED, minutes_later(1))
    poll = open_poll(poll=poll, by=amina(), now=minutes_later(2))
    assert (poll.state, poll.opened_at, poll.closed_at) == (PollState.OPEN, minutes_later(2), None)


@pytest.mark.parametrize("act", [open_poll, show_results, hide_results, close_poll, remove_poll])
def test_an_act_done_twice_is_quiet(session, act):
    poll = make_poll(session)
    act(poll=poll, by=amina(), now=NOW)
    before = log_of(session)
    act(poll=poll, by=amina(), now=NOW)
    assert log_of(session) == before


def test_a_poll_is_opened_in_an_open_session_only():
    session = make_session(is_open=False)
    poll = make_poll(session, is_open=False)
    with pytest.raises(SessionNotOpen):
        open_poll(poll=poll, by=amina(), now=NOW)
    close(open_session(session=session, by=amina(), now=NOW))
    with pytest.raises(SessionClosed):
        open_poll(poll=poll, by=amina(), now=NOW)


def test_results_are_shown_and_hidden_after_the_session_too(session):
    poll = make_poll(session)
    close(session)
    assert show_results(poll=poll, by=amina(), now=NOW).shows_results is True
    assert hide_results(poll=poll, by=amina(), now=NOW).shows_results is False


def test_a_draft_has_no_results_to_show_and_cannot_be_closed(session):
    poll = make_poll(session, is_open=False)
    with pytest.raises(ResultsNotThere):
        show_results(poll=poll, by=amina(), now=NOW)
    with pytest.raises(PollMoveNotPossible):
        close_poll(poll=poll, by=amina(), now=NOW)


def test_what_was_removed_takes_no_act_but_undoing(session):
    poll = remove_poll(poll=make_poll(session), by=amina(), now=NOW)
    for act in (open_poll, close_poll, show_results, move_poll_up):
        with pytest.raises(PollMoveNotPossible):
            act(poll=poll, by=amina(), now=NOW)


# Undoing ------------------------------------------------------------------------------------------
Prepared = tuple[LiveSession, Poll, Poll]


@pytest.fixture
def prepared(session):
    """A draft, and behind it a closed poll."""
    draft = make_poll(session, title="Draft", is_open=False)
    closed = close_poll(poll=make_poll(session, title="Closed"), by=amina(), now=NOW)
    return session, draft, closed


ACTS: dict[str, Callable[[Prepared], Any]] = {
    "prepare": lambda all_: prepare_poll(session=all_[0], words=ASKED, by=amina(), now=NOW),
    "edit": lambda all_: edit_poll(poll=all_[1], words=ASKED, by=amina(), now=NOW),
    "copy": lambda all_: copy_poll(poll=all_[2], by=amina(), now=NOW),
    "up": lambda all_: move_poll_up(poll=all_[2], by=amina(), now=NOW),
    "down": lambda all_: move_poll_down(poll=all_[1], by=amina(), now=NOW),
    "open": lambda all_: open_poll(poll=all_[1], by=amina(), now=NOW),
    "reopen": lambda all_: open_poll(poll=all_[2], by=amina(), now=NOW),
    "remove": lambda all_: remove_poll(poll=all_[1], by=amina(), now=NOW),
    "show": lambda all_: show_results(poll=all_[2], by=amina(), now=NOW),
}


def stands(session: LiveSession) -> list[tuple[str, str, bool]]:
    polls = Poll.objects.filter(session=session).exclude(state=PollState.REMOVED)
    return [(poll.title, poll.state, poll.shows_results) for poll in polls]


@pytest.mark.parametrize("name", ACTS)
def test_every_act_can_be_undone(prepared, name):
    session = prepared[0]
    before = stands(session)
    ACTS[name](prepared)
    assert stands(session) != before
    undo(session)
    assert stands(session) == before
    assert log_of(session)[-1] == "undone"


def test_closing_and_hiding_results_can_be_undone(session):
    poll = show_results(poll=make_poll(session), by=amina(), now=NOW)
    for act in (close_poll, hide_results):
        before = stands(session)
        act(poll=poll, by=amina(), now=NOW)
        assert stands(session) != before
        undo(session)
        assert stands(session) == before


def test_undoing_the_opening_remembers_that_the_room_saw_it(session):
    poll = make_poll(session)
    undo(session)
    poll.refresh_from_db()
    assert (poll.state, poll.was_opened) == (PollState.DRAFT, True)


# Words that people answered -----------------------------------------------------------------------
def test_words_are_taken_out_put_back_and_both_can_be_undone(session):
    poll = make_poll(session, PollKind.WORDS)
    reply(poll, join(session, ben()), "Fear")
    wording = Wording.objects.get(poll=poll)
    assert take_wording_out(wording=wording, by=amina(), now=NOW).hidden_wordings == [wording.pk]
    undo(session)
    assert Poll.objects.get(pk=poll.pk).hidden_wordings == []
    take_wording_out(wording=wording, by=amina(), now=NOW)
    assert put_wording_back(wording=wording, by=amina(), now=NOW).hidden_wordings == []
    undo(session)
    assert Poll.objects.get(pk=poll.pk).hidden_wordings == [wording.pk]


def test_what_was_changed_since_is_not_undone(session):
    poll = make_poll(session, PollKind.WORDS)
    reply(poll, join(session, ben()), "Fear")
    reply(poll, join(session), "Hope")
    fear, hope = Wording.objects.filter(poll=poll).order_by("pk")
    take_wording_out(wording=fear, by=amina(), now=NOW)
    act = last_act_of(session.pk, amina())
    take_wording_out(wording=hope, by=amina(), now=NOW)
    with pytest.raises(ChangedSince):
        undo_act(event=act, by=amina(), now=NOW)


def test_the_log_holds_no_words(session):
    poll = make_poll(session, PollKind.WORDS, "Secret title")
    reply(poll, join(session, ben()), "Fear")
    take_wording_out(wording=Wording.objects.get(poll=poll), by=amina(), now=NOW)
    copy_poll(poll=poll, by=amina(), now=NOW)
    for touched, noted in session.events.values_list("touched", "undo"):
        assert "Fear" not in f"{touched} {noted}"
        assert "Secret" not in f"{touched} {noted}"
    assert "fear" not in Wording.objects.get(poll=poll).key
