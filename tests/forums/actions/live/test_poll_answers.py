from datetime import timedelta

import pytest

from forums.actions.live.admission import Blocked
from forums.actions.live.poll_answers import (
    AnswerTooLong,
    AnswerWrite,
    NoSuchOption,
    NothingAnswered,
    PollNotOpen,
    RankingIncomplete,
    TooManyChoices,
    commit_answers,
    hand_answers_over,
)
from forums.actions.live.polls import close_poll
from forums.actions.live.questions import SessionClosed
from forums.models import LivePart, PollAnswer, PollChoice, PollKind, Wording
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    close,
    join,
    log_of,
    make_poll,
    make_session,
    minutes_later,
    reply,
)
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def bens(session):
    return join(session, ben())


def answered(answer: PollAnswer) -> tuple[list[str], int | None, str]:
    answer = PollAnswer.objects.get(pk=answer.pk)
    return [choice.option.text for choice in answer.choices.all()], answer.rating, answer.text


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (PollKind.SINGLE, ("Patrols",), (["Patrols"], None, "")),
        (PollKind.MULTIPLE, ("Patrols", "Lights"), (["Patrols", "Lights"], None, "")),
        (PollKind.RATING, (4,), ([], 4, "")),
        (
            PollKind.RANKING,
            ("Clean-ups", "Lights", "Patrols"),
            (["Clean-ups", "Lights", "Patrols"], None, ""),
        ),
        (PollKind.WORDS, (" Dark \n streets ",), ([], None, "Dark streets")),
        (PollKind.TEXT, ("Nobody \u202ewalks there.",), ([], None, "Nobody walks there.")),
    ],
)
def test_each_kind_keeps_what_it_asks_for(session, bens, kind, given, kept):
    poll = make_poll(session, kind, most_choices=2)
    assert answered(reply(poll, bens, *given)) == kept
    assert log_of(session)[-1] == "poll_answered"
    event = session.events.order_by("seq").last()
    assert (event.touched, event.by, event.undo) == ({LivePart.POLLS: [poll.pk]}, None, None)


@pytest.mark.parametrize(
    ("kind", "given", "refused"),
    [
        (PollKind.SINGLE, (), NothingAnswered),
        (PollKind.SINGLE, ("Lights", "Patrols"), TooManyChoices),
        (PollKind.MULTIPLE, (), NothingAnswered),
        (PollKind.MULTIPLE, ("Lights", "Patrols", "Clean-ups"), TooManyChoices),
        (PollKind.RATING, (0,), NoSuchOption),
        (PollKind.RATING, (6,), NoSuchOption),
        (PollKind.RATING, (None,), NothingAnswered),
        (PollKind.RANKING, (), NothingAnswered),
        (PollKind.RANKING, ("Lights", "Patrols"), RankingIncomplete),
        (PollKind.RANKING, ("Lights", "Patrols", "Patrols"), RankingIncomplete),
        (PollKind.WORDS, (" \n ",), NothingAnswered),
        (PollKind.WORDS, ("x" * 41,), AnswerTooLong),
        (PollKind.TEXT, ("x" * 281,), AnswerTooLong),
    ],
)
def test_what_is_no_answer_is_refused(session, bens, kind, given, refused):
    poll = make_poll(session, kind, most_choices=2)
    before = log_of(session)
    with pytest.raises(refused):
        reply(poll, bens, *given)
    assert (PollAnswer.objects.count(), log_of(session)) == (0, before)


def test_another_polls_option_is_refused(session, bens):
    poll, other = make_poll(session), make_poll(session)
    write = AnswerWrite(poll, bens, choices=(other.options.all()[0].pk,))
    assert [type(outcome) for outcome in commit_answers(session=session, batch=[write], now=NOW)] == [
        NoSuchOption
    ]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (PollKind.SINGLE, ("Lights",), ("Patrols",)),
        (PollKind.MULTIPLE, ("Lights", "Patrols"), ("Patrols",)),
        (PollKind.RATING, (1,), (5,)),
        (PollKind.RANKING, ("Lights", "Patrols", "Clean-ups"), ("Patrols", "Lights", "Clean-ups")),
        (PollKind.WORDS, ("Fear",), ("Hope",)),
        (PollKind.TEXT, ("Fear",), ("Hope",)),
    ],
)
def test_answering_again_replaces_and_saying_the_same_is_quiet(session, bens, kind, first, second):
    poll = make_poll(session, kind, most_choices=2)
    answer = reply(poll, bens, *first)
    again = reply(poll, bens, *second, now=minutes_later(1))
    before = log_of(session)
    assert reply(poll, bens, *second, now=minutes_later(2)).pk == again.pk == answer.pk
    assert log_of(session) == before
    assert PollAnswer.objects.get().answered_at == minutes_later(1)
    assert PollChoice.objects.count() == (len(second) if poll.has_options else 0)


