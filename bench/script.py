"""What happens in the room: the same steps, at the same times, for each arm of a comparison."""

from dataclasses import dataclass
from random import Random

EVENTS = 50
EVENTS_A_SECOND = 10.0
LARGEST_BURST = 14
WITHIN_A_BURST = 0.02  # seconds from one event to the next
QUESTIONS_BEFORE = 20  # in the room when the bench begins
WEIGHTS = {"vote": 58, "ask": 14, "let_through": 14, "start_answering": 6, "answer": 6, "hide": 2}

BEGINNINGS = (
    "How did you",
    "Who paid when you",
    "What would you do differently to",
    "How long did it take to",
)
MIDDLES = (
    "bring street traders and Metro police to one table",
    "keep the lights on in the park behind the clinic",
    "count incidents that nobody reports",
    "get young people from !Kheis and Khâi-Ma to come back after the first evening",
)
ENDINGS = (
    "in the first year?",
    "with one official and no vehicle?",
    "before the councillors had agreed – and what did they say afterwards?",
)
ANSWER = (
    "We began with one block and one meeting a month, and wrote down who had promised what. The budget "
    "came in the second year, after the ward committee had walked the route with us at night."
)


@dataclass(frozen=True)
class Step:
    """One act: ``question`` counts in the order asked, ``person`` in the order joined."""

    at: float
    verb: str
    question: int
    person: int


def question_text(number: int) -> str:
    random = Random(number)  # noqa: S311 - nothing to keep secret
    return " ".join(random.choice(words) for words in (BEGINNINGS, MIDDLES, ENDINGS))


def write_script(
    *, seed: int, people: int, events: int = EVENTS, rate: float = EVENTS_A_SECOND, is_even: bool = False
) -> list[Step]:
    """The acts of one round, ``rate`` a second. Each is possible when its turn comes and changes something.

    In bursts, as a room reacts to what is said; or, with ``is_even``, one after another.
    """
    random = Random(seed)  # noqa: S311
    waiting: list[int] = []
    published = list(range(QUESTIONS_BEFORE))
    answered: list[int] = []
    answering: list[int] = []
    asked = QUESTIONS_BEFORE
    voted: set[tuple[int, int]] = set()
    steps = []
    for at in _even(events, rate) if is_even else _bursts(random, events, rate):
        possible = {
            "vote": bool(published),
            "ask": True,
            "let_through": bool(waiting),
            "start_answering": bool(published),
            "answer": bool(answering),
            "hide": len(published) > 1,
        }
        verbs = [verb for verb in WEIGHTS if possible[verb]]
        verb = random.choices(verbs, [WEIGHTS[verb] for verb in verbs])[0]
        person = random.randrange(people)
        if verb == "vote":
            question = random.choice(published + answering + answered)
            while (question, person) in voted:
                person = random.randrange(people)
            voted.add((question, person))
        elif verb == "ask":
            question = person = asked  # each asks once: asking much is refused
            waiting.append(question)
            asked += 1
        elif verb == "let_through":
            question = waiting.pop(0)
            published.append(question)
        elif verb == "start_answering":
            question = published.pop(random.randrange(len(published)))
            published += answering
            answering = [question]
        elif verb == "answer":
            question = answering.pop()
            answered.append(question)
        else:
            question = published.pop(random.randrange(len(published)))
        steps.append(Step(at, verb, question, person))
    return steps


def _bursts(random: Random, events: int, rate: float) -> list[float]:
    times: list[float] = []
    begins = 0.0
    while len(times) < events:
        size = min(random.randint(1, LARGEST_BURST), events - len(times))
        within = min(WITHIN_A_BURST, 1 / rate)
        times += [begins + number * within for number in range(size)]
        begins += size / rate
    return times


def _even(events: int, rate: float) -> list[float]:
    return [number / rate for number in range(events)]
