from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forums.actions.consents import agree, ask_for_consents, correct, withdraw_consent
from forums.actions.consents.sealing import forget
from forums.actions.conversations.correcting import change_between, correct_turn
from forums.actions.conversations.meetings import MatchedTwice, match_voices, session_behind
from forums.actions.conversations.setting_up import close_conversation
from forums.actions.live.following_imports import carry_again
from forums.models import (
    Caption,
    ConsentRequest,
    LiveSession,
    Quotation,
    Speaker,
    Summary,
    SummaryState,
    Terms,
    Thread,
)
from forums.queries.consents import missing_consents
from tests.factories import NOW, amina, ben, cite, make_summary
from tests.factories.conversations import come, make_talk
from tests.forums.consenting import WORDS, leave_address
from tests.forums.elsewhere import SAID, bring_in, turns, vtt

pytestmark = pytest.mark.django_db
NOMSA, PIETER = SAID[0][0], SAID[2][0]
TURNS = ["We light the rank ourselves. It costs us R40 a month.", SAID[2][1], SAID[3][1], SAID[4][1]]


def nomsa(conversation):
    person = come(conversation, name="Nomsa Dube", affiliation="Kasi Watch", role="Committee chair")
    leave_address(person, "nomsa@kasi.example")
    return person


def bylines(posts):
    return [post.byline for post in posts]


def test_turns_stand_in_the_record_signed_by_whose_voice_it_is():
    talk = make_talk()
    posts = bring_in(talk, {NOMSA: nomsa(talk), PIETER: None})
    assert [post.plain for post in posts] == TURNS
    assert bylines(posts) == ["Nomsa Dube, Kasi Watch", "Speaker 2", "Speaker 3", "Nomsa Dube, Kasi Watch"]
    record = Thread.objects.get(pk=posts[0].thread_id)
    assert (record.is_record, record.takes_posts) == (True, False)


def test_nobody_outside_reads_them_before_the_words_are_open(client):
    talk = make_talk()
    post = bring_in(talk)[0]
    session = session_behind(talk)
    for path in (f"/threads/{post.thread_id}/", f"/live/{session.slug}/", f"/live/{session.slug}/outcome/"):
        assert client.get(path, follow=True).status_code == 404
    assert session not in LiveSession.objects.listed()
    client.force_login(ben())
    assert client.get(f"/threads/{post.thread_id}/", follow=True).status_code == 404


def test_under_role_terms_a_voice_is_a_role_or_a_number():
    talk = make_talk(terms=Terms.ROLE)
    assert bylines(bring_in(talk, {NOMSA: nomsa(talk)}))[:2] == ["Committee chair", "Speaker 2"]


def test_under_chatham_house_all_are_signed_alike_and_by_the_day():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    posts = bring_in(talk, {NOMSA: nomsa(talk)})
    assert set(bylines(posts)) == {"A participant"}
    assert len({post.posted_at for post in posts}) == 1
    assert [post.plain for post in posts] == TURNS


def test_a_match_is_remembered_and_signs_the_record_anew():
    talk = make_talk()
    person = nomsa(talk)
    bring_in(talk)
    match_voices(conversation=talk, voices={NOMSA: person}, now=NOW)
    person.refresh_from_db()
    assert person.voices == [NOMSA]
    assert bylines(turns(talk))[0] == "Nomsa Dube, Kasi Watch"
    match_voices(conversation=talk, voices={NOMSA: None}, now=NOW)
    assert bylines(turns(talk))[0] == "Speaker 1"


def test_a_person_matched_twice_is_refused_and_nothing_is_lost():
    talk = make_talk()
    person = nomsa(talk)
    with pytest.raises(MatchedTwice) as refused:
        bring_in(talk, {NOMSA: person, PIETER: person})
    assert "cannot be both “Nomsa (Kasi Watch)” and “Pieter van Wyk”" in str(refused.value.message)
    assert (turns(talk), LiveSession.objects.count()) == ([], 0)
    match_voices(conversation=talk, voices={NOMSA: person, PIETER: person}, one_may_have_two=True, now=NOW)
    person.refresh_from_db()
    assert person.voices == [NOMSA, PIETER]


# Correcting ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("We like the rank.", "We light the rank.", "like", "light"),
        ("We like it.", "We really like it.", None, None),
        ("It was said.", "It was said twice.", None, None),
        ("One two three", "One three", None, None),
        ("a", "b", "a", "b"),
        ("It rained", "Once it rained", None, None),
    ],
)
def test_only_what_differs_is_changed(before, after, was, now):
    change = change_between(before, after)
    assert before[: change.span.start] + change.words + before[change.span.end :] == after
    if was:
        assert (before[change.span.start : change.span.end], change.words) == (was, now)


