"""Preparing a conversation, its formats and rounds, inviting, turns, harvest, being told."""

from datetime import timedelta

import pytest
from django.core import mail

from exchange.notices import sources
from exchange.notices.models import Notice
from forums.access.conversations import link_of, participant_by_link, seat_at
from forums.actions.conversations import formats, inviting, rounds, setting_up, telling, turns
from forums.actions.conversations.changing import ConversationBegun, ConversationNotOpen
from forums.actions.conversations.harvesting import HarvestChangedMeanwhile, note_harvest
from forums.actions.conversations.inviting import invite_participant, join_conversation, renew_link, take_out
from forums.actions.conversations.rounds import close_round, move_rounds, open_round, remove_round
from forums.actions.conversations.setting_up import (
    change_conversation,
    close_conversation,
    open_conversation,
    open_words,
    prepare_conversation,
    shut_words,
)
from forums.models import (
    Contribution,
    Conversation,
    ConversationContact,
    ConversationFormat,
    ConversationPart,
    HowHeld,
    Post,
    RoundState,
    Terms,
    Thread,
)
from forums.queries.conversations.words import harvest_of
from tests.factories import NOW, amina, ben, chloe, dineo, make_theme, minutes_later, run_jobs, visitor
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db


def rows(talk: Conversation) -> list[tuple[str, str, str]]:
    found = talk.rounds.order_by("position")
    return [(round.title, round.prompt, round.table) for round in found]


# Preparing ----------------------------------------------------------------------------------------
def test_without_a_format_each_question_is_a_round_and_who_prepares_it_hosts_it():
    talk = make_talk(is_open=False)
    assert [prompt for _title, prompt, _table in rows(talk)] == [
        "Who keeps watch?",
        "Who pays them?",
        "What did you stop doing?",
    ]
    host = talk.participants.get()
    assert (host.user, host.part, talk.state) == (amina(), ConversationPart.HOST, "preparing")


def test_the_platforms_formats_are_loaded_as_often_as_one_likes():
    assert formats.load_formats() == formats.load_formats() == 7
    slugs = set(ConversationFormat.objects.values_list("slug", flat=True))
    assert slugs == {
        "round-table",
        "paired-interview",
        "fishbowl",
        "world-cafe",
        "after-action-review",
        "most-significant-change",
        "story-circle",
    }
    for format in ConversationFormat.objects.all():
        needed = ("title", "minutes", "listeners", "instructions", "in_writing")
        assert all(row[name] for row in format.rounds for name in needed)
        assert format.harvest


@pytest.mark.parametrize(
    ("held", "minutes", "instructions"),
    [
        (HowHeld.LIVE, 12, "One minute each, in turn. Nobody comments yet."),
        (HowHeld.MIXED, 12, "One minute each, in turn. Nobody comments yet."),
        (
            HowHeld.WRITTEN,
            None,
            "A few lines each: where you work, and what brought you here. Nobody comments yet.",
        ),
    ],
)
def test_over_days_a_format_brings_no_minutes_and_says_how_it_goes_in_writing(held, minutes, instructions):
    formats.load_formats()
    table = ConversationFormat.objects.get(slug="round-table")
    round = first_round(make_talk(is_open=False, format=table, held=held))
    assert (round.minutes, round.instructions) == (minutes, instructions)


def test_a_format_that_says_nothing_of_writing_goes_as_it_goes():
    own = ConversationFormat.objects.create(
        slug="own",
        name="Own",
        rounds=[{"title": "One", "prompt": "Who?", "instructions": "Be brief.", "minutes": 5}],
    )
    round = first_round(make_talk(is_open=False, format=own, questions=(), held=HowHeld.WRITTEN))
    assert (round.minutes, round.instructions) == (None, "Be brief.")


def test_at_tables_each_table_has_each_round_but_those_that_are_held_together():
    formats.load_formats()
    cafe = ConversationFormat.objects.get(slug="world-cafe")
    talk = make_talk(is_open=False, format=cafe, questions=("Ours?",), tables=["Lights", "Money"])
    titles = [(title, table) for title, _prompt, table in rows(talk)]
    assert titles[:3] == [("First round", "Lights"), ("First round", "Money"), ("Second round", "Lights")]
    assert titles[-1] == ("Harvest", "")
    assert rows(talk)[0][1] == "Ours?"
    assert [row["key"] for row in talk.harvest_form] == [row["key"] for row in cafe.harvest]


