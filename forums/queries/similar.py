"""Threads that may say already what somebody is about to ask."""

from typing import Any

from exchange.search.fold import names
from forums.models import Thread

MOST_SIMILAR = 5
WORDS_LOOKED_FOR = 8
SHORTEST_WORD = 4  # shorter ones stand in every title


def similar_threads(user: Any, title: str) -> list[Thread]:
    """Threads that the person may see and that hold each longer word of a title, or at least the longest."""
    words = [word for word in title[:200].split() if len(word) >= SHORTEST_WORD][:WORDS_LOOKED_FOR]
    if not any(names(word) for word in words):
        return []
    threads = Thread.objects.visible_to(user).with_subject()
    found = list(threads.best_first(" ".join(words))[:MOST_SIMILAR])
    if found or len(words) < 3:
        return found
    return list(threads.best_first(" ".join(sorted(words, key=len)[-2:]))[:MOST_SIMILAR])
