"""Crowds whose opinions are known."""

import numpy as np

from forums.opinion.votes import Floats, Integers


def planted(
    people: int = 60,
    statements: int = 40,
    *,
    k: int = 2,
    noise: float = 0.1,
    missing: float = 0.3,
    seed: int = 1,
) -> tuple[Floats, Integers]:
    """Votes of ``k`` groups (two to four) of one mind each, some votes by chance, some not there.

    Four are the answers to two questions that have nothing to do with each other.
    """
    chance = np.random.default_rng(seed)
    minds = chance.choice([-1.0, 1.0], (k, statements))
    if k == 4:
        first = np.arange(statements) % 2 == 0
        minds = np.array([minds[0] * np.where(first, one, other) for one in (1, -1) for other in (1, -1)])
    groups = chance.permutation(np.arange(people) % k)
    by_chance = chance.choice([-1.0, 0.0, 1.0], (people, statements))
    votes = np.where(chance.random((people, statements)) < noise, by_chance, minds[groups])
    votes[chance.random(votes.shape) < missing] = np.nan
    return votes, groups


def structureless(people: int = 200, statements: int = 40, *, seed: int = 1, missing: float = 0.3) -> Floats:
    """Votes by chance: statements differ in how many agree, people do not differ at all."""
    chance = np.random.default_rng(seed)
    liked = chance.random(statements)
    votes = np.where(chance.random((people, statements)) < liked, 1.0, -1.0)
    votes[chance.random(votes.shape) < 0.1] = 0
    votes[chance.random(votes.shape) < missing] = np.nan
    return votes


def camps(*sizes: int, statements: int = 12) -> Floats:
    """Groups of these sizes, all of whom voted on everything and alike; each pair differs in half of it."""
    minds = np.array(
        [
            [1.0 if (column >> number) % 2 else -1.0 for column in range(statements)]
            for number in range(len(sizes))
        ]
    )
    return np.repeat(minds, sizes, axis=0)
