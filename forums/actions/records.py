"""Other words in the record of a conversation: corrected, withdrawn, or with a name taken out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import as_markdown, render, words_at
from forums.actions.forgetting_words import Change, applied, forget_earlier_words
from forums.actions.posts import locked, save_words
from forums.actions.transcripts import reword_said, session_said_in
from forums.models import Contribution, Post, RevisionMark


class RecordChangedMeanwhile(ActionError):
    code = "stale"
    message = _("These words were changed meanwhile. Please look at them again.")


@transaction.atomic
def reword_record(
    *,
    post: Post,
    changes: Sequence[Change],
    mark: RevisionMark,
    seen_revision: int,
    saved_by: User | None,
    now: datetime,
    forgets: bool = False,
) -> Post:
    """Give a post of a record other words in some places; what it said before stays as a revision.

    With ``forgets`` it does not: earlier revisions are emptied, and what was quoted of them stands on the
    new one; what was quoted of the changed words is withdrawn where these are, and otherwise says what
    they say now. The captions or the line of chat that a post was made of are changed with it. Raises
    RecordChangedMeanwhile, StretchTooLong, PostTooLong.
    """
    session = session_said_in(post)
    thread, post = locked(post)
    if post.revision != seen_revision or not post.plain:
        raise RecordChangedMeanwhile
    before = post.revisions.get(number=post.revision)
    if session:
        text = reword_said(session=session, post=post, plain=before.plain, changes=changes, now=now)
    else:
        text = _reworded_source(post, before.plain, changes)
    post = save_words(thread=thread, post=post, text=text, saved_by=saved_by, now=now)
    post.revisions.filter(number=post.revision).update(mark=mark)
    Contribution.objects.filter(post=post).exclude(text="").update(text=post.source)
    if forgets:
        forget_earlier_words(
            post=post, before=before, changes=changes, withdraws=mark == RevisionMark.WORDS_OUT, now=now
        )
    return post


def _reworded_source(post: Post, plain: str, changes: Sequence[Change]) -> str:
    """With its Markdown where each of the words stands there once; else the bare words."""
    bare = as_markdown(applied(plain, changes))
    source = post.source
    for change in changes:
        old = words_at(plain, change.span)
        if source.count(old) != 1:
            return bare
        source = source.replace(old, change.words)
    return source if render(source).plain == render(bare).plain else bare