def test_the_order_of_ticks_is_no_other_answer(session, bens):
    poll = make_poll(session, PollKind.MULTIPLE, most_choices=2)
    reply(poll, bens, "Lights", "Patrols")
    before = log_of(session)
    reply(poll, bens, "Patrols", "Lights")
    assert log_of(session) == before


def test_a_poll_that_is_not_open_takes_no_answer(session, bens):
    for poll in (make_poll(session, is_open=False), close_poll(poll=make_poll(session), by=amina(), now=NOW)):
        with pytest.raises(PollNotOpen):
            reply(poll, bens, "Lights")


def test_a_closed_session_takes_no_answer(session, bens):
    poll = make_poll(session)
    close(session)
    with pytest.raises(SessionClosed):
        reply(poll, bens, "Lights")


def test_who_is_blocked_cannot_answer(session, bens):
    poll = make_poll(session)
    bens.blocked_at = NOW
    bens.save()
    with pytest.raises(Blocked):
        reply(poll, bens, "Lights")


def test_a_batch_is_one_event_and_refuses_only_what_is_wrong(session):
    poll, words = make_poll(session), make_poll(session, PollKind.WORDS)
    people = [join(session, guest_name=f"Guest {n}") for n in range(3)]
    lights, patrols, _clean_ups = poll.options.all()
    before = log_of(session)
    outcomes = commit_answers(
        session=session,
        batch=[
            AnswerWrite(poll, people[0], choices=(lights.pk,)),
            AnswerWrite(poll, people[1]),
            AnswerWrite(words, people[1], text="Hope"),
            AnswerWrite(poll, people[0], choices=(patrols.pk,)),
            AnswerWrite(words, people[2], text="HOPE"),
        ],
        now=NOW,
    )
    assert [isinstance(outcome, PollAnswer) for outcome in outcomes] == [True, False, True, True, True]
    assert log_of(session) == [*before, "poll_answered"]
    assert session.events.order_by("seq").last().touched == {LivePart.POLLS: sorted([poll.pk, words.pk])}
    assert answered(poll.answers.get())[0] == ["Patrols"]
    assert Wording.objects.get().answers.count() == 2


def test_a_batch_costs_the_same_however_large(session, django_assert_max_num_queries):
    poll = make_poll(session, PollKind.RANKING)
    options = tuple(option.pk for option in poll.options.all())
    people = [join(session, guest_name=f"Guest {n}") for n in range(60)]
    batch = [AnswerWrite(poll, person, choices=options) for person in people]
    with django_assert_max_num_queries(16):
        commit_answers(session=session, batch=batch, now=NOW)
    with django_assert_max_num_queries(16):
        commit_answers(
            session=session,
            batch=[AnswerWrite(poll, person, choices=options[::-1]) for person in people],
            now=NOW + timedelta(minutes=1),
        )
    assert (poll.answers.count(), PollChoice.objects.count()) == (60, 180)


@pytest.mark.parametrize(
    "spellings", [("Khâi-Ma", "khai ma", "KHAIMA"), ("Fear", "fear!", "FEAR"), ("😀", "😀")]
)
def test_words_of_a_cloud_are_one_wording_however_they_are_spelt(session, spellings):
    poll = make_poll(session, PollKind.WORDS)
    for number, spelling in enumerate(spellings):
        reply(poll, join(session, guest_name=f"Guest {number}"), spelling)
    assert Wording.objects.get().answers.count() == len(spellings)


def test_texts_and_polls_keep_their_own_wordings(session, bens):
    texts, other = make_poll(session, PollKind.TEXT), make_poll(session, PollKind.TEXT)
    reply(texts, bens, "More light")
    reply(texts, join(session, chloe()), "more light.")
    reply(other, bens, "More light")
    assert [wording.answers.count() for wording in Wording.objects.order_by("pk")] == [2, 1]


def test_a_guests_answers_become_the_members_who_keeps_their_own(session, bens):
    guest = join(session)
    both, guests = make_poll(session), make_poll(session)
    reply(both, bens, "Lights")
    reply(both, guest, "Patrols")
    reply(guests, guest, "Clean-ups")
    assert set(hand_answers_over(guest=guest, member=bens)) == {both, guests}
    found = PollAnswer.objects.filter(participant=bens).order_by("poll")
    assert [answered(answer)[0] for answer in found] == [["Lights"], ["Clean-ups"]]
    assert not PollAnswer.objects.filter(participant=guest).exists()


@pytest.mark.django_db(transaction=True)
def test_answers_at_the_same_moment_are_each_counted_once():
    session = make_session()
    poll = make_poll(session)
    people = [join(session, guest_name=f"Guest {n}") for n in range(5)]
    at_once(*[lambda person=person: reply(poll, person, "Lights") for person in [*people, *people]])
    assert poll.answers.count() == PollChoice.objects.count() == 5
    log_of(session)
