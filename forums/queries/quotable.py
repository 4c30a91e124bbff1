"""Which of many posts may be quoted by what their speakers agreed to, in a few queries.

It says the same as ``forums.actions.quotations.attribution_for``, which has the last word when words are
frozen; a test holds the two together.
"""

from collections.abc import Collection, Iterable

from exchange.people.actions.accounts import ACCOUNT
from exchange.people.models import Consent, ConsentPurpose
from forums.models import Caption, Minute, Participant, Post, PostKind, Question, Speaker

BY_THE_RECORD = frozenset({PostKind.ANSWER, PostKind.MINUTES, PostKind.CONTRIBUTION})


def quotable_among(posts: Collection[Post]) -> set[int]:
    """Ids of those posts whose words may be quoted. The posts bring their threads."""
    questions = [post.pk for post in posts if post.kind == PostKind.QUESTION]
    spoken = [post for post in posts if post.kind == PostKind.SPEECH]
    of_session = [post.pk for post in spoken if not _is_of_a_conversation(post)]
    others = [post for post in posts if post.kind not in BY_THE_RECORD | {PostKind.QUESTION, PostKind.SPEECH}]
    return (
        {post.pk for post in posts if post.kind in BY_THE_RECORD}
        | {post.pk for post in spoken if _is_of_a_conversation(post)}
        | _asked(questions)
        | _spoken(of_session)
        | _written(others)
    )


def _is_of_a_conversation(post: Post) -> bool:
    return post.thread.is_record and post.thread.conversation_id is not None


def _asked(posts: Collection[int]) -> set[int]:
    agreed = Question.objects.filter(post__in=posts, asker__may_be_quoted=True)
    return set(agreed.values_list("post", flat=True)) if posts else set()


def _spoken(posts: Collection[int]) -> set[int]:
    """A voice that nobody has named is quoted as a number."""
    if not posts:
        return set()
    labels: dict[int, tuple[int, str]] = {}
    for model in (Minute, Caption):  # what a caption says goes before
        rows = model.objects.filter(post__in=posts).order_by("-pk")
        labels |= {
            pk: (session, label) for pk, session, label in rows.values_list("post", "session", "speaker")
        }
    unwilling = Participant.objects.filter(may_be_quoted=False)
    refused = set(
        Speaker.objects.filter(participant__in=unwilling, session__in={one for one, _ in labels.values()})
        .values_list("session", "label")
        .order_by()
    )
    return {pk for pk in posts if labels.get(pk) not in refused}


def _written(posts: Iterable[Post]) -> set[int]:
    authors = {post.author_id for post in posts if post.author_id}
    if not authors:
        return set()
    agreed = Consent.objects.filter(
        user__in=authors,
        setting=ACCOUNT,
        purpose=ConsentPurpose.BE_QUOTED,
        is_given=True,
        replaced_at__isnull=True,
    )
    willing = set(agreed.values_list("user", flat=True))
    return {post.pk for post in posts if post.author_id in willing}
