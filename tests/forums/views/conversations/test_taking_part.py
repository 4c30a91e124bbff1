"""Taking part: by account, by a link, by turns; what an open page hears."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from forums.access.conversations import link_of
from forums.actions.consents.sealing import forget
from forums.actions.conversations.inviting import invite_participant, renew_link
from forums.actions.conversations.rounds import close_round, open_round
from forums.actions.conversations.setting_up import close_conversation, open_conversation, open_words
from forums.actions.conversations.turns import give_turn
from forums.models import Attachment, Contribution, ConversationParticipant, HowHeld, Post, Terms
from forums.views.conversations.seats import cookie_name
from tests.factories import NOW, amina, ben, chloe, make_member, run_jobs
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db
MP3 = b"ID3\x03" + b"\x00" * 400


def link(participant: ConversationParticipant) -> str:
    return reverse("conversation_link", args=[link_of(participant)])


def room(slug: str = "who-keeps-watch") -> str:
    return reverse("take_part", args=[slug])


def say(client, text, *, position=1, **more):
    url = reverse("contribute", args=["who-keeps-watch", position])
    return client.post(url, {"text": text, "client_id": uuid4(), **more})


# Coming in ----------------------------------------------------------------------------------------
def test_somebody_without_an_account_comes_by_the_link_in_their_letter(client):
    invite_participant(conversation=make_talk(), name="Sipho Mabaso", email="sipho@people.example", now=NOW)
    run_jobs()
    letter = mail.outbox[0]
    path = letter.body[letter.body.index("/conversations/in/") :].split()[0]
    page = client.get(path)
    assert page.status_code == 200
    assert "Sipho Mabaso" in page.content.decode()
    assert client.post(path, {}).status_code == 400  # not without agreeing
    assert client.post(path, {"agrees": "on"}).status_code == 302
    assert say(client, "We watch until nine.").status_code == 302
    assert "We watch until nine." in client.get(room()).content.decode()


def test_a_link_that_was_renewed_is_dead_and_so_is_the_browser_that_kept_it(client):
    sipho = come(make_talk())
    old = link(sipho)
    client.get(old)
    assert client.get(room()).status_code == 200
    renew_link(participant=sipho, now=NOW)
    assert client.get(room()).status_code == 403
    assert client.get(old).status_code == 404
    assert client.get(link(sipho)).status_code == 302


def test_a_forged_link_and_one_of_another_conversation_open_nothing(client):
    sipho = come(make_talk())
    make_talk("another")
    assert client.get(link(sipho)[:-2] + "x/").status_code == 404
    client.cookies[cookie_name("another")] = link_of(sipho)
    assert client.get(room("another")).status_code == 403


def test_a_member_agrees_to_the_terms_before_the_room_opens(client):
    talk = make_talk(terms=Terms.ROLE)
    invite_participant(conversation=talk, user=ben(), now=NOW)
    client.force_login(ben())
    assert "Urban safety officer, Mbali Bay" in client.get(room()).content.decode()
    assert say(client, "Too soon.").status_code == 403
    client.post(reverse("join_conversation", args=[talk.slug]), {"agrees": "on"})
    assert say(client, "We do.").status_code == 302


def test_a_member_who_comes_by_a_link_takes_part_with_their_account(client):
    talk = make_talk()
    invited = invite_participant(conversation=talk, name="Chloé", now=NOW)
    path = link(invited)
    client.force_login(chloe())
    client.post(path, {"agrees": "on"})
    invited.refresh_from_db()
    assert (invited.user, link_of(invited)) == (chloe(), "")
    assert client.get(path).status_code == 404


# In the room --------------------------------------------------------------------------------------
def test_words_that_are_refused_stay_typed(client):
    talk = make_talk()
    come(talk, ben())
    client.force_login(ben())
    close_round(round=first_round(talk), now=NOW)
    open_round(round=talk.rounds.get(position=2), now=NOW)
    page = say(client, "For the first round.")
    assert page.status_code == 409
    answer = client.post(
        reverse("contribute", args=[talk.slug, 1]),
        {"text": "For the first round.", "client_id": uuid4()},
        headers={"Accept": "application/json"},
    )
    assert "not open" in answer.json()["error"]


def test_back_and_say_it_again_says_it_once(client):
    talk = make_talk()
    come(talk, ben())
    client.force_login(ben())
    assert [say(client, "We watch until nine.").status_code for _time in range(2)] == [302, 302]
    assert Contribution.objects.count() == 1


def test_each_sees_whose_turn_it_is_and_who_has_not_been_heard(client):
    talk = make_talk()
    come(talk, ben())
    come(talk)
    client.force_login(amina())
    run = reverse("run_round", args=[talk.slug, 1, "next"])
    client.post(run)
    assert first_round(talk).turn_of.name == "Amina Dlamini"
    client.post(run)
    client.force_login(ben())
    page = client.get(room()).content.decode()
    assert "It is your turn." in page
    assert "Amina Dlamini, Ben Jacobs" in " ".join(page.split())
    say(client, "Mine.")
    assert first_round(talk).turn_of.name == "Sipho Mabaso"
    page = " ".join(client.get(room()).content.decode().split())
    assert "Not heard yet in this round: Amina Dlamini, Sipho Mabaso" in page


@pytest.mark.parametrize(("held", "timers"), [(HowHeld.LIVE, 2), (HowHeld.WRITTEN, 0)])
def test_no_clock_runs_over_days(client, held, timers):
    talk = make_talk(held=held)
    come(talk, ben())
    talk.rounds.filter(position=1).update(minutes=12)
    give_turn(round=first_round(talk), now=NOW)
    client.force_login(ben())
    assert client.get(room()).text.count("<gentle-timer") == timers
    client.force_login(amina())
    assert ("12 minutes" in client.get(reverse("prepare_conversation", args=[talk.slug])).text) == bool(
        timers
    )


def test_whoever_opens_a_conversation_finds_there_how_to_open_its_first_round(client):
    talk = make_talk(is_open=False)
    client.force_login(amina())
    opening = reverse("run_round", args=[talk.slug, 1, "open"])
    assert opening not in client.get(reverse("prepare_conversation", args=[talk.slug])).text
    opened = client.post(reverse("conversation_state", args=[talk.slug, "open"]), follow=True).text
    assert "Now open its first round, below." in opened
    assert f'action="{opening}"' in opened
    client.post(opening)
    assert first_round(talk).is_open
    client.post(reverse("conversation_state", args=[talk.slug, "close"]))
    closed = client.get(reverse("prepare_conversation", args=[talk.slug])).text
    assert "Was not opened" in closed
    assert "Not open yet" not in closed
    again = client.post(reverse("conversation_state", args=[talk.slug, "open"]), follow=True).text
    assert "The conversation is open again." in again


def test_of_a_closed_conversation_nothing_is_still_to_come(client):
    talk = make_talk()
    client.force_login(amina())
    assert "Still to come" in client.get(room()).text
    close_conversation(conversation=talk, now=NOW)
    assert "Still to come" not in client.get(room()).text


def test_a_listener_reads_and_reacts_and_has_no_box(client):
    talk = make_talk()
    post = give(first_round(talk), come(talk), "Ours was lit.").post
    come(talk, chloe(), part="listener")
    client.force_login(chloe())
    page = client.get(room()).content.decode()
    assert "Ours was lit." in page
    assert "<textarea" not in page
    client.post(reverse("react_to_words", args=[talk.slug, post.number]), {"react": "holds_here:on"})
    assert 'aria-pressed="true"' in client.get(room()).content.decode()


def test_an_open_page_gets_what_is_new_and_else_an_empty_answer(client, django_assert_max_num_queries):
    talk = make_talk()
    sipho = come(talk)
    come(talk, ben())
    client.force_login(ben())
    url = reverse("conversation_now", args=[talk.slug])
    first = client.get(url)
    with django_assert_max_num_queries(5):
        again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    give(first_round(talk), sipho, "Something new.")
    now = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert "Something new." in now.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_asks_as_often_for_three_as_for_one(client, count, django_assert_num_queries):
    talk = make_talk()
    round = first_round(talk)
    for number in range(count):
        person = come(talk, make_member(f"Person{number} Nkosi"))
        give(round, person, f"Words {number}")
    come(talk, ben())
    client.force_login(ben())
    with django_assert_num_queries(14):
        client.get(room())


def test_own_words_are_changed_and_taken_back(client):
    talk = make_talk()
    given = give(first_round(talk), come(talk, ben()), "Untill nine.")
    client.force_login(ben())
    url = reverse("own_contribution", args=[talk.slug, given.public_id])
    assert "Untill nine." in client.get(url).content.decode()
    client.post(url, {"text": "Until nine.", "seen_revision": 1})
    given.refresh_from_db()
    assert given.post.plain == "Until nine."
    stale = client.post(url, {"text": "Until ten.", "seen_revision": 1})
    assert stale.status_code == 409
    assert "Until ten." in stale.content.decode()
    client.post(url, {"withdraw": "1"})
    given.post.refresh_from_db()
    assert given.post.plain == ""
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("terms", list(Terms))
def test_by_their_link_somebody_takes_words_back_after_they_were_opened_to_everybody(client, terms):
    talk = make_talk(terms=terms)
    sipho = come(talk)
    given = give(first_round(talk), sipho, "We light it ourselves.")
    close_conversation(conversation=talk, now=NOW)
    open_words(conversation=talk, now=NOW)
    client.get(link(sipho))
    url = reverse("own_contribution", args=[talk.slug, given.public_id])
    public = reverse("conversation", args=[talk.slug])
    assert f'href="{room()}#your-words"' in client.get(public).text
    assert f'href="{url}"' in client.get(room()).text
    assert 'name="withdraw"' in client.get(url).text
    assert client.post(url, {"text": "Changed."}).status_code == 409
    client.post(url, {"withdraw": "1"})
    assert "We light it ourselves." not in client.get(public).text
    assert "We light it ourselves." not in client.get(room()).text


def test_the_words_of_others_are_not_offered(client):
    talk = make_talk()
    sipho = come(talk)
    given = give(first_round(talk), come(talk, ben()), "Nobody pays.")
    close_conversation(conversation=talk, now=NOW)
    client.get(link(sipho))
    assert "your-words" not in client.get(room()).text
    url = reverse("own_contribution", args=[talk.slug, given.public_id])
    assert client.post(url, {"withdraw": "1"}).status_code == 404
    assert Client().get(reverse("conversation", args=[talk.slug])).text.count("your-words") == 0


def test_where_who_spoke_was_forgotten_it_is_said_and_nothing_is_promised(client):
    talk = make_talk(terms=Terms.ROLE)
    sipho = come(talk)
    given = give(first_round(talk), sipho, "We light it ourselves.")
    close_conversation(conversation=talk, now=NOW)
    client.get(link(sipho))
    assert "has been forgotten here" not in client.get(room()).text
    forget(now=NOW + timedelta(days=400))
    assert "has been forgotten here" in client.get(room()).text
    url = reverse("own_contribution", args=[talk.slug, given.public_id])
    for answer in (client.get(url), client.post(url, {"withdraw": "1"})):
        assert answer.status_code == 410
        assert "has been forgotten here" in answer.text
    given.refresh_from_db()
    assert given.withdrawn_at is None


def test_a_table_is_ones_own_until_one_moves(client):
    talk = make_talk(is_open=False)
    talk.rounds.filter(position=1).update(table="Lights")
    talk.rounds.filter(position=2).update(table="Money")
    talk = open_conversation(conversation=talk, now=NOW)
    for round in talk.rounds.filter(position__lte=2):
        open_round(round=round, now=NOW)
    come(talk, ben(), table="Lights")
    client.force_login(ben())
    assert say(client, "At lights.", position=1).status_code == 302
    assert say(client, "At money.", position=2).status_code == 409
    client.post(reverse("sit_at_table", args=[talk.slug]), {"table": "Money"})
    assert say(client, "At money.", position=2).status_code == 302
    assert client.post(reverse("sit_at_table", args=[talk.slug]), {"table": "Nowhere"}).status_code == 400


# Recordings ---------------------------------------------------------------------------------------
def recording(content: bytes = MP3) -> SimpleUploadedFile:
    return SimpleUploadedFile("Bens voice.mp3", content, "audio/mpeg")


def test_a_recording_comes_with_attributed_words_and_is_heard_by_who_reads_them(client):
    talk = make_talk()
    come(talk, ben())
    client.force_login(ben())
    assert say(client, "", sound=recording()).status_code == 302
    row = Attachment.objects.get()
    assert "Ben" not in row.name
    url = reverse("conversation_recording", args=[talk.slug, row.public_id])
    heard = client.get(url)
    assert (heard.content, heard["Content-Type"]) == (MP3, "audio/mpeg")
    client.force_login(chloe())
    assert client.get(url).status_code == 403
    client.force_login(ben())
    given = Contribution.objects.get()
    client.post(
        reverse("own_contribution", args=[talk.slug, given.public_id]),
        {"text": "We watch until nine.", "seen_revision": 1},
    )
    assert "We watch until nine." in client.get(room()).content.decode()
    client.post(reverse("own_contribution", args=[talk.slug, given.public_id]), {"withdraw": "1"})
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("terms", [Terms.ROLE, Terms.CHATHAM_HOUSE])
def test_where_nobody_is_named_no_voice_is_taken(client, terms):
    talk = make_talk(terms=terms)
    come(talk, ben())
    client.force_login(ben())
    assert 'type="file"' not in client.get(room()).content.decode()
    say(client, "With a voice.", sound=recording())
    assert not Attachment.objects.exists()


def test_a_voice_is_refused_for_words_under_stricter_terms(client):
    talk = make_talk()
    come(talk, ben())
    client.force_login(ben())
    refused = say(client, "Mine.", sound=recording(), terms=Terms.CHATHAM_HOUSE)
    assert (refused.status_code, Post.objects.filter(kind="contribution").count()) == (400, 0)
    assert "A voice is a name" in refused.content.decode()


@pytest.mark.parametrize("content", [b"%PDF-1.4 no sound", b"<html>", b"\x00" * 40])
def test_what_is_no_recording_is_refused_by_its_bytes(client, content):
    talk = make_talk()
    come(talk, ben())
    client.force_login(ben())
    assert say(client, "Mine.", sound=recording(content)).status_code == 400
    assert not Contribution.objects.exists()
