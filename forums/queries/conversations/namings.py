"""Words of a Chatham House conversation that name somebody: shown to who runs it, before others read them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from exchange.people import places
from forums.models import Contribution, Conversation, Post, PostKind, PostRevision, PostState, Terms
from forums.naming import KnownPerson, Naming, namings_in

MOST = 50  # texts on a page
MENDED = frozenset({PostKind.CONTRIBUTION, PostKind.SPEECH})
"""Posts from which names are taken out here."""
SAID_LIVE = frozenset({PostKind.QUESTION, PostKind.ANSWER, PostKind.MINUTES})
"""Posts that say what stands in a live session: they are changed or hidden there."""


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
    def pieces(self) -> list[tuple[str, Naming | None]]:
        """The text in order, what names somebody beside its naming."""
        found: list[tuple[str, Naming | None]] = []
        at = 0
        for naming in self.namings:
            found += [(self.text[at : naming.span.start], None), (naming.words, naming)]
            at = naming.span.end
        return [*found, (self.text[at:], None)]


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