def test_a_round_opens_and_closes_at_all_tables_in_one_act():
    formats.load_formats()
    cafe = ConversationFormat.objects.get(slug="world-cafe")
    talk = make_talk(is_open=False, format=cafe, questions=(), tables=["Lights", "Money"])
    talk = open_conversation(conversation=talk, now=NOW)
    rounds.open_at_all_tables(round=first_round(talk), now=NOW)
    opened = talk.rounds.filter(state=RoundState.OPEN)
    assert [(round.title, round.table) for round in opened.order_by("position")] == [
        ("First round", "Lights"),
        ("First round", "Money"),
    ]
    rounds.close_at_all_tables(round=first_round(talk), now=NOW)
    assert not opened.exists()


def test_a_format_of_ones_own_is_changed_and_the_platforms_is_not():
    formats.load_formats()
    cafe = ConversationFormat.objects.get(slug="world-cafe")
    with pytest.raises(formats.NotYourFormat):
        formats.change_format(format=cafe, by=amina(), fields={"name": "Mine"})
    own = formats.copy_format(format=cafe, by=amina())
    formats.change_format(format=own, by=amina(), fields={"name": "Mine"})
    with pytest.raises(formats.NotYourFormat):
        formats.delete_format(format=own, by=dineo())
    assert set(ConversationFormat.objects.filter(owner=amina()).values_list("name", flat=True)) == {"Mine"}


def test_the_rounds_of_a_conversation_are_kept_as_a_format_with_each_tables_rounds_once():
    formats.load_formats()
    cafe = ConversationFormat.objects.get(slug="world-cafe")
    talk = make_talk(is_open=False, format=cafe, questions=(), tables=["Lights", "Money"])
    own = formats.keep_as_format(conversation=talk, name="Our café", by=amina())
    assert [row["title"] for row in own.rounds] == [row["title"] for row in cafe.rounds]
    assert (own.has_tables, own.harvest, own.rounds[-1]["is_together"]) == (True, cafe.harvest, True)


def test_a_slug_never_stands_where_another_page_does():
    talk = prepare_conversation(title="Formats", by=amina(), theme=make_theme(), purpose="To hear.", now=NOW)
    assert talk.slug == "formats-2"


def test_terms_become_stricter_once_something_was_said_and_never_looser():
    talk = make_talk(terms=Terms.ROLE)
    give(first_round(talk), come(talk), "One.")
    with pytest.raises(ConversationBegun):
        change_conversation(conversation=talk, settings={"terms": Terms.ATTRIBUTED})
    assert setting_up.terms_that_remain(talk) == [Terms.ROLE, Terms.CHATHAM_HOUSE]
    assert change_conversation(conversation=talk, settings={"terms": Terms.CHATHAM_HOUSE}).is_chatham_house


def test_one_that_is_prepared_is_seen_by_who_was_invited_alone():
    talk = make_talk(is_open=False)
    invite_participant(conversation=talk, user=ben(), now=NOW)
    seen = [Conversation.objects.visible_to(user).exists() for user in (visitor(), chloe(), ben(), amina())]
    assert seen == [False, False, True, True]


# Opening and closing ------------------------------------------------------------------------------
def test_one_without_rounds_does_not_open_and_no_round_opens_before_it():
    talk = make_talk(is_open=False, questions=())
    with pytest.raises(setting_up.NothingToOpen):
        open_conversation(conversation=talk)
    round = rounds.add_round(conversation=talk, fields={"title": "One", "prompt": "Who?"})
    with pytest.raises(ConversationNotOpen):
        open_round(round=round, now=NOW)


def test_closing_it_closes_its_rounds_and_carries_what_waited():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    give(first_round(talk), come(talk), "One.")
    closed = close_conversation(conversation=talk, now=minutes_later(5))
    assert (closed.state, first_round(talk).state) == ("closed", RoundState.CLOSED)
    assert Post.objects.filter(kind="contribution").count() == 1


def test_words_are_opened_after_the_close_and_can_be_shut_again():
    talk = make_talk()
    give(first_round(talk), come(talk), "One.")
    with pytest.raises(setting_up.StillOpen):
        open_words(conversation=talk)
    close_conversation(conversation=talk, now=NOW)
    open_words(conversation=talk)
    record = Thread.objects.get(is_record=True)
    assert Thread.objects.visible_to(visitor()).get() == record
    shut_words(conversation=talk)
    assert not Thread.objects.visible_to(visitor()).exists()


