"""The workbench as values: the state that an open page compares itself with, who is at it, what was said."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from casestudies.models import BriefSection
from exchange.text import sentences, words_at
from forums.actions.summarising.presence import GONE_AFTER
from forums.models import RemovedPart, SourceReading, Summary, SummaryItem, SummaryPresence
from forums.queries.source_list import ListedSource, cited_posts

MOST_WORDS = 1500
REMOVED_SHOWN = 20


def removed_from(summary: Summary) -> list[RemovedPart]:
    parts = summary.removed_parts.select_related("removed_by").order_by("-removed_at", "-pk")
    return list(parts[:REMOVED_SHOWN])


def digest_of(item: SummaryItem) -> str:
    """Another one whenever its article on the page would look another way."""
    citations = [
        (
            one.pk,
            one.shortened,
            one.quotation.words,
            one.quotation.attribution,
            one.quotation.source_changed_at,
        )
        for one in item.citations.all()
    ]
    comments = [(one.pk, one.settled_at) for one in item.comments.all()]
    said = (item.revision, item.section, item.is_suggestion, citations, comments)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:10]


def state_of(
    summary: Summary, items: Sequence[SummaryItem], *, user: Any, now: datetime | None = None
) -> dict[str, Any]:
    """What an open page compares itself with: ids and figures, no words."""
    sections = {
        section.value: [item for item in items if item.section == section] for section in BriefSection
    }
    return {
        "open": summary.is_draft,
        "sections": [
            {
                "key": key,
                "words": sum(item.word_count for item in found),
                "suggestions": sum(item.is_suggestion for item in found),
                "items": [[item.pk, digest_of(item), item.revision] for item in found],
            }
            for key, found in sections.items()
        ],
        "cited": sorted(set(cited_posts(summary).values_list("quotation__revision__post", flat=True))),
        "read": sorted(SourceReading.objects.filter(summary=summary).values_list("post", flat=True)),
        "removed": summary.removed_parts.count(),
        "people": [
            {"name": str(one.user), "item": one.item_id}
            for one in colleagues_at(summary, user=user, now=now or timezone.now())
        ],
    }


def colleagues_at(summary: Summary, *, user: Any, now: datetime) -> list[SummaryPresence]:
    present = summary.presences.filter(seen_at__gte=now - GONE_AFTER).exclude(user=user)
    return list(present.select_related("user").order_by("user__display_name", "pk"))


def with_sentences(source: ListedSource) -> Mapping[str, Any]:
    """A source with its sentences, each with the value under which it can be ticked."""
    post = source.post
    spans = [
        {"value": f"{post.pk}:{span.start}-{span.end}", "words": words_at(post.plain, span)}
        for span in sentences(post.plain)
    ]
    return {"source": source, "post": post, "sentences": spans}
