"""May they? 404 for what one may not see, 403 for what one may not do.

Views, sockets and exports call the same functions; exchange/permissions.py lists who gets where.
"""

from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from casestudies.access import case_study_to_read, engagement_to_read
from casestudies.models import CaseStudy
from forums.models import (
    Citation,
    Conversation,
    LiveSession,
    Participant,
    Post,
    Question,
    Quotation,
    Subject,
    Summary,
    SummaryItem,
    SummaryState,
    Thread,
)

SCREEN_SALT = "forums.screen"


def require_facilitator(user: Any) -> None:
    if not getattr(user, "can_facilitate", False):
        raise PermissionDenied


def subject_to_read(user: Any, kind: str, slug: str) -> Subject:
    """The case study, engagement or conversation that a URL names."""
    if kind == "case-study":
        return case_study_to_read(user, slug)
    if kind == "engagement":
        return engagement_to_read(user, slug)
    if kind == "conversation":
        return get_object_or_404(Conversation.objects.select_related("theme", "engagement"), slug=slug)
    raise Http404


def subject_to_hold_a_session_on(user: Any, kind: str, slug: str) -> Subject:
    """A subject for a live session, by a facilitator. A session is public, so its subject must be."""
    subject = subject_to_read(user, kind, slug)
    if isinstance(subject, CaseStudy) and not subject.is_public:
        raise Http404
    require_facilitator(user)
    return subject


def thread_to_read(user: Any, thread_id: int) -> Thread:
    threads = Thread.objects.visible_to(user).with_subject().select_related("live_session", "opened_by")
    return get_object_or_404(threads, pk=thread_id)


def post_to_read(user: Any, thread_id: int, number: int) -> Post:
    thread = thread_to_read(user, thread_id)
    posts = Post.objects.visible_to(user).select_related("author", "thread")
    return get_object_or_404(posts, thread=thread, number=number)


def post_to_answer(user: Any, thread_id: int, number: int) -> Post:
    """A post, also one that was taken back: who was answering it must not lose what they typed."""
    posts = Post.objects.select_related("author", "thread")
    return get_object_or_404(posts, thread=thread_to_read(user, thread_id), number=number)


def post_to_change(user: Any, thread_id: int, number: int) -> Post:
    post = post_to_read(user, thread_id, number)
    if post.author_id != user.pk:
        raise PermissionDenied
    return post


def session_to_see(slug: str) -> LiveSession:
    return get_object_or_404(LiveSession.objects.with_subject(), slug=slug)


def session_to_facilitate(user: Any, slug: str) -> LiveSession:
    session = session_to_see(slug)
    require_facilitator(user)
    return session


def screen_key(session: LiveSession) -> str:
    """The signature by which a projector without a login may show a session."""
    return signing.Signer(salt=SCREEN_SALT).signature(session.slug)


def session_to_show(user: Any, slug: str, key: str) -> LiveSession:
    """A session for its screen: for facilitators, and for whoever holds the signed link."""
    session = session_to_see(slug)
    if getattr(user, "can_facilitate", False) or constant_time_compare(key, screen_key(session)):
        return session
    raise Http404


def participant_in(session: LiveSession, user: Any, guest_key: UUID | None) -> Participant | None:
    """Who this visitor is in the session: a member by account, a guest by their signed cookie."""
    people = Participant.objects.select_related("user")
    if getattr(user, "is_authenticated", False):
        return people.filter(session=session, user=user).first()
    if guest_key:
        return people.filter(session=session, guest_key=guest_key).first()
    return None


def question_to_take_part(session: LiveSession, public_id: str, participant: Participant) -> Question:
    """A question in the room, or the participant's own."""
    question = get_object_or_404(
        Question.objects.with_people().select_related("session"), session=session, public_id=public_id
    )
    if not question.is_in_the_room and question.asker_id != participant.pk:
        raise Http404
    return question


def question_to_facilitate(user: Any, slug: str, public_id: str) -> Question:
    session = session_to_facilitate(user, slug)
    return get_object_or_404(
        Question.objects.with_people().select_related("session"), session=session, public_id=public_id
    )


def may_read_summaries(user: Any) -> bool:
    return bool(getattr(user, "can_facilitate", False) or getattr(user, "can_edit", False))


def require_summary_reader(user: Any) -> None:
    if not may_read_summaries(user):
        raise PermissionDenied


def summary_to_read(user: Any, summary_id: int) -> Summary:
    """A summary in the making: for facilitators and editors; nobody else learns that it exists."""
    if not may_read_summaries(user):
        raise Http404
    summaries = Summary.objects.select_related(
        "case_study__theme",
        "engagement__theme",
        "conversation__theme",
        "live_session",
        "learning",
        "opened_by",
    )
    return get_object_or_404(summaries, pk=summary_id)


def summary_to_write(user: Any, summary_id: int) -> Summary:
    summary = summary_to_read(user, summary_id)
    require_facilitator(user)
    return summary


def summary_to_approve(user: Any, summary_id: int) -> Summary:
    summary = summary_to_read(user, summary_id)
    if not user.can_edit:
        raise PermissionDenied
    return summary


def item_to_write(user: Any, summary_id: int, item_id: int) -> SummaryItem:
    summary = summary_to_write(user, summary_id)
    return get_object_or_404(SummaryItem.objects.select_related("summary"), summary=summary, pk=item_id)


def citation_to_write(user: Any, summary_id: int, citation_id: int) -> Citation:
    summary = summary_to_write(user, summary_id)
    return get_object_or_404(
        Citation.objects.select_related("item__summary"), item__summary=summary, pk=citation_id
    )


def quotation_to_see(user: Any, public_id: str) -> Quotation:
    """Frozen words: public once a publication quotes them, until then for those who write summaries."""
    quotations = Quotation.objects.select_related("revision__post__thread", "revision__post__question")
    if not may_read_summaries(user):
        quotations = quotations.filter(items__summary__state=SummaryState.PUBLISHED)
    return get_object_or_404(quotations.distinct(), public_id=public_id)
