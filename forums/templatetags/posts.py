"""A post as markup.

In Python and not in a template: a page has fifty posts, and a template's forty nodes for each cost it
more than all its queries. What is shown rarely stays in templates; they see what the page sees, and the
post besides.
"""

from datetime import datetime
from functools import lru_cache
from html import escape

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from forums.models import Post, PostKind
from forums.queries.reacted import Reacted
from forums.queries.shown import Pointed, ShownPost, ThreadPage

register = template.Library()
NAMED = 120  # characters of a post that another one names


@register.simple_tag(takes_context=True)
def shown_post(context: Context, shown: ShownPost) -> SafeString:
    """All of a post. It makes no query and asks for no address: ``shown.base`` is where its acts are."""
    page: ThreadPage = context["page"]
    parts = [_opening(shown)]
    if shown.has_words:
        parts += [
            _head(shown),
            _above_words(context, shown),
            f'<div class="prose">{shown.post.html}</div>',
            _below_words(context, shown),
            f'<footer class="post-acts no-print">{_acts(shown, page)}',
            f"{_reactions(shown, page, context.get('csrf_token'))}</footer>",
        ]
    else:
        parts.append(_part(context, "forums/_post_gone.html", shown))
    if page.facilitates and shown.post.state != "withdrawn":
        parts.append(_facilitate(shown))
    parts.append("</li>\n")
    return mark_safe("\n".join(parts))  # noqa: S308 - each part is escaped where it is made


@register.simple_tag
def pointed_link(pointed: Pointed) -> SafeString:
    """A post that another one answers, in a line."""
    named = {"name": pointed.name, "number": pointed.number}
    words = (
        gettext("in answer to %(name)s, post %(number)s")
        if pointed.name
        else gettext("in answer to post %(number)s")
    )
    excerpt = f": {escape(Truncator(pointed.excerpt).chars(NAMED))}" if pointed.excerpt else ""
    return mark_safe(f'<a href="{pointed.url}">{escape(words % named)}</a>{excerpt}')  # noqa: S308 - as above


@lru_cache(maxsize=400)
def said(language: str | None, words: str) -> str:
    """A translation, ready for markup; asked of the catalogue once."""
    return escape(gettext(words))


@lru_cache(maxsize=40)
def _month(language: str | None, number: int) -> str:
    return escape(str(MONTHS_3[number]).title())


@lru_cache(maxsize=4)
def _people(language: str | None) -> str:
    return reverse("person", args=["0"])[:-2]


def _part(context: Context, name: str, shown: ShownPost) -> str:
    engine = context.template.engine  # type: ignore[union-attr]  # its template is being rendered
    with context.push(shown=shown, post=shown.post):
        return str(engine.get_template(name).render(context))


def _opening(shown: ShownPost) -> str:
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
    return (
        f'<li class="{" ".join(marks)}" id="post-{post.number}" tabindex="-1" data-n="{post.number}"'
        f' data-d="{post.depth}" data-v="{shown.version}"{parent}>'
    )


def _head(shown: ShownPost) -> str:
    """Who said it, when, and what it is."""
    post, language = shown.post, get_language()
    name = escape(shown.signature)
    if post.author and not post.byline:
        name = f'<a href="{_people(language)}{post.author.handle}/">{name}</a>'
    when = _moment(language, post.posted_at)
    number = f'<span class="unseen">{said(language, "Post")} {post.number}, </span>'
    edited = f' · <a href="{shown.base}history/">{said(language, "edited")}</a>' if post.edited_at else ""
    marks = "".join(
        f'<span class="mark {mark}">{said(language, words)}</span>' for mark, words in marks_of(shown)
    )
    return (
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


def _moment(language: str | None, moment: datetime) -> str:
    """As ``j M Y, H:i``."""
    local = localtime(moment)
    return f"{local.day} {_month(language, local.month)} {local:%Y, %H:%M}"


def _above_words(context: Context, shown: ShownPost) -> str:
    """What it answers, that it waits, what a live session knows of it."""
    post: Post = shown.post
    answers = ""
    if shown.answers and shown.names_answered:
        answers = f'<p class="answers quiet">{pointed_link(shown.answers)}</p>'
    if not post.is_visible:
        return answers + _part(context, "forums/_post_held.html", shown)
    if getattr(post, "question", None) is None and not context["page"].thread.is_record:
        return answers
    return answers + _part(context, "forums/_post_of_session.html", shown)


def _below_words(context: Context, shown: ShownPost) -> str:
    """Where it went on, and what came with it."""
    files = _part(context, "forums/_attachments.html", shown) if shown.files else ""
    if not shown.post.points_to_id:
        return files
    there = reverse("thread_by_id", args=[shown.post.points_to_id])
    return f'<p><a href="{there}">{said(get_language(), "Go to that thread")}</a></p>{files}'


def _facilitate(shown: ShownPost) -> str:
    language = get_language()
    words = f"{said(language, 'Facilitate')}{_unseen(language, 'post', shown)}"
    return f'<p class="facilitate no-print"><a href="{shown.base}facilitate/">{words}</a></p>'


def _acts(shown: ShownPost, page: ThreadPage) -> str:
    """What one can do with a post: answer it; change one's own."""
    language, acts = get_language(), []
    is_visitor = getattr(page.user, "pk", None) is None
    if (page.may_write and shown.post.is_visible) or is_visitor:
        acts.append(("reply", "Reply", "to post"))
    if shown.is_own:
        acts += [("edit", "Edit", "post"), ("withdraw", "Take back", "post")]
    return " ".join(
        f'<a href="{shown.base}{step}/">{said(language, words)}{_unseen(language, what, shown)}</a>'
        for step, words, what in acts
    )


def _reactions(shown: ShownPost, page: ThreadPage, csrf_token: object) -> str:
    """Quote, react, see who did, keep: the same for each post but for numbers and what is pressed."""
    if not shown.reactions:
        return ""
    language, base = get_language(), shown.base
    is_member = getattr(page.user, "pk", None) is not None
    parts = []
    if page.may_write:
        parts.append(
            f'<a href="{base}reply/?quote=1" data-name="{escape(shown.short_name)}">{said(language, "Quote")}'
            f"{_unseen(language, 'post', shown)}</a>"
        )
    if shown.may_react:
        buttons = "".join(map(_button, shown.reactions))
        parts.append(
            f'<post-reactions><form class="reactions" method="post" action="{base}react/">'
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{csrf_token}">'
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
    return " ".join(parts)


@lru_cache(maxsize=400)
def _button(reacted: Reacted) -> str:
    return (
        f'<button class="reaction" name="react" value="{reacted.kind}:{reacted.way}"'
        f' aria-pressed="{reacted.pressed}">{escape(reacted.label)}<b>{reacted.shown}</b></button>'
    )


def _unseen(language: str | None, words: str, shown: ShownPost) -> str:
    """What a screen reader says besides, so that fifty links are told apart."""
    return f'<span class="unseen"> {said(language, words)} {shown.number}</span>'
