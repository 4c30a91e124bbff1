"""What the votes on statements came to: worked out by a job once the voting has closed.

No result is worked out while people vote: two looks, before and after somebody's vote, would show it.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from exchange.work.jobs import job
from forums.actions.conversations.changing import lock_conversation
from forums.models import Conversation, OpinionResult, Statement, StatementState, StatementVote
from forums.opinion.result import Result, result_of


def find_opinions_anew(conversation: Conversation) -> None:
    """Of a locked conversation whose votes or statements changed: the result goes, and comes if it may."""
    OpinionResult.objects.filter(conversation=conversation).delete()
    if conversation.has_closed_votes:
        find_opinions.later(conversation_id=conversation.pk)


@job()
def find_opinions(conversation_id: int) -> str:
    conversation = Conversation.objects.get(pk=conversation_id)
    if not conversation.has_closed_votes:
        return "the voting is open"
    return "found" if keep_opinions(conversation, now=timezone.now()) else "nothing new"


def keep_opinions(conversation: Conversation, *, now: datetime) -> bool:
    """Work out what the votes came to, and keep it unless they changed meanwhile; true if it is new."""
    statements, voters, votes, left_out = votes_of(conversation)
    digest = _digest(statements, voters, votes, left_out)
    if OpinionResult.objects.filter(conversation=conversation, digest=digest).exists():
        return False
    told = _told(result_of(votes, left_out=left_out), statements, voters)
    with transaction.atomic():
        locked = lock_conversation(conversation.pk)
        if not locked.has_closed_votes or _digest(*votes_of(locked)) != digest:
            return False  # another job is on its way
        OpinionResult.objects.update_or_create(
            conversation=locked, defaults={"digest": digest, "result": told, "found_at": now}
        )
    return True


Votes = tuple[list[int], list[int], Any, list[bool]]


def votes_of(conversation: Conversation) -> Votes:
    """Statements and voters (ids, in order), their matrix of votes, and which statements are taken out."""
    rows = Statement.objects.filter(conversation=conversation).exclude(state=StatementState.PROPOSED)
    standing = list(rows.order_by("number").values_list("pk", "state"))
    columns = {pk: at for at, (pk, _state) in enumerate(standing)}
    cast = list(
        StatementVote.objects.filter(statement__in=rows)
        .order_by("voter")
        .values_list("voter", "statement", "value")
    )
    voters = list(dict.fromkeys(voter for voter, _statement, _value in cast))
    places = {voter: at for at, voter in enumerate(voters)}
    matrix = np.full((len(voters), len(columns)), np.nan)
    for voter, statement, value in cast:
        matrix[places[voter], columns[statement]] = value
    return list(columns), voters, matrix, [state == StatementState.TAKEN_OUT for _pk, state in standing]


def _digest(statements: list[int], voters: list[int], votes: Any, left_out: list[bool]) -> str:
    return sha256(repr((statements, voters, left_out)).encode() + votes.tobytes()).hexdigest()


def _told(result: Result, statements: list[int], voters: list[int]) -> dict[str, Any]:
    """As JSON, statements by their ids. ``labels`` stay inside: who is in which group."""
    tallies = result.tallies
    return {
        "statements": statements,
        "voters": len(voters),
        "counted": result.counted,
        "sizes": tallies.sizes.tolist(),
        "agree": tallies.agree.tolist(),
        "disagree": tallies.disagree.tolist(),
        "passed": tallies.passed.tolist(),
        "representative": [
            [[statements[one.statement], one.side.value] for one in group] for group in result.representative
        ],
        "consensus": [[statements[one.statement], one.side.value] for one in result.consensus],
        "divides": [[statements[one.statement], one.agrees_most, one.agrees_least] for one in result.divides],
        "uncertain": [[statements[one.statement], one.has_few_votes] for one in result.uncertain],
        "stability": {
            "likeness": round(result.stability.likeness, 3),
            "by_chance": round(result.stability.by_chance, 3),
            "is_stable": result.stability.is_stable,
        },
        "dots": [[round(dot.x, 3), round(dot.y, 3), dot.group] for dot in result.dots]
        if result.dots is not None
        else None,
        "labels": dict(zip(map(str, voters), result.labels.tolist(), strict=True)),
    }
