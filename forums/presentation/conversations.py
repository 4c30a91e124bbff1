"""A conversation as a document: question by question what was said, and what it came to."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casestudies.exports import Document, Item, Quoted, Section
from casestudies.presentation import absolute
from exchange.text import as_markdown
from forums.models import Conversation, Stance
from forums.presentation.collective import collective_section
from forums.presentation.documents import Sections
from forums.queries.conversations.around import Cluster, insights_of
from forums.queries.conversations.record import (
    SaidPart,
    SaidWords,
    bylines_in,
    is_told_by_day,
    page_of_record,
)
from forums.queries.conversations.words import harvest_of

DAY, MOMENT = "j F Y", "j F Y, H:i"


def document_of_conversation(conversation: Conversation, *, has_words: bool) -> Document:
    """Who took part stands in it as its terms allow; who may not read the words gets a file without them."""
    url = absolute(reverse("conversation", args=[conversation.slug]))
    held = conversation.opened_at or conversation.starts_at
    facts = [
        (_("Theme"), str(conversation.theme)),
        (_("Engagement"), str(conversation.engagement or "")),
        (_("Hosts"), "" if conversation.is_chatham_house else conversation.hosts),
        (
            _("Held"),
            ", ".join(filter(None, (date_format(localtime(held), DAY) if held else "", _held(conversation)))),
        ),
        (_("How words may be used"), str(conversation.get_terms_display())),
        (_("Who is heard"), _who(conversation) if has_words else ""),
    ]
    return Document(
        title=conversation.title,
        subtitle=str(conversation.theme),
        kind_label=_("Record of a conversation") if has_words else _("Conversation"),
        url=url,
        status_line=str(conversation.get_state_display()),
        published_on=None,
        version="",
        sections=Sections(lambda: _sections(conversation)) if has_words else tuple(_questions(conversation)),
        credits=(),
        how_to_cite=_("%(site)s. %(title)s (conversation). %(url)s")
        % {"site": settings.SITE_NAME, "title": conversation.title, "url": url},
        licence="",
        language="en",
        is_demonstration=conversation.is_demonstration,
        facts=tuple((label, value) for label, value in facts if value),
        kind="conversation",
        discussion_url=url,
    )


def _held(conversation: Conversation) -> str:
    return str(conversation.get_held_display()).lower()


def _who(conversation: Conversation) -> str:
    if conversation.is_chatham_house:
        return _("Nobody is named, nor where they are from.")
    return "; ".join(bylines_in(conversation))


def _purpose(conversation: Conversation) -> Section:
    return Section("purpose", _("What it is for"), (Item(as_markdown(conversation.purpose)),))


def _questions(conversation: Conversation) -> Iterator[Section]:
    yield _purpose(conversation)
    for round in conversation.rounds.order_by("position"):
        items = (Item(round.prompt, as_said=True),) if round.prompt else ()
        yield Section(f"round-{round.position}", round.title, items)


def _sections(conversation: Conversation) -> Iterator[Section]:
    """Page after page of the record, so that a long one is never held whole."""
    yield _purpose(conversation)
    yield from _insights(conversation)
    view = collective_section(conversation)
    if view:
        yield view
    number, last = 1, 1
    while number <= last:
        page = page_of_record(conversation, number=number)
        last = page.count
        for part in page.parts:
            yield from _part(conversation, part)
        number += 1


def _insights(conversation: Conversation) -> Iterator[Section]:
    for place, cluster in enumerate(insights_of(conversation), start=1):
        yield Section(
            f"insight-{place}",
            _cluster_title(cluster),
            tuple(
                Item(
                    insight.text,
                    (
                        Quoted(
                            insight.quotation.public_id,
                            insight.quotation.words,
                            insight.quotation.attribution,
                            absolute(reverse("words", args=[insight.quotation.public_id])),
                        ),
                    ),
                )
                for insight in cluster.insights
            ),
            notes=tuple(filter(None, (cluster.note,))),
        )


def _cluster_title(cluster: Cluster) -> str:
    title = cluster.title or _("What was seen in it")
    if cluster.stance == Stance.DIFFERENCE:
        return _("Where we disagreed: %s") % title
    return _("Where we agreed: %s") % title if cluster.stance == Stance.AGREEMENT else title


def _part(conversation: Conversation, part: SaidPart) -> Iterator[Section]:
    round = part.round
    key = f"round-{round.position}" if round else f"brought-{part.words[0].post.pk}"
    if not part.is_continued:
        title = f"{part.title} · {round.table}" if round and round.table else part.title
        harvest = harvest_of(conversation, round) if round else []
        items = [Item(round.prompt, as_said=True)] if round and round.prompt else []
        items += [Item(f"**{label}.** {words}", as_said=True) for label, words in harvest]
        yield Section(key, title, tuple(items))
    for said in part.words:
        yield _said(conversation, said, is_own=round is not None)


def _said(conversation: Conversation, said: SaidWords, *, is_own: bool) -> Section:
    """Only the day of a contribution is told under Chatham House, and no number that could order it."""
    post = said.post
    at = date_format(localtime(post.posted_at), DAY if is_told_by_day(post) else MOMENT)
    page = absolute(reverse("conversation", args=[conversation.slug]))
    counts = (f"{label}: {count}" for _kind, label, count in said.reactions if count)
    return Section(
        f"post-{post.pk}",
        f"{post.signature} · {at}",
        (Item(post.source, as_said=True),),
        notes=tuple(filter(None, ("; ".join(counts),))),
        url=f"{page}?at={post.number}#post-{post.number}" if is_own else page,
        depth=1,
    )
