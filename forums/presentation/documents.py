"""A thread as a document, for the formats that casestudies.exports writes."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.exports import Document, Item, Section
from forums.models import ReactionKind, Thread
from forums.presentation.threads import NOT_SHOWN, SaidPost, SaidThread, said_posts, said_thread

SAID_AT = "j F Y, H:i"
REACTIONS = {kind.value: kind.label for kind in ReactionKind}


class Sections:
    """What is said in a thread, read while it is written: a thread of any length is never held whole."""

    def __init__(self, read: Callable[[], Iterator[Section]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Section]:
        return self._read()


def document_of_thread(thread: Thread) -> Document:
    """What it came to stands first: where we got to, and the answer; then the posts as a tree."""
    said = said_thread(thread)
    return Document(
        title=said.title,
        subtitle=said.about,
        kind_label=said.kind_label,
        url=said.url,
        status_line=_standing(said),
        published_on=None,
        version="",
        sections=Sections(lambda: _sections(thread, said)),
        credits=(),
        how_to_cite=f"{settings.SITE_NAME}. {said.title} ({said.kind_label}). {said.url}",
        licence="",
        language="en",
        is_demonstration=said.is_demonstration,
        kind="thread",
        facts=(
            (_("About"), said.about),
            (_("Theme"), said.theme),
            (_("Tags"), ", ".join(said.tags)),
            (_("Opened"), date_format(said.opened_at, SAID_AT)),
            (_("Last post"), date_format(said.last_posted_at, SAID_AT)),
        ),
    )


def _standing(said: SaidThread) -> str:
    count = ngettext("%(count)s post", "%(count)s posts", said.post_count) % {"count": said.post_count}
    archived = _("archived") if said.is_archived else _("closed to new posts") if said.is_locked else ""
    return ", ".join(filter(None, (count, archived)))


def _sections(thread: Thread, said: SaidThread) -> Iterator[Section]:
    if said.closing_note:
        yield Section("closing", _("Where we got to"), (Item(said.closing_note, as_said=True),))
    if said.answer:
        for post in said_posts(thread, only=said.answer):
            title = _("Marked as the answer: #%(number)s, %(name)s") % {
                "number": post.number,
                "name": post.author,
            }
            yield Section("answer", title, (Item(post.text, as_said=True),), url=post.url)
    for post in said_posts(thread):
        yield section_of(post)


def section_of(post: SaidPost) -> Section:
    key = f"post-{post.number}"
    if not post.is_shown or post.posted_at is None:
        return Section(key, f"#{post.number}", notes=(str(NOT_SHOWN),), depth=post.depth)
    title = f"#{post.number} {post.author} · {date_format(post.posted_at, SAID_AT)}"
    items = (Item(post.text, as_said=True),)
    return Section(key, title, items, notes=_notes(post), url=post.url, depth=post.depth)


def _notes(post: SaidPost) -> tuple[str, ...]:
    reactions = (f"{REACTIONS[kind]}: {count}" for kind, count in post.reactions.items() if count)
    notes = (
        _("Answers #%s") % post.parent if post.parent else "",
        _("Marked as the answer") if post.is_answer else "",
        _("Edited %s") % date_format(post.edited_at, SAID_AT) if post.edited_at else "",
        "; ".join(str(reaction) for reaction in reactions),
        _("Files: %s") % ", ".join(post.files) if post.files else "",
    )
    return tuple(filter(None, notes))
