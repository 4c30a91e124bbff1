"""What a room answered to its polls, added up by the database. Names nobody.

However many answered, a frame costs a few grouped queries for all polls that it tells of, and one
more for each poll that was answered in words.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from forums.models import Poll, PollAnswer, PollChoice, PollKind

WORDS_SHOWN = 60
TEXTS_SHOWN = 40
SIZES = 5

Results = dict[str, Any]
Row = dict[str, Any]

# Everybody's answer is kept; whose answers are counted is decided when they are.
COUNTED = Q(participant__blocked_at__isnull=True) & (
    Q(participant__user__isnull=False)
    | Q(poll__session__votes_by_members_only=False)
    & (Q(participant__burst__isnull=True) | Q(participant__burst__counts=True))
)


def answers_that_count(polls: Collection[Poll]) -> QuerySet[PollAnswer]:
    return PollAnswer.objects.filter(COUNTED, poll__in=polls)


def people_by_poll(polls: Collection[Poll]) -> dict[int, int]:
    """How many answered each poll, by its pk."""
    if not polls:
        return {}
    found = answers_that_count(polls).values("poll").annotate(people=Count("pk")).order_by("poll")
    counted = dict(found.values_list("poll", "people"))
    return {poll.pk: counted.get(poll.pk, 0) for poll in polls}


def results_by_poll(
    polls: Sequence[Poll], people: dict[int, int], *, texts_shown: int | None = TEXTS_SHOWN
) -> dict[int, Results]:
    """Counts by option or rating, places, words or texts, by the poll's pk. Needs the polls' options.

    ``texts_shown``: the newest so many texts; None for all.
    """
    chosen = _chosen([poll for poll in polls if poll.has_options])
    rated = _rated([poll for poll in polls if poll.kind == PollKind.RATING])
    results: dict[int, Results] = {}
    for poll in polls:
        match poll.kind:
            case PollKind.RATING:
                results[poll.pk] = _rating(poll, rated[poll.pk], people[poll.pk])
            case PollKind.RANKING:
                results[poll.pk] = _ranking(poll, chosen, people[poll.pk])
            case PollKind.WORDS:
                results[poll.pk] = {"words": _cloud(poll)}
            case PollKind.TEXT:
                results[poll.pk] = {"texts": _texts(poll, texts_shown)}
            case _:
                results[poll.pk] = _choices(poll, chosen, people[poll.pk])
    return results


def percent(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0


def _chosen(polls: Collection[Poll]) -> dict[int, tuple[int, int]]:
    """By an option's pk: how many chose it, and the sum of the places they gave it."""
    if not polls:
        return {}
    answers = answers_that_count(polls).values("pk")
    found = PollChoice.objects.filter(answer__in=answers).values("option").order_by("option")
    summed = found.annotate(people=Count("pk"), places=Sum("place"))
    return {pk: (people, places) for pk, people, places in summed.values_list("option", "people", "places")}


def _rated(polls: Collection[Poll]) -> defaultdict[int, dict[int, int]]:
    rated: defaultdict[int, dict[int, int]] = defaultdict(dict)
    if polls:
        found = answers_that_count(polls).values("poll", "rating").annotate(people=Count("pk"))
        for pk, rating, people in found.order_by("poll", "rating").values_list("poll", "rating", "people"):
            rated[pk][rating or 0] = people
    return rated


def _choices(poll: Poll, chosen: dict[int, tuple[int, int]], people: int) -> Results:
    counts = {option: chosen.get(option.pk, (0, 0))[0] for option in poll.options.all()}
    return {
        "rows": [
            {"id": str(option.pk), "text": option.text, "count": count, "percent": percent(count, people)}
            for option, count in counts.items()
        ]
    }


def _rating(poll: Poll, rated: dict[int, int], people: int) -> Results:
    steps = range(1, poll.highest_rating + 1)
    rows: list[Row] = [
        {
            "id": str(step),
            "text": str(step),
            "count": rated.get(step, 0),
            "percent": percent(rated.get(step, 0), people),
        }
        for step in steps
    ]
    total = sum(step * rated.get(step, 0) for step in steps)
    return {"rows": rows, "mean": f"{total / people:.1f}" if people else ""}


def _ranking(poll: Poll, chosen: dict[int, tuple[int, int]], people: int) -> Results:
    """By points: the first of n options has n - 1, the last none (J.-C. de Borda, 1784)."""
    options = list(poll.options.all())
    most = len(options) - 1
    rows: list[Row] = []
    for option in options:
        count, places = chosen.get(option.pk, (0, 0))
        points = count * most - places
        rows.append(
            {
                "id": str(option.pk),
                "text": option.text,
                "count": points,
                "percent": percent(points, people * most),
                "place": f"{1 + places / count:.1f}" if count else "",
            }
        )
    return {"rows": sorted(rows, key=lambda row: -row["count"])}


def wordings_of(poll: Poll, *order: str, shown: int | None = None, hidden: bool = False) -> list[Row]:
    """What was answered in words: each wording once, with how many said it and the first of its spellings.

    ``order`` may name ``count``, ``spelt``, ``latest`` and ``wording``; ``hidden``: what was taken out.
    """
    said = answers_that_count([poll])
    if hidden:
        said = said.filter(wording__in=poll.hidden_wordings)
    elif poll.hidden_wordings:
        said = said.exclude(wording__in=poll.hidden_wordings)
    grouped = said.values("wording").annotate(count=Count("pk"), spelt=Min("text"), latest=Max("answered_at"))
    return [
        {"id": str(row["wording"]), "text": row["spelt"], "count": row["count"]}
        for row in grouped.order_by(*order)[:shown]
    ]


def _cloud(poll: Poll) -> list[Row]:
    rows = wordings_of(poll, "-count", "spelt", shown=WORDS_SHOWN)
    most = rows[0]["count"] if rows else 1
    for row in rows:
        row["size"] = size_of(row["count"], most)
    return rows


def size_of(count: int, most: int) -> int:
    """From 1 to 5, how large a word stands in the cloud whose commonest was said by ``most``."""
    return 1 + round((SIZES - 1) * (count - 1) / (most - 1)) if most > 1 else 3


def _texts(poll: Poll, shown: int | None) -> list[Row]:
    return wordings_of(poll, "-latest", "-wording", shown=shown)


def hidden_words(poll: Poll) -> list[Row]:
    """What a facilitator took out; for facilitators."""
    return wordings_of(poll, "spelt", hidden=True) if poll.hidden_wordings else []