def test_a_correction_keeps_the_version_before_and_the_captions_say_it_too():
    talk = make_talk()
    post = bring_in(talk)[0]
    right = TURNS[0].replace("R40", "R400")
    correct_turn(post=post, text=right, seen_revision=1, by=amina(), now=NOW)
    post.refresh_from_db()
    assert (post.plain, post.revision) == (right, 2)
    assert [one.mark for one in post.revisions.order_by("number")] == ["", "transcript"]
    assert list(Caption.objects.filter(post=post).values_list("text", flat=True)) == [
        "We light the rank ourselves.",
        "It costs us R400 a month.",
    ]
    carry_again(session_behind(talk), NOW)  # brings nothing back
    assert [post.plain for post in turns(talk)] == [right, *TURNS[1:]]


# Consent for what was said ------------------------------------------------------------------------
def wanted(talk, **voices):
    person = nomsa(talk)
    post = bring_in(talk, {NOMSA: person})[0]
    summary = make_summary(post.thread)
    cite(summary, post, WORDS)
    return summary


def test_a_matched_voice_is_asked_an_unmatched_one_names_nobody():
    talk = make_talk()
    summary = wanted(talk)
    cite(summary, turns(talk)[2], "nobody pays")
    (missing,) = missing_consents(summary)
    assert missing.quotation.words == WORDS
    assert ask_for_consents(summary=summary, by=amina(), now=NOW) == 1


def test_what_the_speaker_corrects_and_takes_back_goes_out_of_the_captions_too():
    talk = make_talk()
    summary = wanted(talk)
    ask_for_consents(summary=summary, by=amina(), now=NOW)
    request = ConsentRequest.objects.get()
    correct(request=request, words="We lit the rank ourselves.", now=NOW)
    assert Quotation.objects.get().words == "We lit the rank ourselves."
    assert turns(talk)[0].plain.startswith("We lit the rank ourselves. It costs")
    withdraw_consent(request=request, now=NOW)
    carry_again(session_behind(talk), NOW)
    assert turns(talk)[0].plain == "[words withdrawn] It costs us R40 a month."
    assert not Caption.objects.filter(text__contains="ourselves").exists()


def test_a_stricter_signature_outlives_carrying_the_record_again():
    talk = make_talk()
    summary = wanted(talk)
    ask_for_consents(summary=summary, by=amina(), now=NOW)
    agree(request=ConsentRequest.objects.get(), terms=Terms.CHATHAM_HOUSE, now=NOW)
    carry_again(session_behind(talk), NOW)
    assert bylines(turns(talk))[0] == "A participant"


def test_whose_voice_it_was_is_forgotten_and_the_turns_stay():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    summary = wanted(talk)
    ask_for_consents(summary=summary, by=amina(), now=NOW)
    agree(request=ConsentRequest.objects.get(), now=NOW)
    close_conversation(conversation=talk, now=NOW)
    Summary.objects.update(state=SummaryState.PUBLISHED)
    forget(now=NOW + timedelta(days=20))
    assert not Caption.objects.filter(speaker__contains="Nomsa").exists()
    assert not Speaker.objects.exists()
    carry_again(session_behind(talk), NOW)
    assert [post.plain for post in turns(talk)] == TURNS


# The page -----------------------------------------------------------------------------------------
def upload(content, name="meeting.vtt"):
    return {"meeting_files": SimpleUploadedFile(name, content), "look": ""}


def test_the_page_looks_suggests_whose_voice_it_is_and_takes_in(client):
    talk = make_talk()
    person = nomsa(talk)
    client.force_login(amina())
    url = reverse("conversation_meeting", args=[talk.slug])
    page = client.post(url, upload(vtt()))
    assert page.status_code == 200
    assert turns(talk) == []
    form = page.context["voices"]
    field = next(key for key, name in form.names.items() if name == NOMSA)
    assert form.fields[field].initial == person.pk
    data = {"kept": page.context["word"], "take": "", f"voice-{field}": person.pk}
    for row in page.context["rows"]:
        data[f"{row[1].prefix}-begins_at"] = "2027-09-15T10:00:00"
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.text
    assert bylines(turns(talk))[0] == "Nomsa Dube, Kasi Watch"
    assert "5 captions" in client.get(url).text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.docx", b"PK\x03\x04 no document", "docx"),
        ("meeting.vtt", b"\xff\xfe\x00\xd8", "meeting.vtt"),
        ("empty.vtt", b"WEBVTT\n\n", "empty.vtt"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(client, name, content, said):
    talk = make_talk()
    client.force_login(amina())
    page = client.post(reverse("conversation_meeting", args=[talk.slug]), upload(content, name))
    assert page.status_code >= 400
    assert said in page.text
    assert turns(talk) == []


def test_the_transcript_says_where_in_the_recording_and_is_corrected(client):
    talk = make_talk()
    post = bring_in(talk)[1]
    client.force_login(amina())
    page = client.get(reverse("conversation_transcript", args=[talk.slug])).text
    assert "0:00:08" in page
    url = reverse("conversation_turn", args=[talk.slug, post.pk])
    client.post(url, {"text": "Our council paid for ours.", "revision": "1"})
    page = client.get(url).text
    assert "The transcript was corrected" in page
    stale = client.post(url, {"text": "Somebody paid.", "revision": "1"})
    assert (stale.status_code, "Somebody paid." in stale.text) == (409, True)
