"""What publications quote of a thread, while strangers cannot read the thread."""

from forums.actions.quotations import release_quotations_of, withhold_quotations_of
from forums.models import Post, PostState, Thread


def withhold_words_of(thread: Thread) -> None:
    for post in _quoted_posts(thread):
        withhold_quotations_of(post=post)


def release_words_of(thread: Thread) -> None:
    for post in _quoted_posts(thread):
        if post.state == PostState.VISIBLE:
            release_quotations_of(post=post)


def _quoted_posts(thread: Thread) -> list[Post]:
    """The posts of which a summary or a publication has words."""
    return list(thread.posts.filter(revisions__quotations__isnull=False).distinct())
