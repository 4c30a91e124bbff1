"""A file of a meeting becomes rows of a session: questions, lines of a chat, captions."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from exchange.people.models import User
from forums.actions.live.captions import (
    MOST_IN_A_SESSION,
    CaptionsFull,
    Said,
    label_of,
    note_speakers,
    split_long,
)
from forums.actions.live.following_imports import add_answer, batches_of, bring_back
from forums.actions.live.imported_words import as_question, cut_to_fit, in_pieces, words_beside, words_of
from forums.actions.live.unnamed import appearance_under_terms
from forums.imports.meetings import Answer, Clock, Meeting, Message, When
from forums.imports.meetings import Question as ReadQuestion
from forums.models import (
    MINUTE_LENGTH,
    AgendaItem,
    AnsweringSpan,
    Caption,
    CaptionSource,
    HeardIn,
    ImportedPart,
    MeetingImport,
    Minute,
    MinuteKind,
    Participant,
    Question,
    QuestionState,
    Speaker,
)

NAME_LENGTH = 80


@dataclass
class Brought:
    """What became of the parts of a file."""

    questions: int = 0
    answers: int = 0
    minutes: int = 0
    captions: int = 0
    known: int = 0  # here already
    chosen_out: int = 0  # messages that the facilitator left out

    @property
    def added(self) -> int:
        return self.questions + self.answers + self.minutes + self.captions

    def counts(self) -> dict[str, int]:
        return asdict(self)


def bring_in(
    row: MeetingImport,
    meeting: Meeting,
    *,
    clock: Clock,
    questions: frozenset[int],
    keeps_other_messages: bool,
    people: Mapping[str, Participant | None],
    by: User,
    now: datetime,
) -> Brought:
    """Write what is new of a file. Needs the session's lock. Raises CaptionsFull."""
    writer = _Writer(row, meeting, clock, people, by, now)
    for question in meeting.questions:
        writer.take_question(question)
    for place, message in enumerate(meeting.messages):
        if place in questions:
            writer.take_question(as_question(meeting, message))
        elif keeps_other_messages:
            writer.take_message(message)
        else:
            writer.brought.chosen_out += 1
    writer.take_cues()
    writer.save()
    return writer.brought


def keys_in(meeting: Meeting) -> list[str]:
    """By which each part of a file is known again, answers included."""
    keys = [question.key for question in meeting.questions]
    keys += [message.key for message in meeting.messages]
    keys += [cue.key for cue in meeting.cues]
    return keys + [
        key_of_answer(question, answer) for question in meeting.questions for answer in question.answers
    ]


def key_of_answer(question: ReadQuestion, answer: Answer) -> str:
    told = "\x1f".join((question.key, answer.person, answer.text))
    return sha256(told.encode(errors="replace")).hexdigest()[:40]


