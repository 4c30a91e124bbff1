"""Words picked from sources: several at once become quotations of one item, or insights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casestudies.models import BriefSection
from exchange.people.models import User
from forums.actions.quotations import pick_quotation
from forums.actions.summaries import cite_words
from forums.models import Insight, Post, Summary, SummaryItem, subject_field


@dataclass(frozen=True)
class Picked:
    """Words of a source, and enough around them to find the place."""

    post: Post
    words: str
    before: str = ""
    after: str = ""


@transaction.atomic
def cite_picked(
    *,
    summary: Summary,
    target: SummaryItem | BriefSection,
    picked: Sequence[Picked],
    by: User,
    now: datetime | None = None,
) -> SummaryItem | BriefSection:
    """Put all that was picked under one item, or under a new one of a section; all of it or nothing.

    Raises what ``cite_words`` raises.
    """
    for one in picked:
        target = cite_words(
            summary=summary,
            target=target,
            post=one.post,
            words=one.words,
            before=one.before,
            after=one.after,
            by=by,
            now=now,
        )
    return target


@transaction.atomic
def note_insights(
    *, summary: Summary, picked: Sequence[Picked], by: User, now: datetime | None = None
) -> list[Insight]:
    """Keep each as an insight on what the summary is about: for the board of the discussion.

    The same words twice are one insight. Raises what ``pick_quotation`` raises.
    """
    now = now or timezone.now()
    about = subject_field(summary.subject)
    insights = []
    for one in picked:
        quotation = pick_quotation(
            post=one.post, words=one.words, by=by, before=one.before, after=one.after, now=now
        )
        insight, _created = Insight.objects.get_or_create(
            **about, quotation=quotation, defaults={"made_by": by, "made_at": now}
        )
        insights.append(insight)
    return insights
