"""A summary's sources as the first draft reads them: values, with what the others made of each."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q

from exchange.text import quotes_in
from forums.drafting import Source, SourceKind
from forums.models import Post, PostKind, PostState, Reaction, Summary
from forums.queries.coverage import voices_of
from forums.queries.quotable import quotable_among
from forums.queries.source_list import posts_to_read

KIND_OF = {
    PostKind.QUESTION: SourceKind.QUESTION,
    PostKind.ANSWER: SourceKind.ANSWER,
    PostKind.MINUTES: SourceKind.MINUTES,
    PostKind.SPEECH: SourceKind.SPEECH,
    PostKind.CONTRIBUTION: SourceKind.CONTRIBUTION,
}


def draft_sources(summary: Summary, user: Any) -> tuple[list[Source], dict[str, Post], int]:
    """The sources that may be quoted, the posts by their keys, and how many may not be quoted.

    As many queries however many sources there are.
    """
    visible = Count("replies", Q(replies__state=PostState.VISIBLE))
    posts: list[Any] = list(
        posts_to_read(summary, user)
        .annotate(answers=visible)
        .select_related("thread__conversation", "question__asker", "answered_question", "author")
    )
    quotable = quotable_among(posts)
    reactions = _reactions(posts)
    voices = voices_of(summary, user)
    sources = []
    for post in posts:
        if post.pk not in quotable:
            continue
        voice = voices.get(post.pk)
        question = getattr(post, "question", None) or getattr(post, "answered_question", None)
        sources.append(
            Source(
                key=str(post.pk),
                text=post.plain,
                kind=KIND_OF.get(PostKind(post.kind), SourceKind.POST),
                voice=_voice(post),
                municipality=voice.municipality if voice else "",
                participant_kind=voice.kind if voice else "",
                theme=str(post.thread_id),
                reply_to=str(post.parent_id or ""),
                quoted=tuple(quote.span for quote in quotes_in(post.source)),
                votes=post.source_votes,
                replies=post.answers,
                reactions=reactions.get(post.pk, {}),
                is_answered=bool(question and question.answered_at),
                is_starred=bool(question and question.starred_at),
            )
        )
    return sources, {str(post.pk): post for post in posts}, len(posts) - len(sources)


def _voice(post: Post) -> str:
    """Whether two were said by the same; nobody's name. An answer was noted, so it is its signature's."""
    if post.kind == PostKind.QUESTION:
        return f"asker:{post.question.asker_id}"
    return f"user:{post.author_id}" if post.author_id else post.byline


def _reactions(posts: list[Post]) -> dict[int, dict[str, int]]:
    counted = Reaction.objects.filter(post__in=[post.pk for post in posts])
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for post, kind, count in counted.values_list("post", "kind").annotate(Count("pk")).order_by():
        found[post][kind] = count
    return found
