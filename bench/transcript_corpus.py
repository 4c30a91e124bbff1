"""Two hours of made-up talk, brought into a conversation inside the site's own process."""

import json
import random
import sys
import time
from datetime import timedelta

from django.utils import timezone

from casestudies.models import Theme
from exchange.people.models import User
from forums.actions.conversations.inviting import invite_participant
from forums.actions.conversations.meetings import take_files_in
from forums.actions.conversations.setting_up import (
    close_conversation,
    open_conversation,
    open_words,
    prepare_conversation,
)
from forums.actions.live.importing_meetings import Choices, MeetingFile, digest_of
from forums.imports.meetings import read_meeting
from forums.models import Conversation, Terms

CUES = 3_000
VOICES = ("Naledi Radebe", "Johan Fourie", "Zanele Mthembu", "Kabelo Sithole", "Aisha Khan", "iPhone")
WORDS = (
    "we lights rank street night council women walk home patrol taxi drivers school gate money "
    "budget fence camera police forum ward committee meeting again never always because when then "
    "people young old shop "
)


def seed() -> None:
    by = User.objects.filter(is_facilitator=True).order_by("pk")[0]
    conversation = _conversation(by)
    people = {
        name: invite_participant(conversation=conversation, name=name, affiliation="Kasi Watch")
        for name in VOICES[:4]
    }
    content, name = _transcript(), "GMT20270915-080000_Recording.transcript.vtt"
    began = time.perf_counter()
    file = MeetingFile(name, digest_of(content), read_meeting(name, content))
    take_files_in(
        conversation=conversation,
        files=[(file, Choices(begins_at=timezone.now() - timedelta(hours=3)))],
        voices=people,
        by=by,
    )
    seconds = time.perf_counter() - began
    close_conversation(conversation=conversation)
    open_words(conversation=conversation)
    json.dump({"seconds": seconds, "path": f"/conversations/{conversation.slug}/"}, sys.stdout)
    sys.stdout.write("\n")


def _conversation(by: User) -> Conversation:
    conversation = prepare_conversation(
        title="Two hours of talk",
        by=by,
        theme=Theme.objects.order_by("pk")[0],
        purpose="To hear each other.",
        questions=("Who keeps watch?",),
        terms=Terms.ATTRIBUTED,
    )
    return open_conversation(conversation=conversation)


def _transcript() -> bytes:
    """A cue each 2.4 seconds; a voice keeps the word for some of them."""
    dice = random.Random(5)  # noqa: S311 - the same talk each time
    lines, speaker, words = ["WEBVTT", ""], VOICES[0], WORDS.split()
    for place in range(CUES):
        if dice.random() < 0.25:
            speaker = dice.choice(VOICES)
        starts = place * 2.4
        said = " ".join(dice.choices(words, k=dice.randint(5, 14))).capitalize()
        lines += [str(place + 1), f"{_clock(starts)} --> {_clock(starts + 2.2)}", f"{speaker}: {said}.", ""]
    return "\n".join(lines).encode()


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"
