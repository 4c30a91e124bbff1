"""What somebody says in a round, and how it stands in the record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from exchange.errors import ActionError
from forums.actions.conversations import contributing
from forums.actions.conversations.contributing import (
    change_contribution,
    contribute,
    react_to,
    withdraw_contribution,
)
from forums.actions.conversations.rounds import close_round, open_round
from forums.actions.conversations.setting_up import close_conversation
from forums.actions.posts import PostChangedMeanwhile, PostEmpty
from forums.actions.quotations import pick_quotation
from forums.models import (
    Contribution,
    ContributionReaction,
    ConversationPart,
    Mention,
    Post,
    PostKind,
    Terms,
    Thread,
    ThreadKind,
)
from forums.queries.sealed import speaker_of
from tests.factories import NOW, amina, ben, chloe, minutes_later
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db


def said() -> list[tuple[str, str]]:
    posts = Post.objects.filter(kind=PostKind.CONTRIBUTION, state="visible").order_by("number")
    return [(post.byline, post.plain) for post in posts]


def test_attributed_words_are_a_post_at_once_signed_with_name_and_affiliation():
    talk = make_talk()
    round = first_round(talk)
    given = give(round, come(talk), "We watch the rank until nine.")
    assert said() == [("Sipho Mabaso, Street Traders' Forum", "We watch the rank until nine.")]
    post = given.post
    assert (post.author, post.parent, given.text) == (None, round.post, "")


def test_under_role_terms_a_byline_names_role_and_municipality_alone():
    talk = make_talk(terms=Terms.ROLE)
    give(first_round(talk), come(talk, ben()), "The depot keeps a log.")
    assert said() == [("Urban safety officer, Mbali Bay, Eastern Cape", "The depot keeps a log.")]


def test_under_chatham_house_words_wait_for_the_close_and_tell_neither_who_nor_when():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round = first_round(talk)
    give(round, come(talk, ben()), "One", now=minutes_later(3))
    give(round, come(talk), "Two", now=minutes_later(9))
    assert said() == []
    close_round(round=round, now=minutes_later(30))
    assert sorted(said()) == [("A participant", "One"), ("A participant", "Two")]
    posts = Post.objects.filter(kind=PostKind.CONTRIBUTION)
    assert {timezone.localtime(post.posted_at).time().isoformat() for post in posts} == {"00:00:00"}
    assert {post.author for post in posts} == {None}
    assert set(Contribution.objects.values_list("text", "given_at")) == {("", posts[0].posted_at)}


def test_waiting_words_become_posts_in_an_order_drawn_by_lot(monkeypatch):
    class Backwards:
        def shuffle(self, rows: list[Contribution]) -> None:
            rows.reverse()

    monkeypatch.setattr("forums.actions.conversations.carrying.SystemRandom", Backwards)
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round, sipho = first_round(talk), come(talk)
    for text in ("One", "Two", "Three"):
        give(round, sipho, text)
    close_round(round=round, now=NOW)
    assert [plain for _byline, plain in said()] == ["Three", "Two", "One"]


def test_a_contribution_may_be_under_stricter_terms_but_never_looser():
    talk = make_talk(terms=Terms.ROLE)
    round, sipho = first_round(talk), come(talk)
    assert give(round, sipho, "One", terms=Terms.CHATHAM_HOUSE).terms == Terms.CHATHAM_HOUSE
    assert give(round, sipho, "Two", terms=Terms.ATTRIBUTED).terms == Terms.ROLE


def test_where_nobody_chooses_a_wish_for_stricter_terms_is_not_taken():
    talk = make_talk(allows_own_terms=False)
    given = give(first_round(talk), come(talk), "One", terms=Terms.CHATHAM_HOUSE)
    assert given.terms == Terms.ATTRIBUTED


def test_the_same_write_sent_twice_counts_once():
    talk = make_talk()
    round, sipho, key = first_round(talk), come(talk), uuid4()
    one = contribute(round=round, participant=sipho, text="Once.", client_id=key, now=NOW)
    two = contribute(round=round, participant=sipho, text="Once.", client_id=key, now=NOW)
    assert (one, len(said())) == (two, 1)


@pytest.mark.parametrize("terms", [Terms.ATTRIBUTED, Terms.CHATHAM_HOUSE])
def test_the_same_words_a_moment_later_are_the_same_write_under_whatever_client_id(terms):
    talk = make_talk(terms=terms)
    round, sipho = first_round(talk), come(talk)
    one = give(round, sipho, "Once, *and* again.\nTwice.")
    two = give(round, sipho, "  Once, *and* again.\r\nTwice. ", now=minutes_later(5))
    assert (two, Contribution.objects.count()) == (one, 1)


def test_the_same_words_count_anew_elsewhere_by_another_later_and_once_taken_back():
    talk = make_talk()
    one, two = talk.rounds.order_by("position")[:2]
    open_round(round=two, now=NOW)
    sipho = come(talk)
    first = give(one, sipho, "Yes.")
    others = [
        give(two, sipho, "Yes."),
        give(one, come(talk, ben()), "Yes."),
        give(one, sipho, "Yes.", now=minutes_later(11)),
        give(one, sipho, "Yes.", now=minutes_later(12), terms=Terms.CHATHAM_HOUSE),
    ]
    withdraw_contribution(contribution=first, participant=sipho)
    withdraw_contribution(contribution=others[2], participant=sipho)
    others.append(give(one, sipho, "Yes.", now=minutes_later(12)))
    assert len({first, *others}) == 6


def test_who_listens_who_has_not_come_and_who_is_late_are_told_so():
    talk = make_talk()
    round = first_round(talk)
    sipho, listener = come(talk), come(talk, chloe(), part=ConversationPart.LISTENER)
    with pytest.raises(contributing.ListenersListen):
        give(round, listener, "May I?")
    with pytest.raises(PostEmpty):
        give(round, sipho, "  \n ")
    sipho.joined_at = None
    with pytest.raises(contributing.NotInTheRoom):
        give(round, sipho, "Am I in?")
    close_round(round=round, now=NOW)
    with pytest.raises(contributing.RoundNotOpen):
        give(round, listener.__class__.objects.get(pk=sipho.pk), "Too late?")
    assert said() == []


def test_ones_own_words_change_while_the_round_is_open_and_keep_what_they_said():
    talk = make_talk()
    round, sipho = first_round(talk), come(talk)
    given = give(round, sipho, "We watch untill nine.")
    change_contribution(contribution=given, participant=sipho, text="We watch until nine.", seen_revision=1)
    assert said() == [("Sipho Mabaso, Street Traders' Forum", "We watch until nine.")]
    assert given.post.revisions.count() == 2
    with pytest.raises(PostChangedMeanwhile):
        change_contribution(contribution=given, participant=sipho, text="Until ten.", seen_revision=1)
    with pytest.raises(contributing.NotYourContribution):
        change_contribution(contribution=given, participant=come(talk, ben()), text="Until one.")
    close_round(round=round, now=NOW)
    with pytest.raises(contributing.RoundNotOpen):
        change_contribution(contribution=given, participant=sipho, text="Until ten.", seen_revision=2)


def test_words_that_become_chatham_house_leave_the_record_until_the_close():
    talk = make_talk()
    round, sipho = first_round(talk), come(talk)
    given = give(round, sipho, "My chief told me.")
    react_to(post=given.post, participant=come(talk, ben()), kind="holds_here", on=True)
    change_contribution(
        contribution=given, participant=sipho, text="A chief told me.", terms=Terms.CHATHAM_HOUSE
    )
    assert said() == []
    assert not ContributionReaction.objects.exists()
    assert not Post.objects.filter(revisions__plain__contains="chief").exists()
    close_round(round=round, now=NOW)
    assert said() == [("A participant", "A chief told me.")]


def test_waiting_words_can_be_changed_and_taken_back_before_anybody_reads_them():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round, sipho = first_round(talk), come(talk)
    kept, dropped = give(round, sipho, "Keep this."), give(round, sipho, "Drop this.")
    change_contribution(contribution=kept, participant=sipho, text="Keep that.")
    withdraw_contribution(contribution=dropped, participant=sipho)
    withdraw_contribution(contribution=dropped, participant=sipho)
    close_round(round=round, now=NOW)
    assert said() == [("A participant", "Keep that.")]
    assert not Contribution.objects.filter(text__contains="this").exists()


def test_words_taken_back_leave_the_record():
    talk = make_talk()
    round, sipho = first_round(talk), come(talk)
    given = give(round, sipho, "I should not have said that.")
    withdraw_contribution(contribution=given, participant=sipho)
    assert said() == []
    given.post.refresh_from_db()
    assert (given.post.state, given.post.plain) == ("withdrawn", "")


@pytest.mark.parametrize("terms", list(Terms))
def test_words_are_taken_back_after_the_close_too_and_out_of_what_quotes_them(terms):
    talk = make_talk(terms=terms)
    round, sipho = first_round(talk), come(talk)
    given = give(round, sipho, "I should not have said that.")
    kept = give(round, come(talk, ben()), "We light it.")
    close_conversation(conversation=talk, now=NOW)
    given.refresh_from_db()
    quotation = pick_quotation(post=given.post, words="not have said", by=amina(), now=NOW)
    withdraw_contribution(contribution=given, participant=sipho, now=NOW)
    withdraw_contribution(contribution=given, participant=sipho, now=NOW)
    assert [words for _byline, words in said()] == ["We light it."]
    quotation.refresh_from_db()
    assert (quotation.is_withdrawn, quotation.words) == (True, "")
    with pytest.raises(contributing.NotYourContribution):
        withdraw_contribution(contribution=kept, participant=sipho, now=NOW)


def test_words_of_nobody_are_taken_back_by_nobody():
    talk = make_talk(terms=Terms.ROLE)
    sipho = come(talk)
    given = give(first_round(talk), sipho, "We light it.")
    Contribution.objects.update(participant=None)
    with pytest.raises(contributing.NotYourContribution):
        withdraw_contribution(contribution=given, participant=sipho, now=NOW)


def test_who_is_behind_a_post_is_known_to_who_has_to_ask_them():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round, sipho = first_round(talk), come(talk)
    given = give(round, sipho, "Ask me.")
    close_round(round=round, now=NOW)
    given.refresh_from_db()
    assert given.terms == Terms.CHATHAM_HOUSE
    assert speaker_of(given.post) == sipho
    assert speaker_of(first_round(talk).post) is None


def test_an_at_sign_names_nobody_in_a_record():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round = first_round(talk)
    asked = chloe().display_name
    give(round, come(talk, ben()), f"Ask @{asked} about it.")
    close_round(round=round, now=NOW)
    assert not Mention.objects.exists()
    assert "<a" not in Post.objects.get(kind=PostKind.CONTRIBUTION).html


def test_a_round_opened_again_takes_up_its_question_and_carries_what_comes():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round, sipho = first_round(talk), come(talk)
    give(round, sipho, "First.")
    close_round(round=round, now=NOW)
    open_round(round=round, now=NOW + timedelta(days=1))
    give(round, sipho, "Second.", now=NOW + timedelta(days=1))
    close_round(round=round, now=NOW + timedelta(days=1))
    assert [plain for _byline, plain in said()] == ["First.", "Second."]
    assert Post.objects.filter(kind=PostKind.PROMPT).count() == 1


def test_the_record_is_one_thread_in_which_nobody_posts_otherwise():
    talk = make_talk()
    round, sipho = first_round(talk), come(talk)
    give(round, sipho, "One.")
    open_round(round=talk.rounds.get(position=2), now=NOW)
    record = Thread.objects.get(is_record=True)
    assert (record.kind, record.conversation, record.takes_posts) == (ThreadKind.CONVERSATION, talk, False)
    assert not Thread.objects.visible_to(None).filter(pk=record.pk).exists()


def test_a_reaction_counts_once_a_kind_and_can_be_taken_back():
    talk = make_talk()
    round = first_round(talk)
    post = give(round, come(talk), "Ours was lit.").post
    listener = come(talk, chloe(), part=ConversationPart.LISTENER)
    for on in (True, True):
        react_to(post=post, participant=listener, kind="holds_here", on=on)
    react_to(post=post, participant=listener, kind="was_different", on=True)
    assert ContributionReaction.objects.count() == 2
    react_to(post=post, participant=listener, kind="holds_here", on=False)
    assert ContributionReaction.objects.get().kind == "was_different"


def test_words_that_are_gone_get_no_reaction():
    talk = make_talk()
    round, sipho = first_round(talk), come(talk)
    given = give(round, sipho, "Gone soon.")
    withdraw_contribution(contribution=given, participant=sipho)
    given.post.refresh_from_db()
    with pytest.raises(contributing.NothingToAnswer):
        react_to(post=given.post, participant=sipho, kind="say_more", on=True)


def test_one_person_cannot_fill_a_round(monkeypatch):
    monkeypatch.setattr(contributing, "MOST_IN_A_ROUND", 2)
    talk = make_talk()
    round, sipho = first_round(talk), come(talk)
    for text in ("One", "Two"):
        give(round, sipho, text)
    with pytest.raises(contributing.TooManyContributions) as refused:
        give(round, sipho, "Three")
    assert isinstance(refused.value, ActionError)
