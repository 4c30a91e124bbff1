from datetime import timedelta

import pytest

from exchange.notices.models import Notice
from exchange.people.actions.suspensions import Suspended
from exchange.people.models import NetworkAccess, Suspension
from forums import access
from forums.actions.facilitating.acts import ReasonMissing
from forums.actions.facilitating.standing import hide_thread
from forums.actions.facilitating.undoing import undo_act
from forums.actions.moderation.flags import FLAGS_AN_HOUR, NothingToFlag, TooManyFlags, flag_post
from forums.actions.moderation.people import CannotSuspend, EndsInThePast, suspend_person, warn_person
from forums.actions.moderation.posts import (
    approve_post,
    edit_for_author,
    hide_post,
    keep_post,
    remove_post,
)
from forums.actions.post_states import PostMoveNotPossible
from forums.actions.posts import PostChangedMeanwhile, edit_post, withdraw_post
from forums.models import Act, ActKind, Flag, FlagReason, Post, PostState, Thread, ThreadState
from tests.factories import (
    NOW,
    administrator,
    amina,
    ben,
    chloe,
    dineo,
    make_network,
    make_post,
    make_thread,
    minutes_later,
)

pytestmark = pytest.mark.django_db


def why(**more):
    return {"by": amina(), "reason": "It names a child.", "now": NOW, **more}


def states(post: Post) -> tuple[str, str, str, list]:
    row = Post.objects.select_related("thread").get(pk=post.pk)
    return (row.state, row.reason, row.thread.state, row.thread.unshown)


MOVES = {ActKind.HIDE: hide_post, ActKind.REMOVE: remove_post}


@pytest.mark.parametrize("kind", MOVES)
def test_a_post_is_hidden_or_removed_with_a_reason_told_to_its_author_and_back(kind):
    post = make_post(make_thread(), chloe())
    flag_post(post=post, by=ben(), reason=FlagReason.PERSONAL, now=NOW)
    before = states(post)
    with pytest.raises(ReasonMissing):
        MOVES[kind](post=post, by=amina(), reason="")
    for _ in range(2):
        MOVES[kind](post=post, **why())
    state = PostState.HIDDEN if kind == ActKind.HIDE else PostState.REMOVED
    assert states(post) == (state, "It names a child.", ThreadState.VISIBLE, [[2, 2]])
    act = Act.objects.get()
    assert (act.kind, act.by, act.person, act.reason) == (kind, amina(), chloe(), "It names a child.")
    assert list(Notice.objects.filter(source="act").values_list("recipient", "source_id")) == [
        (chloe().pk, act.pk)
    ]
    assert Flag.objects.get().settled_by == amina()
    for _ in range(2):
        undo_act(act=act, by=amina())
    assert states(post) == before
    assert Flag.objects.get().settled_at is None


def test_letting_a_post_through_shows_its_thread_and_undoing_holds_both_again():
    network = make_network("Safe", NetworkAccess.BY_REQUEST, ben(), held_posts=1)
    thread = make_thread(network)
    post = thread.posts.get()
    before = states(post)
    assert before[:3] == (PostState.HELD, post.reason, ThreadState.HELD)
    approve_post(post=post, by=amina(), now=NOW)
    assert states(post) == (PostState.VISIBLE, "", ThreadState.VISIBLE, [])
    undo_act(act=Act.objects.get(), by=amina())
    assert states(post) == before


def test_what_was_taken_back_stays_so():
    post = make_post(make_thread())
    withdraw_post(post=post, now=NOW)
    for act in (hide_post, remove_post):
        with pytest.raises(PostMoveNotPossible):
            act(post=post, **why())
    assert Act.objects.count() == 0


def test_a_facilitators_edit_keeps_the_old_words_and_can_be_undone():
    post = make_post(make_thread(), chloe(), "Call Thabo Nkosi.")
    edited = edit_for_author(post=post, text="Call the clinic.", seen_revision=1, **why())
    saved = list(edited.revisions.order_by("number").values_list("source", "saved_by"))
    assert saved == [("Call Thabo Nkosi.", chloe().pk), ("Call the clinic.", amina().pk)]
    with pytest.raises(PostChangedMeanwhile):
        edit_for_author(post=post, text="Else.", seen_revision=1, **why())
    undo_act(act=Act.objects.get(kind=ActKind.EDIT), by=amina())
    post.refresh_from_db()
    assert (post.source, post.revision) == ("Call Thabo Nkosi.", 3)


