"""Speech as text: pasted by a facilitator or sent by a captioning service; who speaks, as consent allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.changing import change_session
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.record import keep_record_current
from forums.actions.live.undo import Changes
from forums.models import (
    CAPTION_LENGTH,
    Caption,
    CaptionSource,
    EventKind,
    LivePart,
    LiveSession,
    Participant,
    Speaker,
)

MOST_AT_ONCE = 2000  # an hour and a half of speech, pasted
MOST_PUSHED = 100
MOST_IN_A_SESSION = 20_000
MOST_SPEAKERS = 200
SHOWN_LATELY = 20
FURTHEST = timedelta(days=1)  # from now: a service whose clock is wrong by more is told so


class NoCaptions(ActionError):
    message = _("There are no words in this. Paste the text of the captions, or a WebVTT block.")
    status = 400


class TooManyCaptions(ActionError):
    message = _("That is more than %(limit)s captions at once. Please send it in parts.")
    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(self.message % {"limit": limit})


class CaptionsFull(ActionError):
    message = _("This session holds as many captions as it can.")
    status = 413


class CaptionTooLong(ActionError):
    message = _("A caption can have %(limit)s characters. Please send shorter ones.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": CAPTION_LENGTH})


class CaptionsAtAnotherTime(ActionError):
    message = _("The time of a caption is more than a day away. Please set the clock of the service.")
    status = 400


class CaptionsClosed(ActionError):
    message = _("Captions can be sent while the session is open.")


class NotNamed(ActionError):
    message = _("This person did not agree to be named, so they stay a number.")


@dataclass(frozen=True)
class Said:
    """A caption as it comes in."""

    text: str
    starts_at: datetime
    speaker: str = ""
    ends_at: datetime | None = None
    sent_key: str = ""


@transaction.atomic
def paste_captions(
    *, session: LiveSession, said: Sequence[Said], by: User, now: datetime | None = None
) -> list[Caption]:
    """Add captions that a facilitator pasted; long ones are split. One undo takes all out again.

    Raises NoCaptions, TooManyCaptions, CaptionsFull, CaptionsAtAnotherTime.
    """
    now = now or timezone.now()
    session = lock_session(session)
    parts = [part for one in said for part in split_long(one)]
    if not parts:
        raise NoCaptions
    if len(parts) > MOST_AT_ONCE:
        raise TooManyCaptions(MOST_AT_ONCE)
    return _add(session, parts, CaptionSource.PASTED, by, now)


@transaction.atomic
def push_captions(
    *, session: LiveSession, said: Sequence[Said], now: datetime | None = None
) -> list[Caption]:
    """Add captions that a service sent. What came under a key before counts once; returns what is new.

    Raises CaptionsClosed, NoCaptions, TooManyCaptions, CaptionTooLong, CaptionsFull, CaptionsAtAnotherTime.
    """
    now = now or timezone.now()
    session = lock_session(session)
    keys = {one.sent_key for one in said if one.sent_key}
    there = set(Caption.objects.filter(session=session, sent_key__in=keys).values_list("sent_key", flat=True))
    fresh: list[Said] = []
    for one in said:
        if not one.sent_key or one.sent_key not in there:
            there.add(one.sent_key)
            fresh.append(one)
    if said and not fresh:  # what counted before the session closed is not refused to its second arrival
        return []
    if not session.is_open:
        raise CaptionsClosed
    if not any(clean(one.text) for one in fresh):
        raise NoCaptions
    if len(said) > MOST_PUSHED:
        raise TooManyCaptions(MOST_PUSHED)
    if any(len(clean(one.text)) > CAPTION_LENGTH for one in fresh):
        raise CaptionTooLong
    return _add(session, fresh, CaptionSource.PUSHED, None, now)


def _add(
    session: LiveSession, said: Sequence[Said], source: CaptionSource, by: User | None, now: datetime
) -> list[Caption]:
    if session.captions.count() + len(said) > MOST_IN_A_SESSION:
        raise CaptionsFull
    if by is None and any(abs(one.starts_at - now) > FURTHEST for one in said):
        raise CaptionsAtAnotherTime
    made = Caption.objects.bulk_create(
        Caption(
            session=session,
            source=source,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            speaker=label_of(one.speaker),
            text=clean(one.text),
            sent_key=one.sent_key[:64],
        )
        for one in said
        if clean(one.text)
    )
    note_speakers(session, [caption.speaker for caption in made])
    changes = Changes()
    if by:
        for caption in made:
            changes.made(caption, removed_at=now)
    _tell(session, made, changes, by, now)
    return made


def label_of(speaker: str) -> str:
    return " ".join(clean(speaker).split())[:120]


def split_long(one: Said) -> list[Said]:
    """A stretch longer than a caption, in pieces that end between words."""
    words, pieces, piece = clean(one.text).split(" "), [], ""
    for word in words:
        while len(word) > CAPTION_LENGTH:
            pieces += [piece] if piece else []
            piece, word = "", word
            pieces.append(word[:CAPTION_LENGTH])
            word = word[CAPTION_LENGTH:]
        if piece and len(piece) + 1 + len(word) > CAPTION_LENGTH:
            pieces.append(piece)
            piece = word
        else:
            piece = f"{piece} {word}" if piece else word
    pieces += [piece] if piece else []
    return [
        Said(text=text, starts_at=one.starts_at, speaker=one.speaker, ends_at=one.ends_at) for text in pieces
    ]


def note_speakers(session: LiveSession, labels: Sequence[str]) -> None:
    """A number for each voice, in the order in which they were heard first."""
    known = set(session.speakers.values_list("label", flat=True))
    number = session.speakers.aggregate(last=Max("number"))["last"] or 0
    for label in dict.fromkeys(labels):
        if label and label not in known and number < MOST_SPEAKERS:
            number += 1
            Speaker.objects.create(session=session, label=label, number=number)


def _tell(
    session: LiveSession, captions: Sequence[Caption], changes: Changes, by: User | None, now: datetime
) -> None:
    append_event(
        session=session,
        kind=EventKind.CAPTIONS_CHANGED,
        touched={LivePart.CAPTIONS: captions},
        undo=changes.undo,
        by=by,
        now=now,
    )
    keep_record_current(session=session, now=now)


@transaction.atomic
def remove_caption(*, caption: Caption, by: User, now: datetime | None = None) -> Caption:
    """Take a caption out of the room and the record. Doing it twice is quiet; undo brings it back."""
    now = now or timezone.now()
    session = lock_session(caption.session)
    caption = Caption.objects.get(pk=caption.pk)
    if caption.removed_at is None:
        changes = Changes()
        changes.set(caption, removed_at=now)
        _tell(session, [caption], changes, by, now)
    return caption


@transaction.atomic
def map_speaker(
    *, speaker: Speaker, participant: Participant | None, by: User, now: datetime | None = None
) -> Speaker:
    """Say which participant a voice is, or that it is nobody's again. Raises NotNamed."""
    now = now or timezone.now()
    session = lock_session(speaker.session)
    speaker = Speaker.objects.get(pk=speaker.pk)
    if participant and not participant.record_name:
        raise NotNamed
    if speaker.participant_id == (participant.pk if participant else None):
        return speaker
    changes = Changes()
    changes.set(speaker, participant=participant)
    append_event(
        session=session,
        kind=EventKind.CAPTIONS_CHANGED,
        touched={
            LivePart.SPEAKERS: [speaker],
            LivePart.CAPTIONS: _latest_of(speaker),
            LivePart.MINUTES: list(session.minutes.filter(speaker=speaker.label).exclude(speaker="")),
        },
        undo=changes.undo,
        by=by,
        now=now,
    )
    keep_record_current(session=session, now=now)
    return speaker


def _latest_of(speaker: Speaker) -> list[Caption]:
    """What open pages show of a voice, to be told anew under its name."""
    said = Caption.objects.filter(session=speaker.session_id, speaker=speaker.label)
    return list(said.order_by("-starts_at", "-pk")[:SHOWN_LATELY])


def renew_captions_token(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Make a new token for a captioning service; the one before is good no more."""
    return change_session(session=session, by=by, now=now, captions_nonce=get_random_string(16))


def revoke_captions_token(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """No service may send captions any more. Doing it twice is quiet; undo makes the token good again."""
    return change_session(session=session, by=by, now=now, captions_nonce="")
