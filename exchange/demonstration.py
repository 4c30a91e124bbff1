"""The demonstration: fictional people in fictional municipalities, seeded through our own actions.

What it shows is therefore what the actions do: the log, the threads and the publication are made
the way a real session makes them.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from casestudies.actions.programme import load_engagement, read_data
from casestudies.models import BriefSection, CaseStudy, Engagement, Municipality
from casestudies.queries import forget_municipality_labels
from exchange.demonstration_conversations import hold_conversation
from exchange.demonstration_desk import set_up_desk
from exchange.demonstration_floor import load_floor
from exchange.demonstration_library import load_library
from exchange.demonstration_meetings import dated, load_meeting
from exchange.demonstration_networks import load_networks
from exchange.demonstration_polls import hold_polls
from exchange.demonstration_trials import load_trials
from exchange.demonstration_volume import load_volume
from exchange.people.actions.accounts import ACCOUNT
from exchange.people.actions.consents import record_consents
from exchange.people.models import ConsentPurpose, Organisation, User
from forums.actions import reviewing, summaries
from forums.actions.live import desk
from forums.actions.live.follow_up import give_question
from forums.actions.live.participants import join_session
from forums.actions.live.questions import ask_question
from forums.actions.live.sessions import close_session, open_session, schedule_session
from forums.actions.live.votes import cast_vote
from forums.actions.posts import add_post
from forums.actions.threads import open_thread
from forums.models import LiveSession, Participant, Post, Question, Summary, Thread
from forums.queries.live_outcome import unanswered_questions

PASSWORD = "demonstration"  # noqa: S105 - printed on the console; a check refuses it in production
NAMESPACE = UUID("5d3c1a52-6a3f-4b0e-9c7e-0b9f5f0f7c11")

Row = dict[str, Any]


def accounts() -> list[tuple[str, str]]:
    """The demonstration's accounts and their roles."""
    people = User.objects.filter(is_demonstration=True).order_by("pk")
    return [(person.email, _role(person)) for person in people]


def _role(person: User) -> str:
    if person.is_administrator:
        return "administrator"
    return "facilitator" if person.is_facilitator else "editor" if person.is_editor else "member"


@transaction.atomic
def load_demonstration() -> bool:
    """Load it unless it is there; returns whether it was loaded. Needs the programme's data."""
    if User.objects.filter(is_demonstration=True).exists():
        return False
    Demonstration(read_data("demonstration.json")).load()
    return True


def client_id(*parts: object) -> UUID:
    """The same id for the same thing, so that a half-loaded demonstration could be loaded again."""
    return uuid5(NAMESPACE, "/".join(map(str, parts)))


