"""Which opinion groups of a conversation appear in a summary of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import (
    Citation,
    Post,
    Statement,
    StatementState,
    StatementVote,
    StatementVoter,
    Summary,
    Terms,
)
from forums.opinion.representing import Representative, Side
from forums.opinion.result import Result, result_of

SMALLEST_GROUP = 5  # people; smaller ones are not told apart
SMALLEST_SHARE = 0.1  # of those who voted enough to count
STATEMENTS_SHOWN = 2


@dataclass(frozen=True)
class Represented:
    """A kind of people, a place or a group: how much they said, and how much of it is cited."""

    label: str
    sources: int
    cited: int
    appears: bool


def groups_of(summary: Summary, cited: Collection[int]) -> list[Represented]:
    """The groups of at least ten percent and five people, those that do not appear first.

    A group appears where words of one of its people are cited, as far as the terms let it be known whose
    they are, or words that a statement was drawn from which tells the group from the others.
    """
    if summary.conversation_id is None or summary.conversation is None:
        return []
    statements = list(
        Statement.objects.filter(conversation=summary.conversation_id)
        .exclude(state=StatementState.PROPOSED)
        .order_by("number")
    )
    votes = list(
        StatementVote.objects.filter(statement__in=[one.pk for one in statements]).values_list(
            "voter", "statement", "value"
        )
    )
    if not votes:
        return []
    voters, result = _result(statements, votes)
    is_sealed = summary.conversation.terms == Terms.CHATHAM_HOUSE
    said = {} if is_sealed else _said_by(summary, voters)
    quoted = _quoted(summary)
    groups = []
    for number, size in enumerate(result.tallies.sizes):
        if size < SMALLEST_GROUP or size < SMALLEST_SHARE * result.counted:
            continue
        members = {voters[place] for place in np.flatnonzero(result.labels == number)}
        own = {post for voter, posts in said.items() if voter in members for post in posts}
        known_by = [statements[one.statement] for one in _agreed(result, number)]
        stands_for = {one.quotation_id for one in known_by if one.quotation_id}
        groups.append(
            Represented(
                label=_label(number + 1, int(size), known_by),
                sources=len(own) + len(stands_for),
                cited=len(own & set(cited)) + len(stands_for & quoted),
                appears=bool(own & set(cited) or stands_for & quoted),
            )
        )
    return sorted(groups, key=lambda group: group.appears)


def _result(statements: list[Statement], votes: Iterable[tuple[int, int, int]]) -> tuple[list[int], Result]:
    columns = {one.pk: column for column, one in enumerate(statements)}
    by_voter: dict[int, dict[int, int]] = defaultdict(dict)
    for voter, statement, value in votes:
        by_voter[voter][columns[statement]] = value
    voters = sorted(by_voter)
    matrix = np.full((len(voters), len(statements)), np.nan)
    for row, voter in enumerate(voters):
        for column, value in by_voter[voter].items():
            matrix[row, column] = value
    left_out = [one.state == StatementState.TAKEN_OUT for one in statements]
    return voters, result_of(matrix, left_out=left_out)


def _agreed(result: Result, group: int) -> list[Representative]:
    return [one for one in result.representative[group] if one.side == Side.AGREE]


def _said_by(summary: Summary, voters: Collection[int]) -> dict[int, set[int]]:
    """The sources that voters wrote under their name, by voter."""
    found: dict[int, set[int]] = defaultdict(set)
    known = StatementVoter.objects.filter(pk__in=voters).values_list("pk", "user", "participant__user")
    people = {user: voter for voter, *users in known for user in users if user}
    posts = Post.objects.filter(thread__in=summary.threads.all(), author__in=people)
    for post, author in posts.values_list("pk", "author"):
        found[people[author]].add(post)
    return found


def _quoted(summary: Summary) -> set[int]:
    standing = Citation.objects.filter(item__summary=summary, quotation__withdrawn_at__isnull=True)
    return set(standing.values_list("quotation", flat=True))


def _label(number: int, size: int, known_by: list[Statement]) -> str:
    people = ngettext("Group %(number)d, %(size)d person", "Group %(number)d, %(size)d people", size) % {
        "number": number,
        "size": size,
    }
    said = "; ".join(f"“{one.text}”" for one in known_by[:STATEMENTS_SHOWN])
    return _("%(people)s, who agree that %(said)s") % {"people": people, "said": said} if said else people
