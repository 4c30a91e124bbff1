"""What a live session came to: its questions as they may leave it, and those that nobody has answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from casestudies.models import CaseAuthor
from exchange.people.models import User
from forums.models import (
    AnsweringSpan,
    LiveSession,
    Post,
    PostState,
    Presenter,
    Question,
    QuestionQuerySet,
    QuestionState,
    SessionState,
)


def questions_for_everybody(session: LiveSession) -> QuestionQuerySet:
    """The questions of a closed session that everybody may read, by votes.

    They were in the room, whoever asked was not blocked, and the post that they became can be read by
    a visitor: what is hidden in its thread is hidden here.
    """
    readable = Post.objects.visible_to(AnonymousUser()).values("pk")
    in_room = Question.objects.filter(session=session, asker__blocked_at__isnull=True).in_the_room()
    return _with_outcome(in_room.filter(post__in=readable)).by_votes_in(session)


def questions_for_facilitators(session: LiveSession) -> QuestionQuerySet:
    """The whole queue with its states, but for what was withdrawn: that has no words left."""
    kept = Question.objects.filter(session=session).exclude(state=QuestionState.WITHDRAWN)
    return _with_outcome(kept).by_votes_in(session)


def _with_outcome(questions: QuestionQuerySet) -> QuestionQuerySet:
    spans = Prefetch("answering_spans", AnsweringSpan.objects.order_by("started_at", "pk"))
    return (
        questions.select_related(
            "session", "asker__user", "case_study", "presenter", "merged_into", "post", "answer_post", "owner"
        )
        .prefetch_related(spans)
        .annotate(also_asked=also_asked())
    )


def also_asked() -> Any:
    """By how many others a question was asked: the askers of what was merged into it."""
    merged = Question.objects.filter(merged_into=OuterRef("pk"), state=QuestionState.MERGED)
    others = merged.exclude(asker=OuterRef("asker")).order_by().values("merged_into")
    return Coalesce(Subquery(others.annotate(askers=Count("asker", distinct=True)).values("askers")), 0)


# Whether it is answered ---------------------------------------------------------------------------
def is_answered() -> Q:
    """Said or noted in the session; or written in the thread by a post that still stands."""
    written = Q(answer_post__author__isnull=False)
    stands = Q(answer_post__state=PostState.VISIBLE)
    return Q(state=QuestionState.ANSWERED) & (Q(answer_post=None) | ~written | stands)


def unanswered_questions(session: LiveSession) -> QuestionQuerySet:
    """What was in the room and nobody has answered, by votes; with its owner and its place."""
    in_room = Question.objects.filter(session=session).in_the_room().exclude(is_answered())
    return _with_outcome(in_room).by_votes_in(session)


def owned_questions(user: Any) -> QuerySet[Any]:
    """What somebody is to answer, the first due first. None for who has no account."""
    mine = Question.objects.filter(owner=getattr(user, "pk", None) or 0).in_the_room()
    rows = mine.exclude(is_answered()).exclude(session__is_rehearsal=True)
    return rows.select_related("session", "post").order_by(F("due_on").asc(nulls_last=True), "pk")


def due_questions(today: date) -> QuerySet[Any]:
    """Owned, due and unanswered, in sessions that have closed."""
    due = Question.objects.filter(
        owner__isnull=False, due_on__lte=today, session__state=SessionState.CLOSED
    ).in_the_room()
    return due.exclude(is_answered()).order_by("due_on", "pk")


@dataclass(frozen=True)
class StandingAnswer:
    """``words`` are empty where it was given aloud; ``post`` is where it stands in a thread."""

    words: str
    post: Post | None


def answers_that_stand(questions: Iterable[Question], user: Any) -> dict[int, StandingAnswer]:
    """By the question's pk: the answers that somebody may read. Needs ``post`` and ``answer_post``.

    None where the answer, or the question, has since been hidden or withdrawn in its thread.
    """
    answered = [question for question in questions if question.state == QuestionState.ANSWERED]
    posts = {pk for question in answered for pk in (question.post_id, question.answer_post_id)} - {None}
    readable = set(Post.objects.visible_to(user).filter(pk__in=posts).values_list("pk", flat=True))
    return {
        question.pk: StandingAnswer(_words_of_answer(question), question.answer_post or question.post)
        for question in answered
        if {question.post_id, question.answer_post_id} - {None} <= readable
    }


def _words_of_answer(question: Question) -> str:
    written = question.answer_post
    return written.plain if written and written.author_id else question.answer


# Who can be asked to answer -----------------------------------------------------------------------
def people_to_answer(session: LiveSession, *, case_study_id: int | None = None) -> list[User]:
    """Who may be given a question: presenters with an account, the team of its case study, facilitators."""
    presenters = Presenter.objects.filter(session=session, is_removed=False, user__isnull=False)
    case_studies = {case_study_id, session.case_study_id} - {None}
    team = CaseAuthor.objects.filter(case_study__in=case_studies)
    wanted = Q(pk__in=presenters.values("user")) | Q(pk__in=team.values("user")) | Q(is_facilitator=True)
    people = User.objects.filter(wanted, is_active=True)
    return list(people.order_by("is_facilitator", "display_name", "pk"))


def replies_to(question: Question) -> list[Post]:
    """What others read under a question in its thread, the first reply first."""
    if question.post_id is None:
        return []
    replies = Post.objects.filter(parent=question.post_id, state=PostState.VISIBLE, author__isnull=False)
    return list(replies.select_related("author").order_by("number"))


def answered_in_threads(session: LiveSession) -> list[Question]:
    """What a reply in the thread answered, the latest first."""
    written = Q(answer_post__author__isnull=False, answer_post__state=PostState.VISIBLE)
    found = Question.objects.filter(written, session=session, state=QuestionState.ANSWERED)
    return list(found.select_related("post", "answer_post__author").order_by("-answered_at", "-pk"))
