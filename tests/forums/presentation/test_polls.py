"""A session's polls as tables for its report and its exports."""

import json

import pytest

from forums.actions.live.polls import close_poll, remove_poll, show_results, take_wording_out
from forums.models import PollKind, Wording
from forums.presentation.polls import (
    PollTable,
    lines_for_spreadsheets,
    poll_tables,
    tables_as_json,
    template_named,
    templates,
)
from tests.factories import NOW, amina, join, make_poll, make_session, minutes_later, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def shown(session, kind, *answers, **options):
    """A closed poll with its results shown; each answer is another guest's."""
    poll = make_poll(session, kind, **options)
    for number, answer in enumerate(answers):
        reply(poll, join(session, guest_name=f"Guest {number}"), *answer, now=minutes_later(number))
    poll = close_poll(poll=poll, by=amina(), now=NOW)
    return show_results(poll=poll, by=amina(), now=NOW)


def table(session) -> PollTable:
    [found] = poll_tables(session)
    return found


def test_a_choice_in_a_table(session):
    shown(session, PollKind.SINGLE, ("Lights",), ("Lights",), ("Patrols",))
    assert table(session) == PollTable(
        title="What comes first?",
        kind="One choice",
        people=3,
        columns=("Option", "People", "Percent"),
        rows=(("Lights", 2, 67), ("Patrols", 1, 33), ("Clean-ups", 0, 0)),
        note="3 people answered",
    )


def test_a_rating_says_its_mean_in_words(session):
    shown(session, PollKind.RATING, (5,), (4,))
    assert table(session).note == "2 people answered; on average 4.5 of 5"


def test_a_ranking_has_points_and_places(session):
    shown(session, PollKind.RANKING, ("Patrols", "Lights", "Clean-ups"))
    found = table(session)
    assert found.columns == ("Option", "Points", "Average place")
    assert found.rows == (("Patrols", 2, "1.0"), ("Lights", 1, "2.0"), ("Clean-ups", 0, "3.0"))
    assert found.note == "1 person answered"


def test_words_by_how_many_and_texts_in_their_order_without_what_was_taken_out(session):
    shown(session, PollKind.WORDS, ("Hope",), ("Fear",), ("fear",), ("Rude",))
    shown(session, PollKind.TEXT, ("More light.",), ("A desk.",))
    take_wording_out(wording=Wording.objects.get(answers__text="Rude"), by=amina(), now=NOW)
    words, texts = poll_tables(session)
    assert words.rows == (("Fear", 2), ("Hope", 1))
    assert texts.rows == (("More light.", 1), ("A desk.", 1))


def test_a_table_has_every_text_not_only_those_of_a_frame(session):
    shown(session, PollKind.TEXT, *[(f"Text {n}",) for n in range(45)])
    assert len(table(session).rows) == 45


def test_only_what_the_room_has_seen_is_for_everybody(session):
    make_poll(session, title="Draft?", is_open=False)
    make_poll(session, title="Not shown?")
    shown(session, PollKind.SINGLE, title="Shown?")
    remove_poll(poll=shown(session, PollKind.SINGLE, title="Removed?"), by=amina(), now=NOW)
    assert [found.title for found in poll_tables(session)] == ["Shown?"]
    assert [found.title for found in poll_tables(session, only_shown=False)] == ["Not shown?", "Shown?"]


def test_json_names_its_columns(session):
    shown(session, PollKind.WORDS, ("Hope",))
    assert json.loads(json.dumps(tables_as_json(poll_tables(session)))) == [
        {
            "title": "What comes first?",
            "kind": "Word cloud",
            "people": 1,
            "rows": [{"Answer": "Hope", "People": 1}],
            "note": "1 person answered",
        }
    ]


def test_no_cell_is_a_formula(session):
    shown(session, PollKind.TEXT, ("=HYPERLINK(1)",), ("@SUM(A1)",), ("-1+1",), title="+1?")
    head, *lines = lines_for_spreadsheets(poll_tables(session))
    assert head == ["Poll", "Kind", "People", "Answer", "Figure", "Value"]
    assert [line[3] for line in lines] == ["'=HYPERLINK(1)", "'@SUM(A1)", "'-1+1"]
    assert {line[0] for line in lines} == {"'+1?"}


def test_templates_are_polls_that_can_be_asked():
    assert {words.checked().title for words in templates().values()} == {
        words.title for words in templates().values()
    }
    assert template_named("no such") is None
