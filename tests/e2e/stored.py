"""Rows that the browser tests need in numbers, made by our own actions inside the site's own process."""

import itertools
import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from casestudies.actions.drafts import save_fields, start_case_study
from casestudies.actions.pictures import add_picture
from casestudies.dump import write_open_dump
from casestudies.models import (
    BriefSection,
    CaseStudy,
    CaseVersion,
    Engagement,
    Lesson,
    NarrativeKey,
    RecordedLearning,
    Theme,
)
from exchange.people.models import ConsentPurpose, User
from exchange.text import sentences, words_at
from forums.actions.live.participants import join_session
from forums.actions.live.questions import ask_question
from forums.actions.live.sessions import open_session, schedule_session
from forums.actions.live.votes import cast_vote
from forums.actions.posts import add_post
from forums.actions.summaries import add_item, open_summary, save_item
from forums.actions.threads import open_thread
from forums.models import LiveSession, Participant, Post, Quotation, Thread
from tests.e2e.stored_flow import on_their_way
from tests.e2e.stored_talk import looked_after
from tests.factories.pictures import picture_file

MANY = 50
PARAGRAPH = "The lights on our side of the rank went out in June, and nobody knew whom to phone about it. "
OPEN_SESSIONS = ["keys", "words", "cuts", "votes", "tokens", "tab"]
SESSIONS_TO_CLOSE = ["closing", "closing-plainly", "closing-twice"]
SUMMARIES = ["stale", "stale-plainly", "sent", "sent-plainly", "unsaved", "draft", "picks"]
SUMMARIES += [
    "keys-of-bench",
    "ticks",
    "moves",
    "colleagues",
    "tunnel",
    "phone",
    "tap",
    "plain-words",
    "counted",
]


def seed() -> None:
    """Everything that the tests look at; prints where it is."""
    write_open_dump(timezone.now())
    amina = person("amina")
    said = what_was_said()
    full = session("full", amina)
    for number in range(MANY):
        ask(full, number, next(said))
    for slug in [*OPEN_SESSIONS, *SESSIONS_TO_CLOSE]:
        join_all(session(slug, amina))
    join_all(session("not-yet", amina, is_open=False))
    summaries = {name: summary(name, amina) for name in SUMMARIES}
    thread = thread_with_many_posts(said)
    found = {
        "thread": f"/threads/{thread.pk}/{thread.slug}/",
        "posts": f"/threads/{thread.pk}/posts/",
        "at_thread": f"/threads/{thread.pk}/",
        "ben": f"/people/{person('ben').handle}/",
    }
    found["writing"] = f"/case-studies/{being_written().slug}/"
    sys.stdout.write(json.dumps({**found, **summaries, **published(), **on_their_way(), **looked_after()}))


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def being_written() -> CaseStudy:
    """Ben's draft, with a gap, a row and a picture."""
    draft = start_case_study(
        title="Demonstration: being written",
        theme=Theme.objects.earliest("order"),
        by=person("ben"),
        content={
            "places": [{"municipality": "DEMO1", "role": "lead"}],
            "outcomes": [{"statement": "More people wait there.", "direction": "improved"}],
        },
    )
    picture = add_picture(case_study=draft, file=picture_file(), name="rank.png", by=person("ben"))
    pictures = [{"picture": picture.key, "alt": "A rank at night"}]
    save_fields(case_study=draft, values={"pictures": pictures}, by=person("ben"), seen=1)
    return draft


def session(slug: str, by: User, *, is_open: bool = True) -> LiveSession:
    """A session where questions come into the room at once."""
    planned = schedule_session(
        slug=slug,
        subject=Engagement.objects.get(slug="demonstration-public-spaces"),
        title=f"Session {slug}",
        starts_at=timezone.now() - timedelta(days=30),
        by=by,
        is_moderated=False,
    )
    return open_session(session=planned, by=by) if is_open else planned


def join_all(joined: LiveSession) -> list[Participant]:
    consents = dict.fromkeys(ConsentPurpose, True)
    people = [person(name) for name in ("ben", "chloe")]
    return [join_session(session=joined, user=user, consents=consents) for user in people]


def what_was_said() -> Iterator[str]:
    """The demonstration's sentences, one after the other: a text that repeats itself packs too well."""
    posts = Post.objects.order_by("pk").values_list("plain", flat=True)
    versions = CaseVersion.objects.order_by("pk").values_list("content", flat=True)
    sections = [content[key] for content in versions for key in NarrativeKey.values]
    texts = [*posts, *sections]
    said = [words_at(text, span) for text in texts for span in sentences(text)]
    return itertools.cycle([words for words in said if 40 < len(words) < 250])


def ask(full: LiveSession, number: int, text: str) -> None:
    """Every third gets a vote; two minutes lie between them, or they would be too many in a while."""
    ben, chloe = join_all(full)
    question = ask_question(
        session=full,
        asker=chloe if number % 2 else ben,
        text=text,
        client_id=uuid4(),
        now=timezone.now() - timedelta(minutes=2 * (MANY - number)),
    )
    if number % 3 == 0:
        cast_vote(question=question, voter=ben, client_id=uuid4())


def thread_with_many_posts(said: Iterator[str]) -> Thread:
    """Three to five sentences each; eight in a row answer one another, deeper than a thread is indented."""
    ben, chloe = person("ben"), person("chloe")
    thread = open_thread(
        subject=CaseStudy.objects.get(slug="demonstration-kingfisher-street"),
        author=chloe,
        title="Fifty posts about light",
        text=PARAGRAPH,
        client_id=uuid4(),
    )
    for number in range(1, MANY):
        parent = thread.posts.get(number=number) if number % 8 else None
        text = " ".join(itertools.islice(said, 3 + number % 3))
        add_post(thread=thread, author=ben, text=text, client_id=uuid4(), parent=parent)
    return thread


def published() -> dict[str, str]:
    """What the demonstration published."""
    learning, lesson = RecordedLearning.objects.earliest("pk"), Lesson.objects.earliest("pk")
    words = Quotation.objects.filter(items__summary__learning=learning).earliest("pk")
    return {
        "learning": f"/learning/{learning.slug}/",
        "lesson": f"/lessons/{lesson.pk}/",
        "words": f"/words/{words.public_id}/",
        "published": f"/summaries/{words.items.get().summary_id}/",
    }


def summary(name: str, by: User) -> str:
    """A draft with one item, on a thread with one post."""
    subject = Engagement.objects.get(slug="demonstration-public-spaces")
    text = f"{PARAGRAPH * 2}This is about {name}."  # the same words again would wait for a facilitator
    thread = open_thread(
        subject=subject, author=person("ben"), title=f"Thread {name}", text=text, client_id=uuid4()
    )
    draft = open_summary(subject=subject, title=f"Summary {name}", by=by, threads=[thread])
    item = add_item(summary=draft, section=BriefSection.WHAT_WORKED)
    save_item(item=item, seen_revision=item.revision, prose="As it was saved first.", is_own_view=True)
    return f"/summaries/{draft.pk}/"
