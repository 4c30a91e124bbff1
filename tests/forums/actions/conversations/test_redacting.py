import pytest
from django.urls import reverse

from forums.actions.conversations.harvesting import note_harvest
from forums.actions.conversations.redacting import (
    NamesGone,
    let_names_stay,
    look_at_names_again,
    take_names_out,
)
from forums.actions.conversations.rounds import close_round
from forums.actions.conversations.setting_up import NamesStand, close_conversation, open_words
from forums.actions.insights import add_cluster
from forums.actions.quotations import pick_quotation
from forums.models import Contribution, RevisionMark, Terms
from forums.queries.conversations.namings import NoteKind, notes_that_name, texts_that_name
from tests.factories import NOW, amina, ask, ben, join, make_municipality, make_session
from tests.factories import close as finish
from tests.factories.conversations import come, first_round, give, make_talk
from tests.factories.statements import draw
from tests.forums.elsewhere import bring_in, turns, vtt
from tests.pages import Page

pytestmark = pytest.mark.django_db
TEXT = "As Sipho said, we wait. Call 082 555 0199."


def hidden(text=TEXT):
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    give(first_round(talk), come(talk, name="Sipho Mabaso", affiliation="Street Traders' Forum"), text)
    return talk


def out(talk, starts):
    (found,) = texts_that_name(talk)
    seen = {"key": found.key, "seen_revision": found.revision}
    return take_names_out(conversation=talk, starts=starts, by=amina(), now=NOW, **seen)


def test_words_that_wait_are_looked_at_before_anybody_reads_them():
    talk = hidden()
    (found,) = texts_that_name(talk)
    assert [naming.words for naming in found.namings] == ["Sipho", "082 555 0199"]
    assert out(talk, {naming.span.start for naming in found.namings}) == 2
    assert Contribution.objects.get().text == "As [name] said, we wait. Call [telephone number]."
    assert texts_that_name(talk) == []


def test_what_is_unticked_stays():
    talk = hidden()
    assert out(talk, {3}) == 1
    assert Contribution.objects.get().text == "As [name] said, we wait. Call 082 555 0199."


def test_of_a_post_the_words_before_are_kept_nowhere_and_quotations_say_the_mark():
    talk = hidden()
    close_round(round=first_round(talk), now=NOW)
    post = Contribution.objects.get().post
    quotation = pick_quotation(post=post, words="As Sipho said, we wait.", by=amina(), now=NOW)
    assert out(talk, {3}) == 1
    post.refresh_from_db()
    quotation.refresh_from_db()
    assert post.plain == "As [name] said, we wait. Call 082 555 0199."
    assert quotation.words == "As [name] said, we wait."
    assert [(one.plain, one.mark) for one in post.revisions.order_by("number")] == [
        ("", ""),
        (post.plain, RevisionMark.NAMES_OUT),
    ]


def test_of_a_transcript_too():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    person = come(talk, name="Pieter van Wyk")
    bring_in(talk, {"Pieter van Wyk": person})
    assert texts_that_name(talk) == []
    bring_in(talk, content=vtt([("iPhone", "I ask Pieter about it.")], seconds=60))
    (found,) = texts_that_name(talk)
    assert out(talk, {naming.span.start for naming in found.namings}) == 1
    assert "I ask [name] about it." in [one.plain for one in turns(talk)]


def test_what_is_gone_or_changed_meanwhile_is_refused():
    talk = hidden()
    for key in ("waiting:nothing", "post:1", "post:x", "", "waiting:"):
        with pytest.raises(NamesGone):
            take_names_out(conversation=talk, key=key, starts={3}, seen_revision=1, by=amina(), now=NOW)
    with pytest.raises(NamesGone):
        out(talk, {999})


def test_where_words_are_attributed_nobody_is_warned():
    talk = make_talk()
    give(first_round(talk), come(talk), TEXT)
    assert texts_that_name(talk) == []


def test_the_page_shows_them_and_takes_them_out(client):
    talk = hidden()
    client.force_login(amina())
    url = reverse("conversation_names", args=[talk.slug])
    assert "1 text names somebody" in client.get(reverse("prepare_conversation", args=[talk.slug])).text
    page = client.get(url).text
    assert "<mark>Sipho</mark>" in page
    (found,) = texts_that_name(talk)
    page = client.post(url, {"key": found.key, "revision": "0", "start": ["3", "29"]}, follow=True).text
    assert "2 marks stand there now." in page
    assert "No words here name anybody" in page


def noted(talk):
    """What hosts and facilitators wrote about it, some of which names somebody."""
    note_harvest(round=first_round(talk), notes={"came": "Sipho pays."}, seen={})
    add_cluster(subject=talk, title="Nights", note="Call 082 555 0199.")
    draw(talk, "Sipho waits.", "Traders wait.")
    return talk