class Demonstration:
    """Turns the data file into acts of its people, in the order in which they happened."""

    def __init__(self, data: Row) -> None:
        self.data = data
        self.people: dict[str, User] = {}
        self.questions: dict[str, Question] = {}
        self.posts: dict[str, Post] = {}
        self.threads: dict[str, Thread] = {}
        self.summaries: dict[str, Summary] = {}

    def load(self) -> None:
        for row in self.data["municipalities"]:
            self.load_municipality(row)
        self.load_districts()
        forget_municipality_labels()
        self.load_people()
        for row in self.data["engagements"]:
            load_engagement(dated(row), is_demonstration=True)
        load_library(self.people)
        for row in self.data["engagements"]:
            load_meeting(row)
        load_trials(self.people)
        for row in self.data["sessions"]:
            self.hold_session(row)
        for row in self.data["threads"]:
            self.discuss(row)
        for row in self.data["summaries"]:
            self.summarise(row)
        load_volume(self.people)
        load_networks(self.people)
        for row in self.data["conversations"]:
            hold_conversation(row, self.people)

    def load_municipality(self, row: Row) -> None:
        Municipality.objects.create(
            code=row["code"],
            name=row["name"],
            category=row["category"],
            province=row["province"],
            latitude=row["lat"],
            longitude=row["lon"],
            is_demonstration=True,
        )

    def load_districts(self) -> None:
        """Once all are there: fictional districts around fictional municipalities."""
        for row in self.data["municipalities"]:
            if row["parent"]:
                district = Municipality.objects.get(code=row["parent"])
                Municipality.objects.filter(code=row["code"]).update(parent=district)

    def load_people(self) -> None:
        organisations = {
            row["key"]: Organisation.objects.create(slug=row["slug"], name=row["name"], kind=row["kind"])
            for row in self.data["organisations"]
        }
        password = make_password(PASSWORD)  # once for all: it is slow on purpose, and this one is public
        for row in self.data["people"]:
            user = User.objects.create_user(
                row["email"],
                display_name=row["display_name"],
                role_line=row["role_line"],
                organisation=organisations.get(row["organisation"]),
                municipality_code=row["municipality"] or "",
                is_facilitator=row["is_facilitator"],
                is_editor=row["is_editor"],
                is_superuser=row["is_administrator"],
                is_staff=row["is_administrator"],
                is_demonstration=True,
            )
            User.objects.filter(pk=user.pk).update(password=password)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            record_consents(answers=consents(row), setting=ACCOUNT, user=user)
            self.people[row["key"]] = user

    def hold_session(self, row: Row) -> None:
        """Plan, open, join, ask, vote, answer and, if the file says so, close."""
        amina = self.people[row["facilitator"]]
        starts_at = datetime.fromisoformat(row["starts_at"]) if row["starts_at"] else timezone.now()
        session = schedule_session(
            slug=row["slug"],
            subject=Engagement.objects.get(slug=row["engagement"]),
            title=row["title"],
            starts_at=starts_at,
            by=amina,
            is_moderated=row["is_moderated"],
            is_demonstration=True,
        )
        session = open_session(session=session, by=amina, now=starts_at)
        participants = {key: self.join(session, key, starts_at) for key in row["participants"]}
        case_study = CaseStudy.objects.get(slug=row["case_study"])
        for question in row["questions"]:
            self.ask(session, question, participants, case_study, starts_at, amina)
        polls = read_data("demonstration_polls.json").get(row["slug"], [])
        hold_polls(session, polls, participants, amina, starts_at)
        load_floor(session=session, participants=participants, by=amina, starts_at=starts_at)
        if not row.get("is_closed", True):
            set_up_desk(session, amina, starts_at)
        else:
            summary = close_session(session=session, by=amina, now=starts_at + timedelta(minutes=75))
            self.summaries[row["slug"]] = summary
            for question in unanswered_questions(session):
                give_question(question=question, owner=amina, due_on=None, by=amina)

    def join(self, session: LiveSession, key: str, now: datetime) -> Participant:
        user = self.people.get(key)
        row = next(row for row in [*self.data["people"], *self.data["guests"]] if row["key"] == key)
        return join_session(
            session=session,
            user=user,
            guest_name="" if user else row["name"],
            consents=consents(row),
            now=now,
        )

    def ask(
        self,
        session: LiveSession,
        row: Row,
        participants: dict[str, Participant],
        case_study: CaseStudy,
        starts_at: datetime,
        facilitator: User,
    ) -> None:
        now = starts_at + timedelta(minutes=row["minute"])
        question = ask_question(
            session=session,
            asker=participants[row["asker"]],
            text=row["text"],
            is_anonymous=row["is_anonymous"],
            case_study=case_study if row["about_case_study"] else None,
            client_id=client_id(session.slug, row["key"]),
            now=now,
        )
        self.questions[row["key"]] = question
        if row["state"] == "waiting":
            return
        if row["state"] == "hidden":
            desk.hide_question(question=question, by=facilitator, reason=row["hidden_reason"], now=now)
            return
        desk.let_through(question=question, by=facilitator, now=now)
        for voter in row["votes"]:
            cast_vote(
                question=question,
                voter=participants[voter],
                client_id=client_id(session.slug, row["key"], voter),
                now=now,
            )
        if row["state"] == "answering":
            desk.start_answering(question=question, by=facilitator, now=now)
        if row["state"] == "answered":
            desk.start_answering(question=question, by=facilitator, now=now + timedelta(minutes=1))
            desk.answer_question(
                question=question, by=facilitator, answer=row["answer"], now=now + timedelta(minutes=4)
            )

    def discuss(self, row: Row) -> None:
        opening, *replies = row["posts"]
        posted_at = datetime.fromisoformat(opening["posted_at"])
        thread = open_thread(
            subject=CaseStudy.objects.get(slug=row["case_study"]),
            author=self.people[opening["author"]],
            title=row["title"],
            text=opening["text"],
            client_id=client_id(row["key"], opening["key"]),
            is_demonstration=True,
            now=posted_at,
        )
        self.threads[row["key"]] = thread
        self.posts[opening["key"]] = thread.posts.get()
        for reply in replies:
            self.posts[reply["key"]] = add_post(
                thread=thread,
                author=self.people[reply["author"]],
                text=reply["text"],
                parent=self.posts.get(reply["parent"] or ""),
                client_id=client_id(row["key"], reply["key"]),
                now=datetime.fromisoformat(reply["posted_at"]),
            )

    def summarise(self, row: Row) -> None:
        """Fill the draft that closing opened, quote, send it, publish it."""
        summary = self.summaries[row["session"]]
        summary.title = row["title"]
        summary.save(update_fields=["title"])
        summary.threads.add(*(self.threads[key] for key in row["threads"]))
        amina = self.people[row["facilitator"]]
        last_post = max(post.posted_at for post in self.posts.values())
        now = last_post + timedelta(days=7)
        for entry in row["items"]:
            item = summaries.add_item(summary=summary, section=BriefSection(entry["section"]))
            lesson = entry["lesson"] or {}
            summaries.save_item(
                item=item,
                seen_revision=item.revision,
                prose=entry["prose"],
                lesson_statement=lesson.get("statement", ""),
                lesson_kind=lesson.get("kind", ""),
                lesson_conditions=lesson.get("conditions", ""),
            )
            for quote in entry["quotes"]:
                summaries.cite_words(
                    summary=summary,
                    target=item,
                    post=self.source(quote["from"]),
                    words=quote["words"],
                    by=amina,
                    now=now,
                )
        reviewing.submit_summary(summary=summary, by=amina, now=now)
        reviewing.publish_summary(summary=summary, now=now + timedelta(days=1))

    def source(self, reference: str) -> Post:
        kind, key = reference.split(":")
        if kind == "post":
            return self.posts[key]
        question = Question.objects.select_related("post", "answer_post").get(pk=self.questions[key].pk)
        post = question.post if kind == "question" else question.answer_post
        if post is None:
            raise LookupError(f"Nothing was carried into a thread for {reference}.")
        return post


def consents(row: Row) -> dict[str, bool]:
    return {
        ConsentPurpose.TAKE_PART: True,
        ConsentPurpose.BE_QUOTED: row["may_be_quoted"],
        ConsentPurpose.BE_NAMED: row["may_be_named"],
    }
