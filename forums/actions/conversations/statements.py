"""Statements drawn from a conversation: made, reworded, taken out and put back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.conversations.changing import lock_conversation
from forums.actions.conversations.opinions import find_opinions_anew
from forums.actions.quotations import pick_quotation
from forums.models import (
    STATEMENT_LENGTH,
    Conversation,
    Post,
    Quotation,
    Statement,
    StatementState,
    StatementVote,
)

MOST_STATEMENTS = 300
REASON_LENGTH = 200


class StatementEmpty(ActionError):
    message = _("Please write the statement: one sentence that people can agree or disagree with.")
    status = 400


class StatementTooLong(ActionError):
    message = _("A statement can have %(limit)s characters: one thought. Please shorten it, or make two.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": STATEMENT_LENGTH})


class StatementThere(ActionError):
    message = _("This statement is there already, as number %(number)s.")
    status = 400

    def __init__(self, number: int) -> None:
        super().__init__(self.message % {"number": number})


class TooManyStatements(ActionError):
    message = _("A conversation can have %(limit)s statements. People would not get through more.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_STATEMENTS})


class StatementHasVotes(ActionError):
    message = _(
        "Somebody has voted on this statement, so its words stay. Take it out, and draw another in its place."
    )


class StatementChangedMeanwhile(ActionError):
    code = "stale"
    message = _("Somebody else changed this statement meanwhile. Compare both, then save again.")


class ReasonMissing(ActionError):
    message = _("Please say why it is taken out: those who voted on it can read that.")
    status = 400


class WordsWithdrawn(ActionError):
    message = _("The words behind this statement were withdrawn, so it stays out.")


@transaction.atomic
def draw_statement(
    *,
    conversation: Conversation,
    text: str,
    by: User,
    post: Post | None = None,
    words: str = "",
    quotation: Quotation | None = None,
    now: datetime | None = None,
) -> Statement:
    """Put a sentence beside the others. It can rest on a quotation, or on words of a post of the record.

    While people vote it is put to them at once; else it waits until the voting is opened. Raises
    StatementEmpty, StatementTooLong, StatementThere, TooManyStatements, and what ``pick_quotation`` raises.
    """
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    text = _worded(text)
    _require_new(conversation, text)
    if conversation.statements.count() >= MOST_STATEMENTS:
        raise TooManyStatements
    if post and words.strip():
        quotation = pick_quotation(post=post, words=words, by=by, now=now)
    last = conversation.statements.aggregate(last=Max("number"))["last"] or 0
    return Statement.objects.create(
        conversation=conversation,
        number=last + 1,
        text=text,
        quotation=quotation,
        state=StatementState.OPEN if conversation.takes_votes(now) else StatementState.PROPOSED,
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def reword_statement(*, statement: Statement, text: str, seen: str) -> Statement:
    """Change its words while nobody has voted on them; ``seen`` is what the form was made from.

    The same again is quiet. Raises StatementHasVotes, StatementChangedMeanwhile, and what drawing raises.
    """
    conversation, statement = _locked(statement)
    text = _worded(text)
    if text == statement.text:
        return statement
    if StatementVote.objects.filter(statement=statement).exists():
        raise StatementHasVotes
    if seen != statement.text:
        raise StatementChangedMeanwhile
    _require_new(conversation, text)
    statement.text = text
    statement.save(update_fields=["text"])
    return statement


@transaction.atomic
def take_out_statement(*, statement: Statement, reason: str) -> Statement:
    """Ask it of nobody any more, and leave it out of the result; its votes are kept. Twice is quiet.

    Raises ReasonMissing.
    """
    conversation, statement = _locked(statement)
    if statement.is_taken_out:
        return statement
    reason = " ".join(clean(reason).split())[:REASON_LENGTH]
    if not reason:
        raise ReasonMissing
    statement.state, statement.reason = StatementState.TAKEN_OUT, reason
    statement.save(update_fields=["state", "reason"])
    find_opinions_anew(conversation)
    return statement


@transaction.atomic
def put_back_statement(*, statement: Statement) -> Statement:
    """Undo taking it out, with the votes that it had. Raises WordsWithdrawn."""
    conversation, statement = _locked(statement)
    if not statement.is_taken_out:
        return statement
    if statement.quotation and statement.quotation.is_withdrawn:
        raise WordsWithdrawn
    was_voted_on = conversation.voting_opened_at is not None
    statement.state = StatementState.OPEN if was_voted_on else StatementState.PROPOSED
    statement.reason = ""
    statement.save(update_fields=["state", "reason"])
    find_opinions_anew(conversation)
    return statement


def _worded(text: str) -> str:
    text = " ".join(clean(text).split())
    if not text:
        raise StatementEmpty
    if len(text) > STATEMENT_LENGTH:
        raise StatementTooLong
    return text


def _require_new(conversation: Conversation, text: str) -> None:
    same = conversation.statements.filter(text__iexact=text).exclude(state=StatementState.TAKEN_OUT).first()
    if same:
        raise StatementThere(same.number)


def _locked(statement: Statement) -> tuple[Conversation, Statement]:
    conversation = lock_conversation(statement.conversation_id)
    return conversation, Statement.objects.select_related("quotation").get(pk=statement.pk)
