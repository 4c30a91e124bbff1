"""A post's opening, head and acts as markup.

In Python and not in a template: a page has fifty posts, and a template's forty nodes for each cost it
more than all its queries. What is shown rarely stays in templates.
"""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from forums.models import PostKind
from forums.queries.shown import ShownPost, ThreadPage

register = template.Library()
SAID_AT = "j M Y, H:i"


@lru_cache(maxsize=400)
def said(language: str | None, words: str) -> str:
    """A translation, ready for markup; asked of the catalogue once."""
    return escape(gettext(words))


@lru_cache(maxsize=4)
def _people(language: str | None) -> str:
    return reverse("person", args=["0"])


@register.simple_tag
def post_opening(shown: ShownPost) -> SafeString:
    post = shown.post
    marks = [
        "post",
        post.kind,
        f"indent-{post.indent}",
        *(["is-answer"] if shown.is_answer else []),
        *(["is-new"] if shown.is_new else []),
        *([] if shown.has_words else ["is-gone"]),
    ]
    parent = f' data-p="{shown.answers.number}"' if shown.answers else ""
    return mark_safe(  # noqa: S308 - numbers, and words of our own
        f'<li class="{" ".join(marks)}" id="post-{post.number}" tabindex="-1" data-n="{post.number}"'
        f' data-d="{post.depth}" data-v="{shown.version}"{parent}>'
    )


@register.simple_tag
def post_closing() -> SafeString:
    return mark_safe("</li>")


@register.simple_tag
def post_head(shown: ShownPost) -> SafeString:
    """Who said it, when, and what it is."""
    post, language = shown.post, get_language()
    name: str = escape(shown.signature)
    if post.author and not post.byline:
        name = f'<a href="{_people(language)[:-2]}{post.author.handle}/">{name}</a>'
    when = escape(date_format(localtime(post.posted_at), SAID_AT))
    number = f'<span class="unseen">{said(language, "Post")} {post.number}, </span>'
    edited = f' · <a href="{shown.base}history/">{said(language, "edited")}</a>' if post.edited_at else ""
    marks = "".join(
        f'<span class="mark {mark}">{said(language, words)}</span>' for mark, words in marks_of(shown)
    )
    return mark_safe(  # noqa: S308 - each part is escaped above
        f'<header class="post-head"><strong>{name}</strong> <span class="quiet">'
        f'<a href="{shown.base}#post-{post.number}">{number}{when}</a>{edited}</span> {marks}</header>'
    )


def marks_of(shown: ShownPost) -> list[tuple[str, str]]:
    post, marks = shown.post, []
    if shown.is_new:
        marks.append(("new", "New"))
    if post.is_held:
        marks.append(("waiting", "Waiting for a facilitator"))
    if shown.is_answer:
        marks.append(("worked", "Marked as the answer"))
    if post.kind == PostKind.QUESTION:
        marks.append(("answering", "Question"))
    elif post.kind == PostKind.ANSWER:
        marks.append(("worked", "Answer"))
    elif post.kind == PostKind.PROMPT:
        marks.append(("answering", "Prompt"))
    elif post.kind == PostKind.POINTER:
        marks.append(("", "Where it went on"))
    elif post.kind == PostKind.MINUTES:
        marks.append(("", "Minutes"))
    elif post.kind == PostKind.SPEECH:
        marks.append(("", "Said in the session"))
    return marks


@register.simple_tag
def post_acts(shown: ShownPost, page: ThreadPage) -> SafeString:
    """What one can do with a post: answer it; change one's own."""
    language, acts = get_language(), []
    is_visitor = getattr(page.user, "pk", None) is None
    if (page.may_write and shown.post.is_visible) or is_visitor:
        acts.append(("reply", "Reply", "to post"))
    if shown.is_own:
        acts += [("edit", "Edit", "post"), ("withdraw", "Take back", "post")]
    return mark_safe(  # noqa: S308 - words of our own
        " ".join(
            f'<a href="{shown.base}{step}/">{said(language, words)}{_unseen(language, what, shown)}</a>'
            for step, words, what in acts
        )
    )


@register.simple_tag
def post_reactions(shown: ShownPost, page: ThreadPage, csrf_token: object) -> SafeString:
    """Quote, react, see who did, keep: the same for each post but for numbers and what is pressed."""
    if not shown.reactions:
        return mark_safe("")
    language, base = get_language(), shown.base
    is_member = getattr(page.user, "pk", None) is not None
    parts = []
    if page.may_write:
        parts.append(
            f'<a href="{base}reply/?quote=1" data-name="{escape(shown.short_name)}">{said(language, "Quote")}'
            f"{_unseen(language, 'post', shown)}</a>"
        )
    if shown.may_react:
        buttons = "".join(
            f'<button class="reaction" name="react" value="{one.kind}:{one.way}"'
            f' aria-pressed="{one.pressed}">{escape(one.label)}<b>{one.shown}</b></button>'
            for one in shown.reactions
        )
        parts.append(
            f'<post-reactions><form class="reactions" method="post" action="{base}react/">'
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(csrf_token)}">'
            f'<div role="group" aria-label="{said(language, "React to post")} {shown.number}">{buttons}</div>'
            "</form></post-reactions>"
        )
    else:
        parts += [
            f'<span class="mark">{escape(one.label)} <b>{one.count}</b></span>'
            for one in shown.reactions
            if one.count
        ]
    if is_member and shown.has_reactions:
        parts.append(
            f'<a href="{base}reactions/">{said(language, "Who")}'
            f"{_unseen(language, 'reacted to post', shown)}</a>"
        )
    if is_member and page.thread.lesson_id and shown.says_tried:
        lesson = reverse("lesson", args=[page.thread.lesson_id])
        parts.append(f'<a href="{lesson}#trials">{said(language, "Report what you tried")}</a>')
    if is_member:
        kept = ' class="kept"' if shown.is_kept else ""
        words = said(language, "Bookmarked" if shown.is_kept else "Bookmark")
        parts.append(f'<a href="{base}bookmark/"{kept}>{words}{_unseen(language, "post", shown)}</a>')
    return mark_safe(" ".join(parts))  # noqa: S308 - each part is escaped above


def _unseen(language: str | None, words: str, shown: ShownPost) -> str:
    """What a screen reader says besides, so that fifty links are told apart."""
    return f'<span class="unseen"> {said(language, words)} {shown.number}</span>'
