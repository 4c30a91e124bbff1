"""A meeting that was held elsewhere, and comes into a conversation as a file."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from forums.actions.conversations.meetings import take_files_in
from forums.actions.live.importing_meetings import Choices, MeetingFile, digest_of
from forums.imports.meetings import read_meeting
from forums.models import Conversation, ConversationParticipant, Post, PostKind
from tests.factories import NOW, amina

SAID = (
    ("Nomsa (Kasi Watch)", "We light the rank ourselves."),
    ("Nomsa (Kasi Watch)", "It costs us R40 a month."),
    ("Pieter van Wyk", "Our council pays for ours."),
    ("iPhone", "In our town nobody pays."),
    ("Nomsa (Kasi Watch)", "And who pays you?"),
)


def vtt(said: Sequence[tuple[str, str]] = SAID, *, seconds: int = 4) -> bytes:
    """A transcript of Zoom, a cue each so many seconds."""
    lines = ["WEBVTT", ""]
    for place, (name, text) in enumerate(said):
        starts, ends = _clock(place * seconds), _clock(place * seconds + seconds - 1)
        lines += [str(place + 1), f"{starts} --> {ends}", f"{name}: {text}", ""]
    return "\n".join(lines).encode()


def _clock(seconds: int) -> str:
    return f"{timedelta(seconds=seconds)!s:0>8}.000"


def read(content: bytes | None = None) -> MeetingFile:
    name = "GMT20270915-080000_Recording.transcript.vtt"
    content = vtt() if content is None else content
    return MeetingFile(name, digest_of(content), read_meeting(name, content))


def bring_in(
    conversation: Conversation,
    voices: Mapping[str, ConversationParticipant | None] | None = None,
    content: bytes | None = None,
) -> list[Post]:
    """The turns that it makes in the record."""
    take_files_in(
        conversation=conversation,
        files=[(read(content), Choices(begins_at=NOW))],
        voices=voices or {},
        by=amina(),
        now=NOW,
    )
    return turns(conversation)


def turns(conversation: Conversation) -> list[Post]:
    said = Post.objects.filter(thread__conversation=conversation, kind=PostKind.SPEECH)
    return list(said.order_by("thread", "number"))
