"""The votes on a conversation's statements in the layout of a Polis export, for who counts again.

They are of those who are in a group, as the page tells them: whoever voted too little to be in one could be
told from the difference. Participants are numbered anew, at random, for each file.
"""

from datetime import UTC, datetime
from secrets import SystemRandom

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casestudies.presentation import absolute
from exchange.errors import ActionError
from forums.models import Conversation, OpinionResult, Statement, StatementState, StatementVote
from forums.opinion.polis.rows import IN, OUT, Comment, Participant, Summary, VoteTable
from forums.opinion.polis.writing import write_comments, write_summary, write_votes
from forums.opinion.privacy import SMALLEST_MAP

VOTES, COMMENTS, SUMMARY = "participants-votes", "comments", "summary"
FILES = ((VOTES, _("Single votes, unnamed")), (COMMENTS, _("Statements")), (SUMMARY, _("Figures")))
NAMES = tuple(name for name, _label in FILES)


class RefusedFile(ActionError):
    """The parent of both: the file is not given."""


class NotWorkedOut(RefusedFile):
    message = _("The votes are being worked out. Please try again in a moment.")


class TooFewForVotes(RefusedFile):
    message = _(
        "Fewer than fifteen people voted enough to be counted. Single votes would tell who they are, so "
        "there is no file of them. The statements and their counts are in the other files."
    )


class VotesAreForHosts(RefusedFile):
    message = _("Single votes, even without names, are given to those who run the conversation alone.")
    status = 403


def polis_file(conversation: Conversation, name: str, *, may_run: bool) -> str:
    """One of NAMES. Raises NotWorkedOut, TooFewForVotes, VotesAreForHosts."""
    if name == VOTES and not may_run:
        raise VotesAreForHosts
    kept = OpinionResult.objects.filter(conversation=conversation).first()
    if kept is None:
        raise NotWorkedOut
    found = Statement.objects.in_bulk(kept.result["statements"])
    statements = [found[pk] for pk in kept.result["statements"] if pk in found]
    if name == VOTES:
        return write_votes(_votes(kept, statements))
    if name == COMMENTS:
        return write_comments(_comments(kept, statements, conversation))
    return write_summary(_summary(kept, statements, conversation))


def _votes(kept: OpinionResult, statements: list[Statement]) -> VoteTable:
    labels = {int(voter): label for voter, label in kept.result["labels"].items() if label >= 0}
    if len(labels) < SMALLEST_MAP:
        raise TooFewForVotes
    cast: dict[int, dict[int, int]] = {voter: {} for voter in labels}
    rows = StatementVote.objects.filter(voter__in=labels, statement__in=statements)
    for voter, statement, value in rows.values_list("voter", "statement", "value"):
        cast[voter][statement] = value
    numbers = list(range(len(labels)))
    SystemRandom().shuffle(numbers)
    participants = sorted(
        (
            Participant(
                number, labels[voter], 0, tuple(cast[voter].get(statement.pk) for statement in statements)
            )
            for number, voter in zip(numbers, labels, strict=True)
        ),
        key=lambda row: row.number,
    )
    return VoteTable(tuple(statement.number for statement in statements), tuple(participants))


def _comments(kept: OpinionResult, statements: list[Statement], conversation: Conversation) -> list[Comment]:
    columns = {pk: at for at, pk in enumerate(kept.result["statements"])}
    return [
        Comment(
            number=statement.number,
            author=0,
            created_at=_day(statement.made_at),
            agrees=sum(group[columns[statement.pk]] for group in kept.result["agree"]),
            disagrees=sum(group[columns[statement.pk]] for group in kept.result["disagree"]),
            moderated=OUT if statement.is_taken_out else IN,
            text=statement.text,
        )
        for statement in statements
    ]


def _day(moment: datetime) -> datetime:
    """The day alone: a statement that is drawn while somebody speaks would tell when they did."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _summary(kept: OpinionResult, statements: list[Statement], conversation: Conversation) -> Summary:
    standing = [one for one in statements if one.state == StatementState.OPEN]
    return Summary(
        topic=conversation.title,
        url=absolute(reverse("conversation", args=[conversation.slug])),
        views=0,
        voters=kept.result["voters"],
        voters_in_conversation=kept.result["counted"],
        commenters=0,
        comments=len(standing),
        groups=len(kept.result["sizes"]),
        description=conversation.purpose,
    )