def test_notes_about_the_words_are_looked_through_but_keep_nothing_shut(client):
    talk = noted(closed("We wait."))
    assert [(note.kind, [naming.words for naming in note.namings]) for note in notes_that_name(talk)] == [
        (NoteKind.HARVEST, ["Sipho"]),
        (NoteKind.INSIGHT, ["082 555 0199"]),
        (NoteKind.STATEMENT, ["Sipho"]),
    ]
    client.force_login(amina())
    assert "3 texts name somebody" in client.get(reverse("prepare_conversation", args=[talk.slug])).text
    page = Page(client.get(reverse("conversation_names", args=[talk.slug])))
    told = ["A note of what came of a round: to the room", "An insight: to the board"]
    assert {*told, "A statement: to the statements"} <= set(page.links.values())
    open_words(conversation=talk, now=NOW)


def test_notes_about_an_attributed_conversation_may_name_people():
    talk = make_talk()
    come(talk, name="Sipho Mabaso")
    assert notes_that_name(noted(talk)) == []


# Before others read them --------------------------------------------------------------------------
def closed(text=TEXT):
    talk = hidden(text)
    return close_conversation(conversation=talk, now=NOW)


def test_any_municipality_is_found_a_fictional_one_too():
    make_municipality("DEMO1", "Demonstration: Mzansi Bay", is_demonstration=True)
    (found,) = texts_that_name(hidden("I am Sipho from Mzansi Bay."))
    assert [naming.words for naming in found.namings] == ["Sipho", "Mzansi Bay"]


def test_words_that_name_somebody_are_not_opened_until_they_are_mended():
    talk = closed()
    with pytest.raises(NamesStand):
        open_words(conversation=talk, now=NOW)
    out(talk, {3})
    with pytest.raises(NamesStand):
        open_words(conversation=talk, now=NOW)
    (left,) = texts_that_name(talk)
    out(talk, {naming.span.start for naming in left.namings})
    assert open_words(conversation=talk, now=NOW).has_open_words


def test_words_that_were_left_to_stand_are_opened_until_they_change():
    talk = closed()
    (found,) = texts_that_name(talk)
    let_names_stay(conversation=talk, key=found.key, seen_revision=found.revision)
    let_names_stay(conversation=talk, key=found.key, seen_revision=found.revision)
    assert texts_that_name(talk) == []
    assert open_words(conversation=talk, now=NOW).has_open_words
    look_at_names_again(conversation=talk)
    assert out(talk, {3}) == 1
    assert len(texts_that_name(talk)) == 1


def test_only_words_that_are_seen_as_they_stand_are_left():
    talk = hidden()
    (waiting,) = texts_that_name(talk)
    close_conversation(conversation=talk, now=NOW)
    (found,) = texts_that_name(talk)
    for key, seen in ((waiting.key, 0), (found.key, found.revision + 1), ("post:x", 1), ("", 0)):
        with pytest.raises(NamesGone):
            let_names_stay(conversation=talk, key=key, seen_revision=seen)
    other = make_talk("another", terms=Terms.CHATHAM_HOUSE)
    with pytest.raises(NamesGone):
        let_names_stay(conversation=other, key=found.key, seen_revision=found.revision)


def test_what_was_asked_live_is_found_and_mended_in_its_session(client):
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    person = come(talk, ben())
    session = make_session(talk, is_moderated=False)
    ask(join(session, person.user), "Is Mbali Bay lit?")
    make_municipality()
    finish(session)
    close_conversation(conversation=talk, now=NOW)
    (found,) = texts_that_name(talk)
    assert (found.text, found.session_slug) == ("Is Mbali Bay lit?", session.slug)
    with pytest.raises(NamesStand):
        open_words(conversation=talk, now=NOW)
    with pytest.raises(NamesGone):
        out(talk, {3})
    client.force_login(amina())
    page = client.get(reverse("conversation_names", args=[talk.slug])).text
    assert reverse("live_session", args=[session.slug]) in page
    assert "Take these out" not in page
    let_names_stay(conversation=talk, key=found.key, seen_revision=found.revision)
    assert open_words(conversation=talk, now=NOW).has_open_words


def test_opening_shows_what_is_named_and_leads_to_where_it_is_mended_or_left(client):
    talk = closed()
    client.force_login(amina())
    url, names = reverse("open_words", args=[talk.slug]), reverse("conversation_names", args=[talk.slug])
    page = client.get(url).text
    assert "1 text names somebody" in page
    assert "<mark>Sipho</mark>" in page
    assert f'href="{names}"' in page
    assert "Open the words to everybody" not in page
    assert client.post(url).status_code == 409
    talk.refresh_from_db()
    assert not talk.has_open_words
    (found,) = texts_that_name(talk)
    answer = client.post(names, {"key": found.key, "revision": found.revision, "stay": "1"}, follow=True)
    assert "These words stay as they are." in answer.text
    assert "1 text was left to stand." in answer.text
    assert "Open the words to everybody" in client.get(url).text
    client.post(names, {"again": "1"})
    assert "1 text names somebody" in client.get(url).text
    client.post(names, {"key": found.key, "revision": found.revision, "stay": "1"})
    assert client.post(url).status_code == 302
    talk.refresh_from_db()
    assert talk.has_open_words
