"""Threads and posts: who reads, who writes, who facilitates."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from casestudies.models import Lesson
from exchange.people.access import facilitates_network, is_in
from exchange.people.models import Membership, MembershipRole, Network, Room
from forums.access.subjects import subject_to_read
from forums.models import Post, PostState, Question, Thread


def thread_to_read(user: Any, thread_id: int) -> Thread:
    """A thread that stands. Who facilitates it also reads it while it waits or is hidden."""
    thread = _thread_within_reach(user, thread_id)
    if thread.is_visible or facilitates(user, thread):
        return thread
    if thread.opened_by_id == getattr(user, "pk", 0) and thread.state == "held":
        return thread
    raise Http404


def _thread_within_reach(user: Any, thread_id: int) -> Thread:
    """One of ``Thread.objects.within_reach_of(user)``, decided from its row: a third of the work."""
    thread: Thread = get_object_or_404(Thread.objects.in_short().with_ties_of(user), pk=thread_id)
    ties = {
        "is_in_network": thread.is_in_network,
        "is_in_room": thread.is_in_room,
        "is_in_conversation": thread.is_in_conversation,
    }
    if not thread.is_within_reach_of(user, **ties):
        raise Http404
    return thread


def thread_to_take_along(user: Any, thread_id: int) -> Thread:
    """A thread for its files, its feed, its preview: it stands, also for who looks after it."""
    thread = thread_to_read(user, thread_id)
    if not thread.is_visible:
        raise Http404
    return thread


def facilitates(user: Any, thread: Thread) -> bool:
    """Whether somebody looks after a thread: its network's facilitators, elsewhere the site's."""
    if thread.network_id is None:
        return bool(getattr(user, "can_facilitate", False))
    return facilitates_network(user, thread.network)


def facilitated_by(user: Any) -> QuerySet[Thread]:
    """Every thread that somebody looks after, whatever state it is in."""
    if not getattr(user, "pk", None):
        return Thread.objects.none()
    own = Membership.objects.standing().filter(user=user, role=MembershipRole.FACILITATOR)
    theirs = Q(network__in=own.values("network"))
    if user.can_facilitate:
        theirs |= Q(network__isnull=True) | Q(network__access="open")
    found: QuerySet[Thread] = Thread.objects.within_reach_of(user).filter(theirs)
    return found


def thread_to_facilitate(user: Any, thread_id: int) -> Thread:
    thread = thread_to_read(user, thread_id)
    if not facilitates(user, thread):
        raise PermissionDenied
    return thread


def thread_to_write_in(user: Any, thread_id: int) -> Thread:
    """A thread to post in. Whoever reads an open network but has not joined it is told no."""
    thread = thread_to_read(user, thread_id)
    if thread.network_id and not is_in(user, thread.network):
        raise PermissionDenied
    return thread


def room_to_read(user: Any, network: Network, slug: str) -> Room:
    return get_object_or_404(Room.objects.read_by(user).filter(network=network), slug=slug)


def subject_to_discuss(user: Any, kind: str, key: str) -> Any:
    """What a new thread is to be about, named by its kind and its slug, number or public id."""
    match kind:
        case "lesson":
            return get_object_or_404(Lesson, pk=key if key.isdecimal() else 0, retired_at__isnull=True)
        case "question":
            question = get_object_or_404(Question.objects.with_people(), public_id=key)
            if not question.is_in_the_room or question.session.is_chatham_house:
                raise Http404
            return question
        case "network":
            network = get_object_or_404(Network.objects.read_by(user), slug=key)
            if not is_in(user, network):
                raise PermissionDenied
            return network
    return subject_to_read(user, kind, key)


def post_to_read(user: Any, thread_id: int, number: int) -> Post:
    thread = thread_to_read(user, thread_id)
    posts = Post.objects.visible_to(user).select_related("author", "thread")
    return get_object_or_404(posts, thread=thread, number=number)


def post_to_answer(user: Any, thread_id: int, number: int) -> Post:
    """A post, also one that was taken back: who was answering it must not lose what they typed."""
    posts = Post.objects.shown_to(user).select_related("author", "thread__network")
    return get_object_or_404(posts, thread=thread_to_write_in(user, thread_id), number=number)


def post_to_change(user: Any, thread_id: int, number: int) -> Post:
    """One's own post, also while it waits for a facilitator."""
    posts = Post.objects.filter(state__in=[PostState.VISIBLE, PostState.HELD]).shown_to(user)
    post = get_object_or_404(
        posts.select_related("author", "thread__network"),
        thread=thread_to_read(user, thread_id),
        number=number,
    )
    if post.author_id != user.pk:
        raise PermissionDenied
    return post


def post_to_moderate(user: Any, thread_id: int, number: int) -> Post:
    """A post in whatever state, by who facilitates its thread."""
    thread = thread_to_facilitate(user, thread_id)
    posts = Post.objects.select_related("author", "thread__network")
    return get_object_or_404(posts, thread=thread, number=number)
