"""The first draft: items that rest on people's words, suggested until a person takes each over."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casestudies.models import BriefSection
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import Span, excerpt, words_at
from forums.actions.quotations import (
    NoConsentToQuote,
    NothingToQuote,
    QuotationTooLong,
    WordsNotInSource,
    WordsOfSomebodyElse,
)
from forums.actions.summaries import cite_words
from forums.actions.summarising.drafts import lock_draft
from forums.drafting import Draft, DraftItem, first_draft
from forums.drafting.drafting import drafted
from forums.models import Citation, Post, SuggestedBy, Summary, SummaryItem
from forums.queries.draft_sources import draft_sources

CONTEXT = 60
WHY_LENGTH = 300
NOT_QUOTABLE = (
    NoConsentToQuote,
    NothingToQuote,
    QuotationTooLong,
    WordsNotInSource,
    WordsOfSomebodyElse,
)


class NothingToDraftFrom(ActionError):
    message = gettext_lazy(
        "Nobody has said anything yet that may be quoted and is not in the summary already. Write the first "
        "item yourself."
    )


@dataclass(frozen=True)
class Drafted:
    """What a first draft came to; ``left_out`` counts the sources that may not be quoted."""

    items: list[SummaryItem]
    left_out: int
    notes: tuple[str, ...] = ()


def make_first_draft(
    *, summary: Summary, by: User, by_model: bool = False, now: datetime | None = None
) -> Drafted:
    """Add suggested items, each with its quotations and why it was chosen. What people wrote stays.

    What the summary quotes already is not suggested again. The draft is thought out before the summary is
    locked, so that nobody waits for it. ``by_model``: the language model that the site has set may group
    what was said; only then do words leave the site. Raises SummaryNotOpenForEditing, NothingToDraftFrom.
    """
    sources, posts, left_out = draft_sources(summary, by)
    draft = (drafted if by_model else first_draft)(sources, about=summary.title)
    return put_draft(summary=summary, draft=draft, posts=posts, left_out=left_out, by=by, now=now)


@transaction.atomic
def put_draft(
    *,
    summary: Summary,
    draft: Draft,
    posts: dict[str, Post],
    left_out: int,
    by: User,
    now: datetime | None = None,
) -> Drafted:
    """Make the items of a draft through the same act as a person who quotes; words that may not be quoted,
    or are no longer there, are left out.

    Raises SummaryNotOpenForEditing, NothingToDraftFrom.
    """
    summary = lock_draft(summary)
    made = [
        item
        for planned in draft.items
        if planned.section in BriefSection.values and (item := _put_item(summary, planned, posts, by, now))
    ]
    if not made:
        raise NothingToDraftFrom
    return Drafted(made, left_out, draft.notes)


def _put_item(
    summary: Summary,
    planned: DraftItem,
    posts: dict[str, Post],
    by: User,
    now: datetime | None,
) -> SummaryItem | None:
    item: SummaryItem | None = None
    for cited in planned.citations:
        post = posts[cited.source]
        span = Span(cited.start, cited.end)
        if _is_cited(summary, post, span):
            continue
        try:
            item = cite_words(
                summary=summary,
                target=item or BriefSection(planned.section),
                post=post,
                words=words_at(post.plain, span),
                before=post.plain[max(0, span.start - CONTEXT) : span.start],
                after=post.plain[span.end : span.end + CONTEXT],
                by=by,
                now=now,
            )
        except NOT_QUOTABLE:
            continue
    if item is None:
        return None
    item.suggested_by = SuggestedBy.ENDPOINT if planned.is_by_model else SuggestedBy.DRAFT
    item.prose = planned.prose
    item.why = excerpt("; ".join(planned.reasons), WHY_LENGTH)
    item.save(update_fields=["suggested_by", "prose", "why"])
    return item


def _is_cited(summary: Summary, post: Post, span: Span) -> bool:
    standing = Citation.objects.filter(item__summary=summary, quotation__revision__post=post)
    return standing.filter(quotation__start__lt=span.end, quotation__end__gt=span.start).exists()


def in_words(made: Drafted) -> str:
    """What the person who asked for the draft is told."""
    told = [
        _("%(items)d items suggested, with %(quotations)d quotations. Take over what is right, one by one.")
        % {
            "items": len(made.items),
            "quotations": Citation.objects.filter(item__in=made.items).count(),
        }
    ]
    if made.left_out:
        told.append(
            ngettext(
                "%(count)d source was left out: who said it did not agree to be quoted.",
                "%(count)d sources were left out: who said them did not agree to be quoted.",
                made.left_out,
            )
            % {"count": made.left_out}
        )
    return " ".join([*told, *made.notes])
