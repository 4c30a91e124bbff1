import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forums.actions.live.agenda import add_agenda_item, remove_agenda_item
from forums.actions.live.captions import Said, push_captions
from forums.actions.live.minutes import name_note_taker, remove_minute, write_minute
from forums.models import AgendaItem, Caption, Hand, Minute
from tests.factories import NOW, amina, ben, join, make_session

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def desk(client, session):
    """Amina posts to one of her pages."""
    client.force_login(amina())

    def post(name: str, *args, data=None, **options):
        return client.post(reverse(name, args=[session.slug, *args]), data or {}, **options)

    return post


def test_an_agenda_form_that_was_refused_comes_back_with_what_was_typed(desk, session):
    answer = desk("agenda", data={"title": "", "minutes": "7", "presenter": "Ben Jacobs"})
    assert answer.status_code == 400
    assert 'value="Ben Jacobs"' in answer.content.decode()
    item = add_agenda_item(session=session, title="Welcome", by=amina(), now=NOW)
    answer = desk("change_agenda", item.pk, data={"title": "Other", "minutes": "0"})
    assert answer.status_code == 400
    assert 'value="Other"' in answer.content.decode()
    assert AgendaItem.objects.get().title == "Welcome"


def test_a_refused_act_answers_where_it_was_done(desk, session):
    item = add_agenda_item(session=session, title="Welcome", by=amina(), now=NOW)
    remove_agenda_item(item=item, by=amina(), now=NOW)
    for back, template in (("", "forums/live_desk.html"), ("agenda", "forums/live/agenda.html")):
        answer = desk("agenda_act", item.pk, "start", data={"back": back})
        assert (answer.status_code, answer.templates[0].name) == (409, template)
    answer = desk("agenda_act", item.pk, "start", headers=JSON)
    assert (answer.status_code, set(answer.json())) == (409, {"error", "code"})


def test_acts_redirect_without_script_and_answer_json_with_it(desk, session):
    item = add_agenda_item(session=session, title="Welcome", by=amina(), now=NOW)
    assert desk("agenda_act", item.pk, "start").url == f"/live/{session.slug}/desk/#agenda-{item.pk}"
    assert desk("agenda_act", item.pk, "extend", headers=JSON).json() == {"done": True}
    assert AgendaItem.objects.get().minutes == 15


def test_what_is_of_another_session_is_not_there(desk, session):
    other = make_session(session.engagement, title="Another")
    item = add_agenda_item(session=other, title="Welcome", by=amina(), now=NOW)
    assert desk("agenda_act", item.pk, "start").status_code == 404
    assert desk("hand_act", 10**9, "call").status_code == 404


def test_a_hand_is_raised_with_and_without_script(client, session):
    join(session, ben())
    client.force_login(ben())
    path = reverse("own_hand", args=[session.slug, "raise"])
    hand = client.post(path, headers=JSON).json()["hand"]
    assert hand == str(Hand.objects.get().pk)
    page = client.get(client.post(path).url).content.decode()
    assert "You are number 1 in the queue." in page


def test_a_minute_that_was_refused_comes_back_and_so_does_a_stale_correction(client, session):
    name_note_taker(participant=join(session, ben()), by=amina(), now=NOW)
    client.force_login(ben())
    path = reverse("minutes", args=[session.slug])
    assert client.post(path, {"text": "a" * 2001}).status_code == 400
    minute = write_minute(session=session, text="Noted.", by=amina(), now=NOW)
    stale = {"text": "Mine.", "at": "10:00:00", "seen_revision": "0"}
    answer = client.post(reverse("correct_minute", args=[session.slug, minute.pk]), stale)
    assert answer.status_code == 409
    assert "Mine.</textarea>" in answer.content.decode()
    assert "Noted." in answer.content.decode()
    remove_minute(minute=minute, by=amina(), now=NOW)
    answer = client.post(reverse("correct_minute", args=[session.slug, minute.pk]), stale)
    assert (answer.status_code, "Mine." in answer.content.decode()) == (409, True)
    assert Minute.objects.get().text == "Noted."


def test_a_time_is_corrected_to_the_second(client, session):
    client.force_login(amina())
    minute = write_minute(session=session, text="Noted.", by=amina(), now=NOW)
    data = {"text": "Noted.", "at": "09:08:07", "seen_revision": "1"}
    client.post(reverse("correct_minute", args=[session.slug, minute.pk]), data)
    minute.refresh_from_db()
    assert f"{minute.noted_at:%H:%M:%S}" == "07:08:07"


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("paste", {"captions": ""}),
        ("recording", {"recording_url": "javascript:alert(1)"}),
        ("clock", {"seconds": "100000"}),
        ("name-note-taker", {"participant": "999"}),
        ("name-note-taker", {}),
    ],
)
def test_what_the_record_cannot_take_is_refused_in_words(desk, verb, data):
    answer = desk("record_act", verb, data=data)
    assert answer.status_code == 400
    assert "error" in answer.content.decode()


def test_captions_are_pasted_at_the_times_that_they_have(desk, session):
    block = "WEBVTT\n\n00:01:00.000 --> 00:01:02.000\nBen: Forty lamps.\n"
    assert desk("record_act", "paste", data={"captions": block}).status_code == 302
    session.refresh_from_db()
    caption = Caption.objects.get()
    assert (caption.starts_at - session.opened_at).total_seconds() == 60
    assert desk("record_act", "remove-caption", data={"caption": caption.pk}).status_code == 302
    assert Caption.objects.get().removed_at


def test_a_page_costs_the_same_with_one_row_as_with_three(client, session):
    join(session, ben())
    client.force_login(ben())
    path = reverse("live_session", args=[session.slug])

    def more(number: int) -> None:
        for place in range(number):
            add_agenda_item(session=session, title=f"Part {place}", presenter="Ben", by=amina(), now=NOW)
            write_minute(session=session, text="Noted.", by=amina(), now=NOW)
            push_captions(session=session, said=[Said("Words.", NOW)], now=NOW)

    counts = []
    for number in (1, 2):
        more(number)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
