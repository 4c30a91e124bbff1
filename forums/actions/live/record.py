"""Closing carries minutes and captions into one thread, the record of the session.

Minutes become a post for each part of the agenda, captions a post for each turn of a speaker, and each
line of a meeting's chat a post of its own. A post has the time of its first words; the times of the others
stay with their minutes and captions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from forums.actions.conversations.carrying import day_of
from forums.actions.conversations.speech import SpeechOfAConversation
from forums.actions.live.carrying import as_markdown, hide_post, record_thread, show_post
from forums.actions.posts import locked, save_words, write_post
from forums.models import (
    Caption,
    LiveSession,
    Minute,
    MinuteKind,
    Participant,
    Post,
    PostKind,
    Speaker,
    Summary,
    Thread,
)

LONGEST_PAUSE = timedelta(minutes=2)  # in one turn
LONGEST_TURN = 6000  # characters of a post, so that one finds what one quotes
UNKNOWN = ""


@dataclass
class Passage:
    """What becomes one post."""

    kind: PostKind
    text: str
    byline: str
    at: datetime
    rows: Sequence[Minute | Caption] = field(default_factory=list)
    voice: str = ""
    day: datetime | None = None  # all that its post says of its time, where that is so

    @property
    def told_at(self) -> datetime:
        return self.day or self.at


def carry_record(*, session: LiveSession, now: datetime) -> None:
    """Write the record of a session whose lock is held; bring an earlier one up to date."""
    passages = [*_passages_of_minutes(session), *_passages_of_chat(session), *_passages_of_speech(session)]
    before = {
        pk
        for rows in (session.minutes, session.captions)
        for pk in rows.exclude(post=None).values_list("post_id", flat=True)
    }
    if not passages and not before:
        return
    thread = record_thread(session, now)
    signing = SpeechOfAConversation(session.conversation) if session.conversation else None
    if signing:
        signing.settle(thread, [passage for passage in passages if passage.kind == PostKind.SPEECH])
    kept: set[int] = set()
    for passage in sorted(passages, key=lambda one: one.at):
        kept.add(_carry(passage, thread, kept, now).pk)
    for post in Post.objects.filter(pk__in=before - kept):
        hide_post(*locked(post))


def keep_record_current(*, session: LiveSession, now: datetime) -> None:
    """What changes once a session has closed is in its record at once, and the summary may quote it."""
    if not session.is_closed:
        return
    carry_record(session=session, now=now)
    record = session.threads.filter(is_record=True).first()
    summary = Summary.objects.filter(live_session=session).first()
    if record and summary:
        summary.threads.add(record)


def _carry(passage: Passage, thread: Thread, taken: set[int], now: datetime) -> Post:
    """The post of a passage: the one that some of its rows have already, or a new one."""
    earlier = next((row.post for row in passage.rows if row.post_id and row.post_id not in taken), None)
    if earlier is None:
        post = write_post(
            thread=thread, text=passage.text, byline=passage.byline, kind=passage.kind, now=passage.told_at
        )
    else:
        where, post = locked(earlier)
        post.byline, post.posted_at = passage.byline, passage.told_at
        post.save(update_fields=["byline", "posted_at"])
        if post.source != passage.text:
            post = save_words(thread=where, post=post, text=passage.text, saved_by=None, now=now)
        show_post(where, post)
    for row in passage.rows:
        if row.post_id != post.pk:
            row.post = post
            row.save(update_fields=["post"])
    return post


def _passages_of_minutes(session: LiveSession) -> Iterable[Passage]:
    minutes = session.minutes.filter(removed_at__isnull=True, kind=MinuteKind.NOTE).select_related(
        "agenda_item", "noted_by", "post"
    )
    in_order = sorted(minutes, key=lambda row: (row.agenda_item_id or 0, row.noted_at, row.pk))
    for _item, group in groupby(in_order, key=lambda row: row.agenda_item_id):
        rows = list(group)
        item = rows[0].agenda_item
        title = [f"**{as_markdown(item.title)}**"] if item else []
        yield Passage(
            kind=PostKind.MINUTES,
            text="\n\n".join([*title, *_lines(session, rows)]),
            byline=_byline_of_minutes(session, rows),
            at=rows[0].noted_at,
            rows=rows,
            day=day_of(rows[0].noted_at) if session.is_chatham_house else None,
        )


def _lines(session: LiveSession, rows: Sequence[Minute]) -> list[str]:
    """Each with its time; under Chatham House without, for whoever was there knows who spoke then."""
    if session.is_chatham_house:
        return [as_markdown(row.text) for row in rows]
    return [f"{localtime(row.noted_at):%H:%M} · {as_markdown(row.text)}" for row in rows]


def _byline_of_minutes(session: LiveSession, rows: Sequence[Minute]) -> str:
    if session.is_chatham_house:
        return str(_("Minutes"))
    names = dict.fromkeys(str(row.noted_by) for row in rows if row.noted_by)
    return str(_("Minutes, noted by %(names)s") % {"names": ", ".join(names) or _("the facilitator")})


def _passages_of_chat(session: LiveSession) -> Iterable[Passage]:
    """Signed as speech is: a number, or a name by consent."""
    speakers = {one.label: one for one in session.speakers.select_related("participant__user")}
    lines = session.minutes.filter(removed_at__isnull=True, kind=MinuteKind.CHAT).select_related("post")
    for line in lines:
        yield Passage(
            kind=PostKind.SPEECH,
            text=as_markdown(line.text),
            byline=byline_of(speakers.get(line.speaker)),
            at=line.noted_at,
            rows=[line],
            voice=line.speaker,
        )


def _passages_of_speech(session: LiveSession) -> Iterable[Passage]:
    speakers = {one.label: one for one in session.speakers.select_related("participant__user")}
    for turn in turns_of(session.captions.filter(removed_at__isnull=True).select_related("post")):
        yield Passage(
            kind=PostKind.SPEECH,
            text=as_markdown(" ".join(caption.text for caption in turn)),
            byline=byline_of(speakers.get(turn[0].speaker)),
            at=turn[0].starts_at,
            rows=turn,
            voice=turn[0].speaker,
        )


def turns_of(captions: Iterable[Caption]) -> list[list[Caption]]:
    """Captions that one voice said one after another. A long pause or a long text begins another turn."""
    turns: list[list[Caption]] = []
    for caption in captions:
        turn = turns[-1] if turns else None
        if turn and _goes_on(turn, caption):
            turn.append(caption)
        else:
            turns.append([caption])
    return turns


def _goes_on(turn: list[Caption], caption: Caption) -> bool:
    last = turn[-1]
    return (
        last.speaker == caption.speaker
        and caption.starts_at - (last.ends_at or last.starts_at) <= LONGEST_PAUSE
        and sum(len(one.text) + 1 for one in turn) + len(caption.text) <= LONGEST_TURN
    )


def byline_of(speaker: Speaker | None) -> str:
    return speaker.name if speaker else _("Said in the session")


def sign_speech_anew(participant: Participant) -> None:
    """A participant changed what they agreed to: the record says so at once, open or closed."""
    for speaker in participant.speakers.all():
        own = {"session": speaker.session_id, "speaker": speaker.label}
        said = Caption.objects.filter(**own).exclude(post=None).values("post")
        typed = Minute.objects.filter(**own, kind=MinuteKind.CHAT).exclude(post=None).values("post")
        for post in Post.objects.filter(Q(pk__in=said) | Q(pk__in=typed)):
            _thread, post = locked(post)
            post.byline = byline_of(speaker)
            post.save(update_fields=["byline"])
