"""A session's questions and answers as a document, for Word, PDF and what else a document becomes."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.exports import Document, Item, Section
from casestudies.exports.characters import one_line
from casestudies.presentation import absolute
from forums.actions.live.carrying import as_markdown
from forums.models import LiveSession
from forums.presentation.live_questions import SaidQuestion
from forums.presentation.polls import PollTable

AT = "j F Y, H:i"
TITLE_LENGTH = 160


def document_of_questions(
    session: LiveSession, questions: Sequence[SaidQuestion], polls: Sequence[PollTable], *, whole: bool
) -> Document:
    url = absolute(reverse("live_session", args=[session.slug]))
    count = ngettext("%(count)s question", "%(count)s questions", len(questions)) % {"count": len(questions)}
    answered = sum(question.is_answered for question in questions)
    standing = _("%(questions)s, %(answered)s answered") % {"questions": count, "answered": answered}
    return Document(
        title=session.title,
        subtitle=str(session.subject),
        kind_label=_("Questions of a live session: not for publication")
        if whole
        else _("Questions and answers of a live session"),
        url=url,
        status_line=_("Not for publication. %s") % standing if whole else standing,
        published_on=None,
        version="",
        sections=(*map(_question, questions), *_polls(polls)),
        credits=(),
        how_to_cite=""
        if whole
        else _("%(site)s. %(title)s (live session). %(url)s")
        % {"site": settings.SITE_NAME, "title": session.title, "url": url},
        licence="",
        language="en",
        is_demonstration=session.is_demonstration,
        facts=(
            (_("About"), str(session.subject)),
            (_("Held"), date_format(localtime(session.opened_at or session.starts_at), AT)),
            (_("Questions"), standing),
        ),
    )


def _question(said: SaidQuestion) -> Section:
    title = one_line(said.text) or str(said.state_label)
    items = [Item(as_markdown(said.text), as_said=True)] if len(title) > TITLE_LENGTH else []
    if said.answer:
        items.append(Item(as_markdown(said.answer), as_said=True))
    return Section(
        key=f"question-{said.number}",
        title=f"{said.number}. {title[: TITLE_LENGTH - 1]}…"
        if len(title) > TITLE_LENGTH
        else f"{said.number}. {title}",
        items=tuple(items),
        notes=tuple(filter(None, _notes(said))),
        url=said.url,
    )


def _notes(said: SaidQuestion) -> Iterator[str]:
    yield said.asker
    votes = ngettext("%(count)s vote", "%(count)s votes", said.votes) % {"count": said.votes}
    yield "; ".join(filter(None, (votes, also_asked_in_words(said.also_asked))))
    yield _("About: %s") % said.about if said.about else ""
    yield _("Context: %s") % one_line(said.context) if said.context else ""
    if said.is_answered:
        yield "" if said.answer else _("Answered aloud")
    else:
        yield _("Not answered yet")
    if said.moments:
        yield _("In the recording at %s") % ", ".join(moment.offset for moment in said.moments)
    if not said.for_publication:
        yield _("Not for publication: %s") % said.state_label
    yield _("Reason: %s") % said.reason if said.reason else ""
    yield (
        _("To be answered by %(name)s until %(day)s") % {"name": said.owner, "day": said.due_on}
        if said.owner
        else ""
    )


def also_asked_in_words(others: int) -> str:
    if not others:
        return ""
    return ngettext("also asked by %(count)s other", "also asked by %(count)s others", others) % {
        "count": others
    }


def _polls(tables: Sequence[PollTable]) -> Iterator[Section]:
    for place, table in enumerate(tables, start=1):
        lines = (
            " · ".join(f"{name}: {value}" for name, value in zip(table.columns, row, strict=True))
            for row in table.rows
        )
        yield Section(
            key=f"poll-{place}",
            title=_("Poll: %s") % one_line(table.title),
            items=tuple(Item(as_markdown(line)) for line in lines),
            notes=(f"{table.kind}. {table.note}.",),
        )
