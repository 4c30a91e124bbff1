"""The words of a meeting's file, as they stand in a session: what a message answers, and cut to what fits."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.imports.meetings import Meeting, Message
from forums.imports.meetings import Question as ReadQuestion
from forums.models import MINUTE_LENGTH, QUESTION_LENGTH

SHORT = 60  # characters of what a line of a chat answers


def words_of(meeting: Meeting, message: Message) -> str:
    """A message of a chat with what it answers before it and its reactions behind it."""
    return _answering(meeting, message) + message.text + _reactions(message)


def as_question(meeting: Meeting, message: Message) -> ReadQuestion:
    """A message of a chat that asks something."""
    return ReadQuestion(
        text=words_of(meeting, message),
        asker=message.name,
        when=message.when,
        key=message.key,
    )


def _answering(meeting: Meeting, message: Message) -> str:
    """What a message answers, in its first words."""
    answered = meeting.messages[message.reply_to].text if message.reply_to is not None else message.quoted
    words = " ".join(answered.split())
    if not words:
        return ""
    return _("To “%(words)s”:") % {"words": words if len(words) <= SHORT else f"{words[:SHORT]}…"} + " "


def _reactions(message: Message) -> str:
    """How many people reacted with each sign; never who."""
    counts = [f"{reaction.sign} {len(reaction.people)}" for reaction in message.reactions]
    return f" ({', '.join(counts)})" if counts else ""


def cut_to_fit(text: str) -> tuple[str, str, list[str]]:
    """A question's words, what does not fit there as its context, and what does not fit there either."""
    words, *more = in_pieces(text, QUESTION_LENGTH)
    room = QUESTION_LENGTH - 2 * SHORT  # for what else stands there
    context, *rest = in_pieces(" ".join(more), room) if more else [""]
    return words, context, in_pieces(" ".join(rest), MINUTE_LENGTH - SHORT) if rest else []


def words_beside(context: str, read: ReadQuestion) -> str:
    """What stands beside a question: the rest of its words, who wanted it there, that a voice answered it."""
    told = [context]
    if read.votes:
        votes = ngettext("%(count)s vote in the meeting.", "%(count)s votes in the meeting.", read.votes)
        told.append(votes % {"count": read.votes})
    if read.is_answered_live:
        told.append(_("Answered live in the meeting."))
    return "\n".join(filter(None, told))


def in_pieces(text: str, limit: int) -> list[str]:
    """Text in pieces that fit, cut between words where it can be."""
    pieces = []
    while len(text) > limit:
        cut = max(text.rfind(" ", 0, limit + 1), text.rfind("\n", 0, limit + 1))
        cut = cut if cut > limit // 2 else limit
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text] if text or not pieces else pieces