def test_rounds_open_and_close_by_their_times():
    talk = make_talk()
    first, second = talk.rounds.order_by("position")[:2]
    rounds.change_round(round=first, fields={"closes_at": minutes_later(10)}, now=NOW)
    times = {"opens_at": minutes_later(10), "closes_at": minutes_later(20)}
    rounds.change_round(round=second, fields=times, now=NOW)
    assert move_rounds(now=minutes_later(9)) == "0 opened, 0 closed"
    assert move_rounds(now=minutes_later(10)) == "1 opened, 1 closed"
    assert move_rounds(now=minutes_later(30)) == "0 opened, 1 closed"
    open_round(round=second, now=minutes_later(31))  # again, by hand
    assert move_rounds(now=minutes_later(32)) == "0 opened, 0 closed"


def test_a_round_moves_among_the_others_and_is_removed_while_nothing_was_said_in_it():
    talk = make_talk()
    first, second, third = talk.rounds.order_by("position")
    rounds.move_round(round=third, up=True)
    rounds.move_round(round=first, up=True)
    assert [round.pk for round in talk.rounds.order_by("position")] == [first.pk, third.pk, second.pk]
    with pytest.raises(rounds.RoundHasWords):
        remove_round(round=first)
    remove_round(round=second)
    assert talk.rounds.count() == 2


# People -------------------------------------------------------------------------------------------
def test_a_member_is_told_and_another_gets_a_letter_with_a_link_of_their_own():
    talk = make_talk()
    invite_participant(conversation=talk, user=ben(), now=NOW)
    sipho = invite_participant(conversation=talk, name="Sipho", email="sipho@people.example", now=NOW)
    run_jobs()
    notice = Notice.objects.get(recipient=ben())
    told = sources.told(notice.source, [notice.source_id], ben())[notice.source_id]
    assert told.url == f"/conversations/{talk.slug}/take-part/"
    assert not sources.told(notice.source, [notice.source_id], chloe())
    letter = next(one for one in mail.outbox if one.to == ["sipho@people.example"])
    assert f"/conversations/in/{link_of(sipho)}/" in letter.body


def test_nobody_is_invited_twice_and_who_was_taken_out_can_come_back():
    talk = make_talk()
    invited = come(talk, ben())
    with pytest.raises(inviting.AlreadyInvited):
        invite_participant(conversation=talk, user=ben(), now=NOW)
    take_out(participant=invited, now=NOW)
    assert seat_at(ben(), talk.slug).participant is None
    assert invite_participant(conversation=talk, user=ben(), now=NOW).pk == invited.pk


def test_a_link_holds_until_it_is_renewed_or_its_person_is_taken_out():
    sipho = come(make_talk())
    old = link_of(sipho)
    assert participant_by_link(old) == sipho
    renew_link(participant=sipho, now=NOW)
    assert participant_by_link(old) is None
    again = link_of(sipho)
    take_out(participant=sipho, now=NOW)
    assert participant_by_link(again) is None


def test_a_conversation_keeps_a_host():
    talk = make_talk()
    host = talk.participants.get()
    with pytest.raises(inviting.LastHost):
        take_out(participant=host, now=NOW)
    come(talk, ben(), part=ConversationPart.HOST)
    take_out(participant=host, now=NOW)
    assert host.left_at


def test_who_joins_agrees_first():
    invited = invite_participant(conversation=make_talk(), user=ben(), now=NOW)
    with pytest.raises(inviting.ConsentMissing):
        join_conversation(participant=invited, agrees=False)
    assert join_conversation(participant=invited, agrees=True, now=NOW).joined_at == NOW


def test_a_changed_name_signs_attributed_words_anew_and_leaves_chatham_house_alone():
    talk = make_talk()
    sipho = come(talk)
    round = first_round(talk)
    given = give(round, sipho, "One.")
    veiled = give(round, sipho, "Two.", terms=Terms.CHATHAM_HOUSE)
    close_round(round=round, now=NOW)
    inviting.change_participant(participant=sipho, fields={"name": "Sipho M.", "affiliation": ""})
    bylines = {
        pk: Post.objects.get(pk=pk).byline
        for pk in (given.post_id, Contribution.objects.get(pk=veiled.pk).post_id)
    }
    assert list(bylines.values()) == ["Sipho M.", "A participant"]


def test_an_address_is_given_to_whoever_was_invited_without_one_and_changed():
    sipho = come(make_talk())
    own = {"name": sipho.name}
    for email in ("sipho@people.example", "", "sipho@traders.example", ""):
        inviting.change_participant(participant=sipho, fields=own, email=email, now=NOW)
    assert ConversationContact.objects.get(participant=sipho).email == "sipho@traders.example"