def test_a_flag_is_quiet_twice_settled_by_keeping_and_opened_again_by_undoing():
    post = make_post(make_thread())
    flags = {
        flag_post(post=post, by=chloe(), reason=FlagReason.HARM, words=" Why ", now=NOW).pk for _ in range(2)
    }
    assert [(flag.pk, flag.words) for flag in Flag.objects.all()] == [(flags.pop(), "Why")]
    for _ in range(2):
        keep_post(post=post, by=amina(), now=NOW)
    assert (Flag.objects.get().settled_by, Act.objects.get().kind) == (amina(), ActKind.KEEP)
    undo_act(act=Act.objects.get(), by=amina())
    assert Flag.objects.get().settled_by is None


def test_flags_are_limited_and_only_for_what_is_shown():
    thread = make_thread()
    for _ in range(FLAGS_AN_HOUR):
        flag_post(post=make_post(thread), by=chloe(), reason=FlagReason.OTHER, now=NOW)
    post = make_post(thread)
    with pytest.raises(TooManyFlags):
        flag_post(post=post, by=chloe(), reason=FlagReason.OTHER, now=NOW)
    flag_post(post=post, by=chloe(), reason=FlagReason.OTHER, now=minutes_later(61))
    hide_post(post=post, **why())
    with pytest.raises(NothingToFlag):
        flag_post(post=post, by=dineo(), reason=FlagReason.OTHER, now=NOW)


def test_a_suspended_person_reads_but_does_not_write_until_it_ends_or_is_lifted():
    network = make_network("Safe", NetworkAccess.OPEN, ben())
    there, elsewhere = make_thread(network), make_thread()
    suspend_person(person=ben(), network=network, until=NOW + timedelta(days=1), **why(reason="Insults."))
    with pytest.raises(Suspended) as refused:
        make_post(there)
    assert refused.value.status == 403
    assert str(refused.value.message) == (
        "Until 16 September 2027, 12:00 you can read here but not write. The reason: Insults. "
        "What you wrote is kept below."
    )
    post = make_post(elsewhere)
    make_post(there, now=NOW + timedelta(days=2))
    act = suspend_person(person=ben(), **why())
    assert Notice.objects.filter(source="act", source_id=act.pk).get().recipient == ben()
    for writing in (
        lambda: make_post(elsewhere),
        lambda: make_thread(elsewhere.subject),
        lambda: edit_post(post=post, by=ben(), text="Other.", seen_revision=1, now=NOW),
    ):
        with pytest.raises(Suspended):
            writing()
    for _ in range(2):
        undo_act(act=act, by=amina(), now=NOW)
    make_post(elsewhere)


def test_who_facilitates_is_suspended_by_an_administrator_alone_and_nobody_by_themselves():
    network = make_network("Safe", NetworkAccess.OPEN, facilitator=dineo())
    for options in ({"person": amina()}, {"person": dineo(), "network": network}):
        with pytest.raises(CannotSuspend):
            suspend_person(**options, **why())
    with pytest.raises(EndsInThePast):
        suspend_person(person=ben(), until=NOW, **why())
    suspend_person(person=amina(), **why(by=administrator()))
    assert Suspension.objects.get().user == amina()


def test_a_warning_is_in_the_log_and_told():
    post = make_post(make_thread(), chloe())
    act = warn_person(person=chloe(), post=post, **why())
    assert (act.kind, act.thread, act.person) == (ActKind.WARN, post.thread, chloe())
    assert Notice.objects.filter(source="act", source_id=act.pk).get().recipient == chloe()


def test_a_hidden_thread_stays_in_the_reach_of_who_facilitates_it():
    thread = make_thread()
    hide_thread(thread=thread, **why())
    assert access.thread_to_read(amina(), thread.pk) == thread
    assert list(Thread.objects.visible_to(chloe())) == []
