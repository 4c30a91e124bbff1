"""What a room answered to a poll, added up."""

from collections import Counter
from typing import Any

from forums.models import Poll, PollAnswer, PollKind

WORDS_SHOWN = 60
TEXTS_SHOWN = 200

Results = dict[str, Any]


def results_of(poll: Poll) -> Results:
    """How many answered, and what: counts by option or rating, ranks, words or texts. Names nobody."""
    answers = PollAnswer.objects.filter(poll=poll, hidden_at__isnull=True)
    match poll.kind:
        case PollKind.RATING:
            return _ratings(poll, list(answers.values_list("rating", flat=True)))
        case PollKind.WORDS | PollKind.TEXT:
            texts = list(answers.order_by("answered_at", "pk").values_list("text", flat=True))
            return _words(texts) if poll.kind == PollKind.WORDS else _texts(texts)
    chosen = list(answers.values_list("choices", flat=True))
    return _ranks(poll, chosen) if poll.kind == PollKind.RANKING else _choices(poll, chosen)


def _choices(poll: Poll, chosen: list[list[int]]) -> Results:
    counts = Counter(pk for choices in chosen for pk in choices)
    return {"people": len(chosen), "counts": {str(one.pk): counts[one.pk] for one in poll.options.all()}}


def _ratings(poll: Poll, ratings: list[int | None]) -> Results:
    given = [rating for rating in ratings if rating]
    counts = Counter(given)
    mean = round(sum(given) / len(given), 2) if given else None
    return {
        "people": len(given),
        "counts": {str(step): counts[step] for step in range(1, poll.highest_rating + 1)},
        "mean": mean,
    }


def _ranks(poll: Poll, orders: list[list[int]]) -> Results:
    """Borda counts: the first of n options has n - 1 points, the last none (J.-C. de Borda, 1784)."""
    points: Counter[int] = Counter()
    options = [option.pk for option in poll.options.all()]
    for order in orders:
        for place, pk in enumerate(order):
            points[pk] += len(options) - 1 - place
    return {"people": len(orders), "points": {str(pk): points[pk] for pk in options}}


def _words(texts: list[str]) -> Results:
    counts = Counter(text.casefold() for text in texts)
    spelt = {text.casefold(): text for text in reversed(texts)}
    common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS_SHOWN]
    return {"people": len(texts), "words": [[spelt[word], count] for word, count in common]}


def _texts(texts: list[str]) -> Results:
    return {"people": len(texts), "texts": texts[-TEXTS_SHOWN:]}
