import pytest

from casestudies.models import ProgrammeSlot
from forums.actions.live.agenda import (
    AgendaItemEnded,
    AgendaItemNeedsTitle,
    AgendaItemRemoved,
    NoProgramme,
    add_agenda_item,
    change_agenda_item,
    extend_agenda_item,
    lay_out_agenda,
    move_agenda_item,
    remove_agenda_item,
    start_agenda_item,
    start_next_agenda_item,
    stop_agenda_item,
)
from forums.actions.live.presenters import add_presenter, remove_presenter
from forums.actions.live.undo import last_act_of, undo_act
from forums.models import AgendaItem, LiveSession
from tests.factories import (
    NOW,
    amina,
    close,
    log_of,
    make_case_study,
    make_engagement,
    make_session,
    minutes_later,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def add(session: LiveSession, title: str, **options) -> AgendaItem:
    return add_agenda_item(session=session, title=title, by=amina(), now=NOW, **options)


def titles(session: LiveSession) -> list[str]:
    items = session.agenda_items.filter(is_removed=False).order_by("position", "pk")
    return list(items.values_list("title", flat=True))


def state(session: LiveSession) -> list[tuple]:
    rows = session.agenda_items.order_by("pk")
    fields = ("title", "position", "minutes", "presenter", "started_at", "ended_at", "is_removed")
    return [tuple(getattr(row, name) for name in fields) for row in rows.select_related("presenter")]


def undo(session: LiveSession) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)


def test_the_agenda_is_laid_out_from_the_programme_in_one_act_with_presenters():
    rank = make_case_study()
    engagement = make_engagement(case_studies=[rank])
    ProgrammeSlot.objects.create(
        engagement=engagement,
        order=2,
        title="The rank",
        minutes=25,
        case_study=rank,
        presenters="Ben Jacobs, Officer\nChloé Petersen",
    )
    ProgrammeSlot.objects.create(engagement=engagement, order=1, title="Welcome", minutes=5)
    session = make_session(engagement)
    lay_out_agenda(session=session, by=amina(), now=NOW)
    lay_out_agenda(session=session, by=amina(), now=NOW)
    told = [
        (row.title, row.minutes, row.case_study, str(row.presenter or ""))
        for row in session.agenda_items.all()
    ]
    assert told == [("Welcome", 5, None, ""), ("The rank", 25, rank, "Ben Jacobs")]
    assert [str(one) for one in session.presenters.all()] == ["Ben Jacobs", "Chloé Petersen"]
    assert log_of(session) == ["session_opened", "agenda_changed"]
    undo(session)
    assert titles(session) == []
    assert not session.presenters.filter(is_removed=False).exists()


def test_without_a_programme_there_is_nothing_to_lay_out(session):
    with pytest.raises(NoProgramme):
        lay_out_agenda(session=session, by=amina())


def test_starting_the_next_part_ends_the_one_before_and_after_the_last_one_nothing_is_on(session):
    first, second = add(session, "First"), add(session, "Second")
    start_next_agenda_item(session=session, by=amina(), now=NOW)
    start_next_agenda_item(session=session, by=amina(), now=minutes_later(5))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.started_at, first.ended_at) == (NOW, minutes_later(5))
    assert (second.is_on, second.started_at) == (True, minutes_later(5))
    start_next_agenda_item(session=session, by=amina(), now=minutes_later(9))
    second.refresh_from_db()
    assert second.ended_at == minutes_later(9)
    assert start_next_agenda_item(session=session, by=amina()) is None


ACTS = {
    "add": lambda first, second: add(first.session, "Third", presenter="Chloé Petersen"),
    "title": lambda first, second: change_agenda_item(item=first, title="Other", minutes=10, by=amina()),
    "minutes and presenter": lambda first, second: change_agenda_item(
        item=first, title="First", minutes=33, presenter="Ben Jacobs", by=amina()
    ),
    "remove": lambda first, second: remove_agenda_item(item=first, by=amina()),
    "up": lambda first, second: move_agenda_item(item=second, is_up=True, by=amina()),
    "down": lambda first, second: move_agenda_item(item=first, is_up=False, by=amina()),
    "start another": lambda first, second: start_agenda_item(item=second, by=amina()),
    "next": lambda first, second: start_next_agenda_item(session=first.session, by=amina()),
    "stop": lambda first, second: stop_agenda_item(item=first, by=amina()),
    "extend": lambda first, second: extend_agenda_item(item=first, by=amina()),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_on_the_agenda_can_be_undone(session, act):
    first, second = add(session, "First"), add(session, "Second")
    start_agenda_item(item=first, by=amina(), now=NOW)
    before, in_order = state(session), titles(session)
    ACTS[act](first, second)
    assert (state(session), titles(session)) != (before, in_order)
    undo(session)
    assert state(session)[:2] == before
    assert titles(session) == in_order


def test_a_title_keeps_its_earlier_words_out_of_the_log(session):
    item = add(session, "The secret word")
    change_agenda_item(item=item, title="Another word", minutes=10, by=amina(), now=NOW)
    kept = item.revisions.order_by("number").values_list("text", flat=True)
    assert list(kept) == ["The secret word", "Another word"]
    assert "word" not in str(list(session.events.values_list("undo", "touched")))


def test_what_was_done_already_is_quiet(session):
    item = start_agenda_item(item=add(session, "First"), by=amina(), now=NOW)
    told = log_of(session)
    start_agenda_item(item=item, by=amina())
    change_agenda_item(item=item, title="First", minutes=10, by=amina())
    move_agenda_item(item=item, is_up=True, by=amina())
    assert log_of(session) == told
    remove_agenda_item(item=item, by=amina())
    remove_agenda_item(item=item, by=amina())
    assert len(log_of(session)) == len(told) + 1


def test_the_agenda_refuses_with_words(session):
    item = add(session, "First")
    with pytest.raises(AgendaItemNeedsTitle):
        add(session, " \n ")
    start_agenda_item(item=item, by=amina(), now=NOW)
    stop_agenda_item(item=item, by=amina(), now=NOW)
    with pytest.raises(AgendaItemEnded):
        extend_agenda_item(item=item, by=amina())
    remove_agenda_item(item=item, by=amina())
    with pytest.raises(AgendaItemRemoved):
        start_agenda_item(item=item, by=amina())


def test_a_presenter_is_added_once_and_removed_and_every_step_can_be_undone(session):
    ben = add_presenter(session=session, name="Ben  Jacobs", by=amina(), now=NOW)
    assert add_presenter(session=session, name="ben jacobs", by=amina(), now=NOW) == ben
    remove_presenter(presenter=ben, by=amina(), now=NOW)
    assert not session.presenters.filter(is_removed=False).exists()
    undo(session)
    assert [str(one) for one in session.presenters.filter(is_removed=False)] == ["Ben Jacobs"]
    undo(session)
    assert not session.presenters.filter(is_removed=False).exists()


def test_closing_ends_what_is_on(session):
    item = start_agenda_item(item=add(session, "First"), by=amina(), now=NOW)
    close(session, now=minutes_later(3))
    item.refresh_from_db()
    assert item.ended_at == minutes_later(3)
