"""A made-up discussion by a seed: 60 questions with answers, 200 posts, minutes and statements."""

import random
from collections.abc import Iterator

from forums.drafting import Source, SourceKind

SEED = 20261201
WHAT = (
    "the street lights", "ward patrols", "the safe house", "school crossing teams", "the taxi rank kiosk",
    "late clinics", "the youth desk", "neighbourhood watch radios", "the camera room", "market wardens",
    "the drop-in centre", "weekend sport", "the victim desk", "by-law officers", "the bus shelter gardens",
)  # fmt: skip
WHERE = (
    "near the station", "in the hostels", "along the river", "around the clinic", "behind the market",
    "in the informal settlement", "at the sports ground", "on the school route", "in the back streets",
)  # fmt: skip
WHO = (
    "residents",
    "shop owners",
    "taxi drivers",
    "learners",
    "council officials",
    "pensioners",
    "the police",
)
SAID = (
    "{Who} were afraid {where} because {what} closed at five and nobody walked home alone after dark.",
    "{What} worked {where} once {who} chose the times, and robberies dropped by {n}% within a year.",
    "We put R{n}.5 million into {what} {where}, and it stalled when the contract ended.",
    "{What} did not work {where}: half of the equipment was stolen, and there was no budget to repair it.",
    "I disagree that {what} made the difference {where}; {who} say that the new road did.",
    "Some of us felt that {what} should move, others wanted it to stay {where}.",
    "Nobody knows what {what} costs {where} per household.",
    "The municipality will extend {what} {where} by March and report to {who}.",
    "Next year we want to train {who} {where} so that {what} does not depend on one person.",
    "{Who} meet every second Tuesday {where} and talk about {what}. But they keep no minutes.",
    "We counted {n} visits a week to {what} {where}. That is more than in the whole of last year.",
)
ASKED = (
    "What did {what} cost {where}, and who pays for it after year {n}?",
    "How did you get {who} to trust {what} {where}?",
    "Who repairs {what} {where} when the contract ends?",
)
STATED = "The municipality should pay {who} for their time with {what} {where}."


def discussion(questions: int = 60, posts: int = 200, statements: int = 20) -> list[Source]:
    """In the order of a discussion: questions with most of their answers, minutes, posts, statements."""
    return list(_sources(random.Random(SEED), questions, posts, statements))  # noqa: S311


def _sources(rng: random.Random, questions: int, posts: int, statements: int) -> Iterator[Source]:
    for number in range(questions):
        is_answered = rng.random() < 0.8
        votes = int(rng.paretovariate(1.2)) - 1
        yield Source(
            key=f"question-{number}", text=_said(rng, ASKED, 1), kind=SourceKind.QUESTION, votes=votes,
            is_answered=is_answered, is_starred=rng.random() < 0.1, **_voice(rng),
        )  # fmt: skip
        if is_answered:
            yield Source(
                key=f"answer-{number}", text=_said(rng, SAID, rng.randint(2, 5)), kind=SourceKind.ANSWER,
                reply_to=f"question-{number}", **_voice(rng),
            )  # fmt: skip
    yield Source(key="minutes", text=_said(rng, SAID, 30), kind=SourceKind.MINUTES)
    for number in range(posts):
        yield Source(
            key=f"post-{number}", text=_said(rng, (*SAID, *ASKED), rng.randint(3, 12)), kind=SourceKind.POST,
            reply_to=f"post-{rng.randrange(number)}" if number and rng.random() < 0.6 else "",
            replies=int(rng.paretovariate(1.5)) - 1, reactions={"tried": rng.choice((0, 0, 0, 1, 3))},
            **_voice(rng),
        )  # fmt: skip
    for number in range(statements):
        yield Source(
            key=f"statement-{number}", text=_said(rng, (STATED,), 1), kind=SourceKind.STATEMENT,
            agreement=rng.random(), **_voice(rng),
        )  # fmt: skip


def _voice(rng: random.Random) -> dict[str, str]:
    who = rng.randrange(80)
    return {
        "voice": str(who),
        "municipality": str(who % 17),
        "participant_kind": ("official", "resident", "researcher", "civil society")[who % 4],
        "opinion_group": "ABC"[who % 3],
    }


def _said(rng: random.Random, forms: tuple[str, ...], count: int) -> str:
    pieces = []
    for _sentence in range(count):
        what, where, who = rng.choice(WHAT), rng.choice(WHERE), rng.choice(WHO)
        words = {"what": what, "where": where, "who": who, "n": rng.randint(2, 60)}
        words |= {"What": what[0].upper() + what[1:], "Who": who[0].upper() + who[1:]}
        pieces.append(rng.choice(forms).format(**words))
    return " ".join(pieces)