def test_no_address_is_kept_of_who_has_an_account():
    own = come(make_talk(), ben())
    inviting.change_participant(participant=own, fields={"name": own.name}, email="x@people.example", now=NOW)
    assert not ConversationContact.objects.exists()


def test_an_address_goes_on_its_day(monkeypatch):
    talk = make_talk()
    invite_participant(conversation=talk, name="Sipho", email="sipho@people.example", now=NOW)
    contact = ConversationContact.objects.get()
    monkeypatch.setattr(telling.timezone, "localdate", lambda: contact.delete_on - timedelta(days=1))
    assert telling.drop_conversation_contacts() == "0 addresses deleted"
    monkeypatch.setattr(telling.timezone, "localdate", lambda: contact.delete_on)
    assert telling.drop_conversation_contacts() == "1 addresses deleted"


# Turns --------------------------------------------------------------------------------------------
def test_the_turn_goes_round_the_circle_to_who_was_not_heard():
    talk = make_talk()
    round = first_round(talk)
    people = {"ben": come(talk, ben()), "sipho": come(talk), "host": talk.participants.get(user=amina())}
    come(talk, chloe(), part=ConversationPart.LISTENER)
    give(round, people["sipho"], "Before my turn.")
    assert turns.give_turn(round=round, now=NOW).turn_of == people["host"]
    assert turns.end_turn(round=round, participant=people["host"], now=NOW).turn_of == people["ben"]
    give(round, people["ben"], "Mine.")
    assert first_round(talk).turn_of == people["host"]  # who passed is asked again
    give(round, people["host"], "Mine, too.")
    assert first_round(talk).turn_of is None
    with pytest.raises(turns.NobodyIsLeft):
        turns.give_turn(round=round, now=NOW)


def test_a_listener_and_a_closed_round_have_no_turn():
    talk = make_talk()
    round = first_round(talk)
    with pytest.raises(turns.NotASpeaker):
        turns.give_turn(round=round, to=come(talk, chloe(), part=ConversationPart.LISTENER))
    close_round(round=round, now=NOW)
    with pytest.raises(turns.RoundIsClosed):
        turns.give_turn(round=round)


def test_over_days_people_are_told_of_rounds_turns_and_closing_and_live_they_are_not():
    talk = make_talk(held="written")
    sipho = invite_participant(conversation=talk, name="Sipho", email="sipho@people.example", now=NOW)
    join_conversation(participant=sipho, agrees=True, now=NOW)
    come(talk, ben())
    second = talk.rounds.get(position=2)
    open_round(round=second, now=NOW)
    turns.give_turn(round=second, to=talk.participants.get(user=ben()), now=NOW)
    rounds.change_round(round=second, fields={"closes_at": NOW + timedelta(days=1)}, now=NOW)
    assert (telling.remind(now=NOW), telling.remind(now=NOW)) == (1, 0)
    run_jobs()
    told = set(Notice.objects.filter(recipient=ben()).values_list("source", flat=True))
    assert told == {"conversation_in", "round_opened", "round_turn", "round_closing"}
    subjects = [
        letter.subject.partition(":")[0] for letter in mail.outbox if "sipho@people.example" in letter.to
    ]
    assert subjects == ["You are invited to a conversation", "A new round is open", "A round closes soon"]
    close_round(round=second, now=NOW)
    assert not sources.told("round_opened", [second.pk], ben())


def test_live_nobody_is_told_of_rounds():
    talk = make_talk(held="live")
    come(talk, ben())
    open_round(round=talk.rounds.get(position=2), now=NOW)
    assert set(Notice.objects.values_list("source", flat=True)) == {"conversation_in"}


# Harvest ------------------------------------------------------------------------------------------
def test_what_was_noted_stands_in_the_order_of_the_form_and_two_hosts_do_not_overwrite_each_other():
    formats.load_formats()
    table = ConversationFormat.objects.get(slug="round-table")
    talk = make_talk(is_open=False, format=table, questions=())
    round = first_round(talk)
    note_harvest(round=round, notes={"open": "Who pays?", "heard": "Lights."}, seen={})
    note_harvest(round=round, notes={"open": "Who pays?", "heard": "Lights."}, seen={})
    with pytest.raises(HarvestChangedMeanwhile):
        note_harvest(round=round, notes={"heard": "Taxis."}, seen={})
    assert harvest_of(talk, first_round(talk)) == [
        ("What was said at more than one place", "Lights."),
        ("What nobody could answer", "Who pays?"),
    ]
