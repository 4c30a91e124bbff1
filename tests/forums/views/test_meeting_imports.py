"""The page on which meetings come in: a report that writes nothing, then one press; nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forums.actions import importing
from forums.actions.importing import drop_old_imports
from forums.models import MeetingImport, Speaker
from tests.factories import amina, ben, close, join, make_conversation, make_engagement, make_session
from tests.forums.actions.live.meetings import BEGAN, FILES, RECORDED, file_of, take
from tests.forums.elsewhere import bring_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
OTHER_TIME = "2026-04-16T10:00:00"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session():
    return make_session(make_engagement())


@pytest.fixture
def page(client, session):
    client.force_login(amina())
    return f"/live/{session.slug}/desk/import/"


def upload(source: str, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or source, (FILES / source).read_bytes())


def look(client, page, *files: SimpleUploadedFile, **fields):
    return client.post(page, {"meeting_files": list(files), "look": "", **fields})


def chosen(response) -> dict[str, object]:
    """The boxes of the page as they stand; those that are ticked alone."""
    fields = {}
    for row in response.context["rows"]:
        form = row[1]
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False, ""):
                if name == "begins_at" and not isinstance(value, str):
                    value = value.strftime("%Y-%m-%dT%H:%M:%S")
                fields[form.add_prefix(name)] = value
    people = response.context["people"]
    if people:
        fields |= {people.add_prefix(name): people[name].value() or "" for name in people.fields}
    return fields | {"kept": response.context["word"]}


def counts(session) -> tuple[int, int, int]:
    return session.questions.count(), session.minutes.count(), session.captions.count()


def test_several_files_are_looked_at_at_once_and_nothing_is_written(client, page, session):
    response = look(
        client, page, upload("questions_en.csv"), upload("chat_recorded.txt"), upload("teams.vtt")
    )
    assert response.status_code == 200
    text = Page(response).text
    assert "questions_en.csv" in text
    assert "said in private; never imported" in text  # the reason, with its line
    assert "Nearly the same" in text
    assert "projector is broken" not in text
    assert counts(session) == (0, 0, 0)
    assert not MeetingImport.objects.exists()


def test_one_press_takes_them_in_without_the_files(client, page, session):
    first = look(
        client, page, upload("questions_en.csv"), upload("chat_recorded.txt"), upload("zoom.vtt", RECORDED)
    )
    response = client.post(page, {**chosen(first), "take": ""}, follow=True)
    text = Page(response).text
    assert "questions_en.csv: 6 questions, 4 answers came in." in text
    assert counts(session)[0] == 7  # one of the chat ends in a question mark
    session.refresh_from_db()
    assert session.recording_starts_at == BEGAN  # the transcript's name tells it, and the chat goes by it
    assert session.minutes.first().noted_at == BEGAN + timedelta(seconds=41)


def test_the_same_files_again_say_so_before_and_after(client, page, session):
    first = look(client, page, upload("questions_en.csv"))
    client.post(page, {**chosen(first), "take": ""})
    before = counts(session)
    again = look(client, page, upload("questions_en.csv"))
    assert "This very file came in on" in Page(again).text
    response = client.post(page, {**chosen(again), "take": ""}, follow=True)
    assert "questions_en.csv: all of it was here already." in Page(response).text
    assert counts(session) == before


def test_a_file_that_cannot_be_read_says_why_and_the_others_stay(client, page, session):
    srt = SimpleUploadedFile("talk.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    response = look(client, page, upload("teams.vtt"), srt)
    assert "talk.srt: These are subtitles of another kind (.srt)." in Page(response).text
    assert "teams.vtt" in Page(response).text
    client.post(page, {**chosen(response), "take": ""})
    assert counts(session)[2] == len(response.context["rows"][0][0].meeting.cues)


def test_what_was_chosen_stays_while_files_are_added(client, page, session):
    join(session, ben())
    first = look(client, page, upload("zoom.vtt", RECORDED))
    fields = chosen(first)
    (begins,) = (name for name in fields if name.endswith("begins_at"))
    people = first.context["people"]
    (naledi,) = (name for name in people.fields if people[name].label == "Naledi Demo")
    fields |= {begins: OTHER_TIME, begins.replace("begins_at", "correction"): "12"}
    fields[f"who-{naledi}"] = str(session.participants.get(user=ben()).pk)
    second = look(client, page, upload("chat_recorded.txt"), **fields)
    kept = chosen(second)
    assert (kept[begins], kept[begins.replace("begins_at", "correction")]) == (OTHER_TIME, "12")
    client.post(page, {**kept, "take": ""})
    assert MeetingImport.objects.get(file_name=RECORDED).correction == 12
    assert Speaker.objects.get(label="Naledi Demo").participant.user == ben()


def test_a_time_that_cannot_be_read_comes_back_with_all_that_was_chosen(client, page, session):
    first = look(client, page, upload("chat_recorded.txt"))
    fields = chosen(first)
    (begins,) = (name for name in fields if name.endswith("begins_at"))
    fields |= {begins: "soon", begins.replace("begins_at", "others"): "leave", "take": ""}
    response = client.post(page, fields)
    assert response.status_code == 400
    assert chosen(response)[begins] == "soon"
    assert counts(session) == (0, 0, 0)
    client.post(page, {**chosen(response), begins: OTHER_TIME, "take": ""})
    assert counts(session) == (1, 0, 0)


def test_a_file_is_left_out_by_choice(client, page, session):
    first = look(client, page, upload("chat_recorded.txt"), upload("teams.vtt"))
    chat = first.context["rows"][0][1]
    client.post(page, {**chosen(first), chat.add_prefix("leave"): "on", "take": ""})
    assert counts(session)[:2] == (0, 0)
    assert counts(session)[2]


def test_nothing_to_look_at_is_said(client, page):
    response = client.post(page, {"look": ""})
    assert response.status_code == 400
    assert "Please choose a file." in Page(response).text


def test_a_report_is_its_own_facilitators_and_sessions(client, page, session):
    word = look(client, page, upload("teams.vtt")).context["word"]
    other = make_session(make_conversation(), title="Another")
    response = client.post(f"/live/{other.slug}/desk/import/", {"kept": word, "take": ""})
    assert response.status_code == 400
    assert "two hours" in Page(response).text
    assert not MeetingImport.objects.exists()


def test_what_nobody_said_yes_to_is_dropped(client, page, monkeypatch):
    look(client, page, upload("teams.vtt"))
    assert len(default_storage.listdir("imports")[1]) == 1
    monkeypatch.setattr(importing, "KEPT_FOR", timedelta(seconds=-1))
    drop_old_imports()
    assert default_storage.listdir("imports")[1] == []


def test_every_form_of_an_import_can_be_sent_from_its_page(client, page, session):
    take(session, file_of("teams.vtt"))
    talk = make_conversation()
    bring_in(talk)
    for path in (page, reverse("conversation_meeting", args=[talk.slug])):
        html = client.get(path).content.decode()
        forms = re.findall(r'<form[^>]*/(?:clock|undo)/">(<input type="hidden" name="csrf)?', html)
        assert forms == ['<input type="hidden" name="csrf'] * 2


def test_an_import_is_corrected_and_undone_from_its_page(client, page, session):
    first = look(client, page, upload("zoom.vtt", RECORDED))
    client.post(page, {**chosen(first), "take": ""})
    row = MeetingImport.objects.get()
    before = session.captions.first().starts_at
    client.post(f"{page}{row.pk}/clock/", {"seconds": "45"})
    assert session.captions.first().starts_at == before + timedelta(seconds=45)
    refused = client.post(f"{page}{row.pk}/clock/", {"seconds": "100000"})
    assert refused.status_code == 400
    assert re.search(r'name="seconds"[^>]*value="100000"', refused.content.decode())
    response = client.post(f"{page}{row.pk}/undo/", follow=True)
    assert "was undone" in Page(response).text
    assert not session.captions.filter(removed_at=None).exists()


def test_a_closed_session_has_its_record_at_once(client, page, session):
    close(session)
    first = look(client, page, upload("questions_en.csv"), upload("zoom.vtt", RECORDED))
    client.post(page, {**chosen(first), "take": ""})
    assert session.threads.filter(is_record=True).exists()
    assert session.questions.exclude(post=None).count() == 5  # not the dismissed one


def test_the_page_costs_the_same_with_a_long_file(client, page, django_assert_max_num_queries):
    lines = "".join(f"00:{n // 60:02}:{n % 60:02}\tNaledi Demo:\tLine {n}?\n" for n in range(1, 900))
    with django_assert_max_num_queries(25):
        response = look(client, page, SimpleUploadedFile("chat.txt", lines.encode()))
    assert response.status_code == 200


def test_the_desk_leads_there(client, page, session):
    assert f'href="{page}"' in client.get(f"/live/{session.slug}/desk/").content.decode()
