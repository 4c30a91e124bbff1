"""Words of a Chatham House conversation that name somebody: shown to who runs it, before others read them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from exchange.people import places
from forums.models import (
    Contribution,
    Conversation,
    Insight,
    InsightCluster,
    Post,
    PostKind,
    PostRevision,
    PostState,
    StatementState,
    Terms,
)
from forums.naming import KnownPerson, Naming, namings_in

Pieces = list[tuple[str, Naming | None]]

MOST = 50  # texts on a page
MENDED = frozenset({PostKind.CONTRIBUTION, PostKind.SPEECH})
"""Posts from which names are taken out here."""
SAID_LIVE = frozenset({PostKind.QUESTION, PostKind.ANSWER, PostKind.MINUTES})
"""Posts that say what stands in a live session: they are changed or hidden there."""


class NoteKind(StrEnum):
    """What is written about a conversation's words. It is changed where it was written."""

    HARVEST = "harvest"
    INSIGHT = "insight"
    STATEMENT = "statement"


@dataclass(frozen=True)
class NamingNote:
    """Somebody's note about the words, with what it names."""

    text: str
    namings: list[Naming]
    kind: NoteKind

    @property
    def pieces(self) -> Pieces:
        return pieces_of(self.text, self.namings)


@dataclass(frozen=True)
class NamingText:
    """A text with what it names: a post of the record, or a contribution that still waits."""

    key: str
    text: str
    namings: list[Naming]
    revision: int = 0
    session_slug: str = ""
    """Of what is mended in its live session alone, that session's."""

    @property
    def is_post(self) -> bool:
        """Whether it can be left to stand; words that still wait may change."""
        return self.key.startswith("post:")

    @property
    def pieces(self) -> Pieces:
        return pieces_of(self.text, self.namings)


def pieces_of(text: str, namings: Sequence[Naming]) -> Pieces:
    """A text in order, what names somebody beside its naming."""
    found: Pieces = []
    at = 0
    for naming in namings:
        found += [(text[at : naming.span.start], None), (naming.words, naming)]
        at = naming.span.end
    return [*found, (text[at:], None)]


def namings_for(conversation: Conversation) -> Callable[[str], list[Naming]]:
    """What finds in a text whatever names somebody of a conversation, or any municipality."""
    return partial(namings_in, people=_known_people(conversation), places=_municipalities())


def _known_people(conversation: Conversation) -> list[KnownPerson]:
    """Those who take part, as far as words could give them away."""
    people = conversation.participants.select_related("user").order_by("pk")
    return [
        KnownPerson(
            name=person.name,
            handle=person.user.handle if person.user else "",
            affiliation=person.affiliation,
            place=places.label(person.municipality_code) if person.municipality_code else "",
            others=tuple(person.voices),
        )
        for person in people
    ]


def _municipalities() -> list[str]:
    """The names of all, without their provinces: a province names nobody."""
    return [label.rpartition(", ")[0] or label for _code, label in places.choices()]


def texts_that_name(conversation: Conversation) -> list[NamingText]:
    """The first of them, in an order that tells nothing of whose they are; without those of which somebody
    said that they may stay."""
    namings_of = namings_for(conversation)
    found = []
    for key, text, revision, session_slug in _texts(conversation):
        namings = namings_of(text)
        if namings:
            found.append(NamingText(key, text, namings, revision, session_slug))
        if len(found) == MOST:
            break
    return found


def notes_that_name(conversation: Conversation) -> list[NamingNote]:
    """The first of what hosts and facilitators wrote about a Chatham House conversation that names somebody:
    harvest notes, insights and their clusters, statements. They can mean it, so nothing waits for them."""
    if not conversation.is_chatham_house:
        return []
    namings_of = namings_for(conversation)
    found = ((kind, text, namings_of(text)) for kind, text in _notes(conversation))
    naming = (NamingNote(text, namings, kind) for kind, text, namings in found if namings)
    return list(islice(naming, MOST))


def _notes(conversation: Conversation) -> Iterator[tuple[NoteKind, str]]:
    for harvest in conversation.rounds.order_by("position").values_list("harvest", flat=True):
        yield from ((NoteKind.HARVEST, text) for text in harvest.values())
    insights = Insight.objects.filter(conversation=conversation, quotation__withdrawn_at=None)
    yield from ((NoteKind.INSIGHT, text) for text in insights.order_by("pk").values_list("text", flat=True))
    clusters = InsightCluster.objects.filter(conversation=conversation).order_by("position", "pk")
    for title, note in clusters.values_list("title", "note"):
        yield from ((NoteKind.INSIGHT, text) for text in (title, note))
    statements = conversation.statements.exclude(state=StatementState.TAKEN_OUT).order_by("number")
    yield from ((NoteKind.STATEMENT, text) for text in statements.values_list("text", flat=True))


def revisions_that_may_stay(conversation: Conversation) -> QuerySet[PostRevision]:
    """Words as they stand of which whoever runs it said that they may stay, whatever they name."""
    return PostRevision.objects.filter(post__in=_posts(conversation), names_may_stay=True)


def _texts(conversation: Conversation) -> Iterator[tuple[str, str, int, str]]:
    waiting = _hidden(conversation).filter(post=None).exclude(text="").order_by("public_id")
    for public_id, text in waiting.values_list("public_id", "text"):
        yield f"waiting:{public_id}", text, 0, ""
    left = PostRevision.objects.filter(post=OuterRef("pk"), number=OuterRef("revision"), names_may_stay=True)
    posts = _posts(conversation).exclude(Exists(left)).order_by("thread", "number")
    columns = ("pk", "plain", "revision", "kind", "thread__live_session__slug")
    for pk, plain, revision, kind, session in posts.values_list(*columns):
        yield f"post:{pk}", plain, revision, session or "" if kind in SAID_LIVE else ""


def _hidden(conversation: Conversation) -> QuerySet[Contribution]:
    return Contribution.objects.filter(
        conversation=conversation, terms=Terms.CHATHAM_HOUSE, withdrawn_at__isnull=True
    )


def _posts(conversation: Conversation) -> QuerySet[Post]:
    """Posts of its record whose words are to name nobody."""
    posts = Post.objects.filter(thread__conversation=conversation, thread__is_record=True).exclude(plain="")
    if conversation.is_chatham_house:
        live = Q(kind__in=SAID_LIVE, state=PostState.VISIBLE)
        return posts.filter(Q(kind__in=MENDED) | live)
    return posts.filter(pk__in=_hidden(conversation).filter(post__isnull=False).values("post"))
