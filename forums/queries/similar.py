"""Threads that may say already what somebody is about to ask."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from exchange.search.expressions import Found
from exchange.search.fold import fold, names
from forums.models import Thread

MOST_SIMILAR = 5
MOST_LOOKED_AT = 60
WORDS_LOOKED_FOR = 6
SHORTEST_WORD = 4  # shorter ones stand in every title
ENOUGH = 2  # words in common, where the title has as many


def similar_threads(user: Any, title: str) -> list[Thread]:
    """The liveliest threads that the person may see and that share words with a title, the most first."""
    words = {fold(word) for word in title[:200].split() if len(word) >= SHORTEST_WORD}
    wanted = sorted((word for word in words if names(word)), key=lambda word: (-len(word), word))
    wanted = wanted[:WORDS_LOOKED_FOR]
    if not wanted:
        return []
    any_word = reduce(or_, (Q(Found(tuple(names(word)))) for word in wanted))
    looked_at = Thread.objects.visible_to(user).filter(any_word).with_subject().latest_first()
    shared = [
        (sum(word in thread.search_title for word in wanted), thread) for thread in looked_at[:MOST_LOOKED_AT]
    ]
    enough = min(ENOUGH, len(wanted))
    found = sorted((pair for pair in shared if pair[0] >= enough), key=lambda pair: -pair[0])
    return [thread for _count, thread in found[:MOST_SIMILAR]]
