"""Words of a Chatham House conversation that name somebody: shown to who runs it, before others read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange.people import places
from forums.models import Contribution, Conversation, Post, PostKind, Terms
from forums.naming import KnownPerson, Naming, namings_in

MOST = 50  # texts on a page


@dataclass(frozen=True)
class NamingText:
    """A text with what it names: a post of the record, or a contribution that still waits."""

    key: str
    text: str
    namings: list[Naming]
    revision: int = 0

    @property
    def pieces(self) -> list[tuple[str, Naming | None]]:
        """The text in order, what names somebody beside its naming."""
        found: list[tuple[str, Naming | None]] = []
        at = 0
        for naming in self.namings:
            found += [(self.text[at : naming.span.start], None), (naming.words, naming)]
            at = naming.span.end
        return [*found, (self.text[at:], None)]


def known_people(conversation: Conversation) -> list[KnownPerson]:
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


def texts_that_name(conversation: Conversation) -> list[NamingText]:
    """The first of them, in an order that tells nothing of whose they are."""
    people = known_people(conversation)
    found = []
    for key, text, revision in _texts(conversation):
        namings = namings_in(text, people)
        if namings:
            found.append(NamingText(key, text, namings, revision))
        if len(found) == MOST:
            break
    return found


def _texts(conversation: Conversation) -> Iterator[tuple[str, str, int]]:
    hidden = Contribution.objects.filter(
        conversation=conversation, terms=Terms.CHATHAM_HOUSE, withdrawn_at__isnull=True
    )
    waiting = hidden.filter(post=None).exclude(text="").order_by("public_id")
    for public_id, text in waiting.values_list("public_id", "text"):
        yield f"waiting:{public_id}", text, 0
    posts = Post.objects.filter(thread__conversation=conversation, thread__is_record=True).exclude(plain="")
    if conversation.is_chatham_house:
        posts = posts.filter(kind__in=(PostKind.CONTRIBUTION, PostKind.SPEECH))
    else:
        posts = posts.filter(pk__in=hidden.filter(post__isnull=False).values("post"))
    for pk, plain, revision in posts.order_by("thread", "number").values_list("pk", "plain", "revision"):
        yield f"post:{pk}", plain, revision