class _Writer:
    def __init__(
        self,
        row: MeetingImport,
        meeting: Meeting,
        clock: Clock,
        people: Mapping[str, Participant | None],
        by: User,
        now: datetime,
    ) -> None:
        self.row = row
        self.session = row.session
        self.meeting = meeting
        self.clock = clock
        self.people = people
        self.by = by
        self.now = now
        self.brought = Brought()
        self.latest = clock.start  # of a part with a time: those without follow it
        self.known = _known_parts(row, keys_in(meeting))
        self.askers: dict[str, Participant] = {}
        self.minutes: list[tuple[str, Minute]] = []
        self.captions: list[tuple[str, Caption]] = []
        self.items = list(self.session.agenda_items.filter(is_removed=False, started_at__isnull=False))
        self._note_speakers()

    def _note_speakers(self) -> None:
        """A number for each voice, in the order of the file; askers have one where they are somebody here."""
        answering = [answer.person for question in self.meeting.questions for answer in question.answers]
        labels = [*answering, *(message.name for message in self.meeting.messages)]
        labels += [cue.name for cue in self.meeting.cues]
        labels += [name for name in self.meeting.people if self.people.get(name)]
        note_speakers(self.session, [label_of(label) for label in labels])
        numbers = Speaker.objects.filter(session=self.session).values_list("label", "number")
        self.numbers = dict(numbers)

    # Questions ------------------------------------------------------------------------------------
    def take_question(self, read: ReadQuestion) -> None:
        at = self._moment(read.when)
        part = self.known.get(read.key)
        if part and part.taken_out_at and part.question:
            self._take_back(part)
            question = part.question
            Question.objects.filter(pk=question.pk).update(meeting_import=self.row, asked_at=at)
            self.brought.questions += 1
        elif part:
            self.brought.known += 1
            if part.question is None:  # it came as a line of a chat
                return
            question = part.question
        else:
            question = self._ask(read, at)
            self.brought.questions += 1
        self._take_answers(read, question)

    def _ask(self, read: ReadQuestion, at: datetime) -> Question:
        text, context, rest = cut_to_fit(read.text)
        asker = self._asker(read.asker)
        question = Question.objects.create(
            session=self.session,
            asker=asker,
            is_anonymous=read.is_anonymous or not read.asker,
            text=text,
            context=words_beside(context, read),
            state=QuestionState.HIDDEN if read.is_dismissed else QuestionState.PUBLISHED,
            hidden_reason=_("It was dismissed in the meeting.") if read.is_dismissed else "",
            heard_in=HeardIn.IMPORTED,
            entered_by=self.by,
            asked_at=at,
            let_through_at=None if read.is_dismissed else self.now,
            meeting_import=self.row,
        )
        ImportedPart.objects.create(
            session=self.session, meeting_import=self.row, key=read.key, question=question
        )
        if read.is_answered_live:
            question.answered_at = self._answered_at(read) or at
            question.state = QuestionState.ANSWERED
            question.save(update_fields=["answered_at", "state"])
        for number, words in enumerate(rest):
            self._note(f"{read.key}:{number}", _("A question goes on: %(words)s") % {"words": words}, at)
        return question

    def _take_answers(self, read: ReadQuestion, question: Question) -> None:
        """New answers follow those that are there; the stamp is from the first to the last of them."""
        several = len({answer.person for answer in read.answers}) > 1
        fresh = []
        for answer in read.answers:
            key = key_of_answer(read, answer)
            if key not in self.known:
                fresh.append((key, answer))
            elif self.known[key].taken_out_at:
                self._take_back(self.known[key])
                self.brought.answers += 1
        if not fresh:
            return
        question.refresh_from_db()
        for key, answer in fresh:
            words = self._signed(answer) if several or question.answer else answer.text
            add_answer(question, words, at=self.clock.moment(answer.when) or question.asked_at)
            part = ImportedPart(session=self.session, meeting_import=self.row, key=key, question=question)
            part.words = words
            part.save()
            self.known[key] = part  # the very same answer twice is one
        self.brought.answers += len(fresh)
        question.answered_by = question.answered_by or self.by
        question.save(update_fields=["answered_by"])
        moments = [at for _key, answer in fresh if (at := self.clock.moment(answer.when))]
        if moments:
            AnsweringSpan.objects.create(question=question, started_at=min(moments), ended_at=max(moments))

    def _answered_at(self, read: ReadQuestion) -> datetime | None:
        moments = (self.clock.moment(answer.when) for answer in read.answers)
        return min(filter(None, moments), default=None)

    def _signed(self, answer: Answer) -> str:
        """By a number alone: names stand in no words, so that consent can be taken back."""
        number = None if self.session.is_chatham_house else self.numbers.get(label_of(answer.person))
        voice = _("Speaker %(number)s") % {"number": number} if number else _("Somebody")
        return f"{voice}: {answer.text}"

    def _asker(self, name: str) -> Participant:
        """Somebody who takes part, where the facilitator said so; else a name that was entered."""
        person = self.people.get(name)
        if person:
            return person
        if name not in self.askers:
            self.askers[name], _is_new = Participant.objects.get_or_create(
                session=self.session,
                guest_key=uuid5(NAMESPACE_URL, f"imported in {self.session.slug}: {name}"),
                defaults={
                    **appearance_under_terms(
                        self.session, {"guest_name": name[:NAME_LENGTH], "is_anonymous": not name}
                    ),
                    "joined_at": self.now,
                    "is_entered": True,
                },
            )
        return self.askers[name]

    # Lines of a chat, and speech ------------------------------------------------------------------
    def take_message(self, message: Message) -> None:
        at = self._moment(message.when)
        part = self.known.get(message.key)
        if part:
            if part.taken_out_at and part.minute_id:
                self._take_back(part)
                Minute.objects.filter(pk=part.minute_id).update(meeting_import=self.row, noted_at=at)
                self.brought.minutes += 1
            else:
                self.brought.known += 1
            return
        text = words_of(self.meeting, message)
        for number, words in enumerate(in_pieces(text, MINUTE_LENGTH)):
            key = f"{message.key}:{number}" if number else message.key
            self._note(key, words, at, label_of(message.name))
        self.brought.minutes += 1

    def _note(self, key: str, words: str, at: datetime, speaker: str = "") -> None:
        on = (item for item in self.items if _is_on(item, at))
        minute = Minute(
            session=self.session,
            agenda_item=next(on, None),
            kind=MinuteKind.CHAT,
            speaker=speaker,
            text=words,
            noted_at=at,
            meeting_import=self.row,
        )
        self.minutes.append((key, minute))

    def take_cues(self) -> None:
        back = []
        for cue in self.meeting.cues:
            starts_at = self.clock.start + cue.start
            ends_at = self.clock.start + cue.end if cue.end is not None else None
            part = self.known.get(cue.key)
            if part is None:
                said = Said(text=cue.text, starts_at=starts_at, ends_at=ends_at, speaker=label_of(cue.name))
                self._say(cue.key, said)
                self.brought.captions += 1
            elif part.taken_out_at and part.caption_id:
                back.append(part)
                times = {"starts_at": starts_at, "ends_at": ends_at}
                Caption.objects.filter(pk=part.caption_id).update(meeting_import=self.row, **times)
                self.brought.captions += 1
            else:
                self.brought.known += 1
        for some in batches_of(back):
            bring_back(some, self.now)
            ImportedPart.objects.filter(pk__in=[part.pk for part in some]).update(meeting_import=self.row)
        there = self.session.captions.filter(removed_at=None).count()
        if there + len(self.captions) > MOST_IN_A_SESSION:
            raise CaptionsFull

    def _say(self, key: str, said: Said) -> None:
        for number, piece in enumerate(split_long(said)):
            caption = Caption(
                session=self.session,
                source=CaptionSource.IMPORTED,
                starts_at=piece.starts_at,
                ends_at=piece.ends_at,
                speaker=piece.speaker,
                text=piece.text,
                meeting_import=self.row,
            )
            self.captions.append((f"{key}:{number}" if number else key, caption))

    # All of them ----------------------------------------------------------------------------------
    def save(self) -> None:
        Minute.objects.bulk_create((minute for _key, minute in self.minutes), batch_size=500)
        Caption.objects.bulk_create((caption for _key, caption in self.captions), batch_size=500)
        own = {"session": self.session, "meeting_import": self.row}
        parts = [ImportedPart(key=key, minute=minute, **own) for key, minute in self.minutes]
        parts += [ImportedPart(key=key, caption=caption, **own) for key, caption in self.captions]
        ImportedPart.objects.bulk_create(parts, batch_size=500)

    def _take_back(self, part: ImportedPart) -> None:
        """What an undone import had brought is this import's now."""
        bring_back([part], self.now)
        part.taken_out_at = None
        part.meeting_import = self.row
        part.save(update_fields=["meeting_import"])

    def _moment(self, when: When) -> datetime:
        self.latest = self.clock.moment(when) or self.latest
        return self.latest


def _known_parts(row: MeetingImport, keys: Iterable[str]) -> dict[str, ImportedPart]:
    known = {}
    for some in batches_of(dict.fromkeys(keys)):
        parts = ImportedPart.objects.filter(session=row.session_id, key__in=some)
        known.update({part.key: part for part in parts.select_related("question")})
    return known


def _is_on(item: AgendaItem, at: datetime) -> bool:
    return bool(item.started_at and item.started_at <= at and (item.ended_at is None or at < item.ended_at))
