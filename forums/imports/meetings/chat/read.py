"""A chat as messages, with replies tied to what they answer and reactions folded into what they are for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from exchange.text.characters import fold_spaces
from forums.imports.meetings.chat.entries import Entry, Hearing, cut, in_order
from forums.imports.meetings.chat.signs import Reacted, reaction_in, replies_in, says_removed
from forums.imports.meetings.meeting import Kind, Meeting, Message, Reaction, Start, When, keys_of
from forums.imports.meetings.moments import zone_here
from forums.imports.meetings.names import holds_address, name_of
from forums.imports.meetings.refusals import MeetingTooLong, NothingToImport
from forums.imports.meetings.report import Point, Reason, Tally

MOST_ENTRIES = 20_000
LATEST_FIRST = timedelta(hours=6)  # a recording in whose first six hours nobody wrote is none
STEM = 8
LOOKED_BACK = 200
REASONS = {Hearing.ONE: Reason.PRIVATE, Hearing.A_FEW: Reason.FOR_A_FEW}


def read_chat(text: str, start: Start, tally: Tally) -> Meeting:
    """``start`` is what the file's name tells. Raises MeetingUnreadable."""
    orphans, entries = cut(text)
    if len(entries) > MOST_ENTRIES:
        raise MeetingTooLong(MeetingTooLong.message % {"most": MOST_ENTRIES})
    for line in orphans:
        tally.found += 1
        tally.leave_out(_("line %s") % line, Reason.NO_AUTHOR)
    folder = _Folder(tally, tells_offsets(entries))
    for entry, goes_back in in_order(entries):
        tally.found += 1
        if goes_back:
            tally.note(_("line %s") % entry.line, Point.TIME_GOES_BACK)
        folder.take(entry)
    messages = folder.messages()
    if not messages:
        raise NothingToImport(NothingToImport.message % {"why": _("nobody wrote to everyone.")})
    said = [(Kind.ZOOM_CHAT, message.name, message.when, message.text) for message in messages]
    return Meeting(
        kind=Kind.ZOOM_CHAT,
        report=tally.report(),
        start=start,
        messages=tuple(
            replace(message, key=key) for message, key in zip(messages, keys_of(said), strict=True)
        ),
    )


def tells_offsets(entries: list[Entry]) -> bool:
    """Whether times count from the recording's start: those of cloud recordings do.

    The form with tabs is theirs, unless its first time is one that no recording would have. The other
    form tells times of day, unless its first hour is the first after midnight.
    """
    if not entries or entries[0].has_half_days or entries[0].day:
        return False
    first = entries[0].count
    if entries[0].is_saved:
        return first < timedelta(hours=1)
    return first < LATEST_FIRST or any(entry.shown is None for entry in entries)


@dataclass
class _Words:
    """Messages by what they say, so that a shortened quotation finds its message."""

    begun: dict[str, list[int]] = field(default_factory=dict)
    whole: dict[str, list[int]] = field(default_factory=dict)
    said: list[tuple[int, str]] = field(default_factory=list)

    def add(self, place: int, text: str) -> None:
        words = fold_spaces(text)
        known = len(self.said)
        self.said.append((place, words))
        self.whole.setdefault(words, []).append(known)
        self.begun.setdefault(words[:STEM], []).append(known)

    def matching(self, quote: str) -> Iterator[int]:
        """The latest first: those that say just this, then those that begin like a quotation cut short."""
        words = fold_spaces(quote)
        exact = self.whole.get(words, [])
        yield from (self.said[known][0] for known in reversed(exact))
        stem = words.removesuffix("...").removesuffix("…").rstrip()
        if not stem or (stem == words and len(stem) < 2 * STEM):
            return
        latest = range(max(0, len(self.said) - LOOKED_BACK), len(self.said))
        for known in reversed(self.begun.get(stem[:STEM], []) if len(stem) >= STEM else latest):
            place, said = self.said[known]
            if said.startswith(stem) and said != words:
                yield place


@dataclass
class _Folder:
    tally: Tally
    has_offsets: bool
    read: list[Message] = field(default_factory=list)
    words: _Words = field(default_factory=_Words)
    private: _Words = field(default_factory=_Words)
    reactions: list[dict[str, list[str]]] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        where = _("line %s") % entry.line
        if entry.hearing is not Hearing.EVERYONE:
            self.private.add(0, entry.text)
            self.tally.leave_out(where, REASONS[entry.hearing])
        elif says_removed(entry.text):
            self.tally.leave_out(where, Reason.REMOVED)
        elif reacted := reaction_in(entry.text):
            self._fold(reacted, self._name(entry, where), where)
        else:
            self._add(entry, where)

    def messages(self) -> list[Message]:
        return [
            replace(
                message,
                reactions=tuple(Reaction(sign, tuple(people)) for sign, people in given.items() if people),
            )
            for message, given in zip(self.read, self.reactions, strict=True)
        ]

    def _add(self, entry: Entry, where: str) -> None:
        reply_to, quoted, text = self._answering(entry.text, where)
        if not text:
            self.tally.leave_out(where, Reason.EMPTY)
            return
        self.read.append(
            Message(
                name=self._name(entry, where),
                text=text,
                when=self._when(entry),
                reply_to=reply_to,
                quoted=quoted,
                where=where,
            )
        )
        place = len(self.read) - 1
        self.words.add(place, text)
        if text != entry.text:
            self.words.add(place, entry.text)  # who answers an answer may quote it with its quotation
        self.reactions.append({})
        self.tally.kept += 1

    def _answering(self, text: str, where: str) -> tuple[int | None, str, str]:
        """The message that these words answer, the quotation if that is not in the file, and the words."""
        ways = list(replies_in(text))
        for quote, words in ways:
            found = list(islice(self.words.matching(quote), 2))
            if found:
                if len(found) > 1:
                    self.tally.note(where, Point.SEVERAL_FIT, quote[:80])
                return found[0], "", words
        if not ways:
            return None, "", text
        if any(self._is_private(quote) for quote, _words in ways):
            self.tally.note(where, Point.ANSWERS_PRIVATE)
            return None, "", ways[0][1]
        self.tally.note(where, Point.ANSWERS_UNKNOWN, ways[0][0][:80])
        return None, ways[0][0], ways[0][1]

    def _fold(self, reacted: Reacted, name: str, where: str) -> None:
        places = list(islice(self.words.matching(reacted.quote), LOOKED_BACK))
        if not places:
            is_private = self._is_private(reacted.quote)
            self.tally.leave_out(where, Reason.PRIVATE if is_private else Reason.NO_TARGET)
            return
        self.tally.folded += 1
        if not reacted.is_taken_back:
            if len(places) > 1:
                self.tally.note(where, Point.SEVERAL_FIT, reacted.quote[:80])
            self.reactions[places[0]].setdefault(reacted.sign, []).append(name)
            return
        for place in places:
            people = self.reactions[place].get(reacted.sign, [])
            if name in people:
                people.remove(name)
                return
        self.tally.note(where, Point.UNSURE_REMOVAL, reacted.sign)

    def _is_private(self, quote: str) -> bool:
        return any(True for _place in self.private.matching(quote))

    def _name(self, entry: Entry, where: str) -> str:
        if holds_address(entry.name):
            self.tally.note(where, Point.ADDRESS_IN_NAME)
        return name_of(entry.name)

    def _when(self, entry: Entry) -> When:
        if self.has_offsets:
            return When(offset=entry.count)
        if entry.shown is None:
            return When()
        if entry.day:
            return When(moment=datetime.combine(entry.day, entry.shown, tzinfo=zone_here()))
        return When(time_of_day=entry.shown)
