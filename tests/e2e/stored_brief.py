"""A full session for the workbench: 60 questions, 200 posts by two dozen people, made by our own actions."""

import itertools
import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from casestudies.models import Engagement
from exchange.people.actions.accounts import ACCOUNT
from exchange.people.actions.consents import record_consents
from exchange.people.models import ConsentPurpose, Organisation, User
from exchange.people.models.organisation import OrganisationKind
from forums.actions.live.desk import answer_question
from forums.actions.live.marking import star
from forums.actions.live.participants import join_session
from forums.actions.live.questions import ask_question
from forums.actions.live.sessions import close_session, open_session, schedule_session
from forums.actions.live.votes import cast_vote
from forums.actions.posts import add_post
from forums.models import LiveSession, Participant, Post
from tests.e2e.stored import person, what_was_said
from tests.factories.polls import make_poll, reply

QUESTIONS, POSTS, PEOPLE = 60, 200, 24
CODES = ("DEMO1", "DEMO2", "DEMO3", "DEMO4", "DEMO5", "DEMO6")
OPENINGS = (
    "What worked with us was simple: {}",
    "It did not work at first. {}",
    "I disagree with that, and here is why. {}",
    "We still do not know this. {}",
    "Next year we will try it again. {}",
    "It matters because people are afraid after dark. {}",
)


@transaction.atomic  # one write of the disk instead of a thousand
def seed() -> None:
    """A closed session that was full; prints where its summary is."""
    said = what_was_said()
    session = schedule_session(
        slug="full-brief",
        subject=Engagement.objects.get(slug="demonstration-public-spaces"),
        title="Light, work and company at the rank",
        starts_at=timezone.now() - timedelta(days=30),
        by=person("amina"),
        is_moderated=False,
    )
    open_session(session=session, by=person("amina"))
    people = [join(session, somebody(number)) for number in range(PEOPLE)]
    ask_all(people, said)
    poll = make_poll(session)
    for number, one in enumerate(people[:12]):
        reply(poll, one, ("Lights", "Patrols", "Clean-ups")[number % 3])
    summary = close_session(session=session, by=person("amina"))
    talk_on(session, people, said)
    sys.stdout.write(json.dumps({"summary": f"/summaries/{summary.pk}/"}))


def somebody(number: int) -> User:
    """Every eighth did not agree to be quoted."""
    kinds = list(OrganisationKind)
    kind = kinds[number % len(kinds)]
    organisation, _made = Organisation.objects.get_or_create(
        slug=f"demonstration-{kind}", defaults={"name": f"Demonstration: {kind.label}", "kind": kind}
    )
    user = User.objects.create_user(
        f"voice{number}@people.example",
        display_name=f"Voice {number}",
        role_line="Officer",
        municipality_code=CODES[number % len(CODES)],
        organisation=organisation,
    )
    answers = dict.fromkeys(ConsentPurpose, True) | {ConsentPurpose.BE_QUOTED: number % 8 != 7}
    record_consents(user=user, setting=ACCOUNT, answers=answers)
    return user


def join(session: LiveSession, user: User) -> Participant:
    return join_session(session=session, user=user, consents=dict.fromkeys(ConsentPurpose, True))


def ask_all(people: list[Participant], said: Iterator[str]) -> None:
    """Two in three are answered; every seventh is starred; the votes fall off."""
    for number in range(QUESTIONS):
        asker = people[number % PEOPLE]
        asked_at = timezone.now() - timedelta(minutes=2 * (QUESTIONS - number))
        text = f"How do you know? {next(said)} Who looks after it in year {number + 1}?"[:480]
        question = ask_question(
            session=asker.session, asker=asker, text=text, client_id=uuid4(), now=asked_at
        )
        for voter in people[: (QUESTIONS - number) // 8]:
            if voter != asker:
                cast_vote(question=question, voter=voter, client_id=uuid4())
        if number % 3:
            answer_question(question=question, by=person("amina"), answer=opening(number, said))
        if number % 7 == 0:
            star(question=question, by=person("amina"))


def opening(number: int, said: Iterator[str]) -> str:
    return OPENINGS[number % len(OPENINGS)].format(" ".join(itertools.islice(said, 2)))


def talk_on(session: LiveSession, people: list[Participant], said: Iterator[str]) -> None:
    thread = session.threads.filter(is_record=False).earliest("pk")
    roots = list(Post.objects.filter(thread=thread).order_by("number"))
    for number in range(POSTS):
        author = people[(5 * number) % PEOPLE].user
        add_post(
            thread=thread,
            author=author,
            text=f"{opening(number, said)} That was in week {number + 1}.",
            client_id=uuid4(),
            parent=roots[number % len(roots)] if number % 4 else None,
        )
