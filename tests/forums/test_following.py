import pytest

from forums.models import WatchLevel
from forums.queries.following import BOARD_LEVELS, level_of, levels_of, scopes_of, watching_of
from tests.factories import amina, ben, chloe, make_case_study, make_network, make_thread, visitor
from tests.factories.networks import let_in
from tests.factories.notices import follow
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def test_a_thread_is_in_its_own_scope_its_rooms_and_its_boards():
    network = make_network()
    let_in(network, ben())
    room = network.rooms.create(slug="tools", name="Tools", created_at=NOW)
    on_board = make_thread(network, room=room)
    on_case = make_thread()
    assert scopes_of(on_board) == [f"thread:{on_board.pk}", f"room:{room.pk}", f"network:{network.pk}"]
    assert scopes_of(on_case) == [f"thread:{on_case.pk}", f"case_study:{on_case.case_study_id}"]


def test_what_is_said_of_the_thread_goes_before_what_is_said_of_its_board():
    thread = make_thread(author=amina())
    follow(ben(), thread.case_study, WatchLevel.EVERY_POST)
    assert level_of(ben(), thread) == WatchLevel.EVERY_POST
    follow(ben(), thread, WatchLevel.MUTED)
    follow(chloe(), thread.case_study, WatchLevel.NEW_THREADS)
    assert level_of(ben(), thread) == WatchLevel.MUTED
    assert levels_of(thread) == {
        amina().pk: WatchLevel.EVERY_POST,  # she opened it
        ben().pk: WatchLevel.MUTED,
        chloe().pk: WatchLevel.NEW_THREADS,
    }
    assert level_of(visitor(), thread) == ""


def test_the_control_of_a_board_shows_what_was_set_on_it_in_one_query(django_assert_num_queries):
    case_study = make_case_study()
    person = ben()
    follow(person, case_study, WatchLevel.NEW_THREADS)
    with django_assert_num_queries(1):
        watching = watching_of(person, case_study)
    assert (watching.url, watching.level, watching.choices) == (
        f"/watch/case_study/{case_study.pk}/",
        WatchLevel.NEW_THREADS,
        BOARD_LEVELS,
    )
    # To be told of new threads of a board is not to follow each of them.
    assert watching_of(ben(), make_thread(case_study, author=amina())).level == ""
