"""What is said in a made-up thread: the same posts for us and for the peer. Knows no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

AUTHORS = 40
DEEPEST_REPLY = 12
VOCABULARY = 600


@dataclass(frozen=True)
class Said:
    """``parent`` is the number of the post that this one answers; 0 for the thread itself."""

    number: int
    parent: int
    depth: int
    author: int
    text: str


def posts(count: int, seed: int = 4) -> Iterator[Said]:
    """Posts 1 to ``count``, of 20 to 90 words: two of three answer one of the last forty."""
    random = Random(seed)  # noqa: S311 - made-up words, no secret
    words = ["".join(random.choices("aeioubdklmnst", k=random.randint(2, 9))) for _ in range(VOCABULARY)]
    texts = [_paragraphs(random, words) for _ in range(200)]
    depths = [0]
    for number in range(1, count + 1):
        parent = 0
        if number > 1 and random.random() < 2 / 3:
            parent = random.randint(max(1, number - 40), number - 1)
        depth = depths[parent] + 1 if parent else 0
        if depth > DEEPEST_REPLY:
            parent, depth = 0, 0
        depths.append(depth)
        yield Said(number, parent, depth, random.randrange(AUTHORS), random.choice(texts))


def _paragraphs(random: Random, words: list[str]) -> str:
    sentence = " ".join(random.choices(words, k=random.randint(10, 45))).capitalize()
    second = " ".join(random.choices(words, k=random.randint(10, 45))).capitalize()
    return f"{sentence}.\n\n{second} **{random.choice(words)}**."
