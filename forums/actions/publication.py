"""A summary as values: what the library publishes, without knowing where it came from."""

from typing import Any

from django.urls import reverse

from casestudies.actions.recorded_learnings import (
    ItemToPublish,
    LessonLearned,
    Publication,
    QuotedWords,
    Subjects,
)
from casestudies.models import BriefSection, LessonKind
from forums.models import Citation, Summary, SummaryItem
from forums.queries import items_in_brief_order, names_of_participants


def publication_of(summary: Summary) -> Publication:
    """The publication a summary would become: prose, frozen words, credits."""
    theme = None
    if summary.engagement:
        theme = summary.engagement.theme
    elif summary.case_study:
        theme = summary.case_study.theme
    elif summary.conversation:
        theme = summary.conversation.theme
    return Publication(
        title=summary.title,
        source_key=f"summary:{summary.pk}",
        items=[_item(item) for item in items_in_brief_order(summary)],
        subjects=Subjects(
            engagement=summary.engagement
            or (summary.conversation.engagement if summary.conversation else None),
            case_study=summary.case_study,
            theme=theme,
        ),
        credits=names_of_participants(summary.live_session) if summary.live_session else [],
        is_demonstration=summary.is_demonstration,
    )


def content_of(summary: Summary) -> dict[str, Any]:
    """All that a summary says, as values to be frozen; quotations by their public ids and hashes, without
    their words, which stand in the quotations alone."""
    publication = publication_of(summary)
    return {
        "title": publication.title,
        "credits": list(publication.credits),
        "items": [
            {
                "section": item.section,
                "prose": item.prose,
                "is_own_view": item.is_own_view,
                "lesson": [item.lesson_statement, item.lesson_kind, item.lesson_conditions],
                "citations": [
                    [citation.quotation.public_id, citation.quotation.words_hash]
                    for citation in item.citations.all()
                ],
            }
            for item in items_in_brief_order(summary)
        ],
    }


def _item(item: SummaryItem) -> ItemToPublish:
    lesson = None
    if item.lesson_statement:
        lesson = LessonLearned(
            statement=item.lesson_statement,
            kind=LessonKind(item.lesson_kind),
            conditions=item.lesson_conditions,
        )
    return ItemToPublish(
        section=BriefSection(item.section),
        prose=item.prose,
        quotations=[_quoted(citation) for citation in item.citations.all()],
        lesson=lesson,
        is_own_view=item.is_own_view,
    )


def _quoted(citation: Citation) -> QuotedWords:
    quotation = citation.quotation
    return QuotedWords(
        quotation_id=quotation.public_id,
        words="" if quotation.is_withdrawn else citation.shortened or quotation.words,
        attribution=quotation.attribution,
        url=reverse("words", args=[quotation.public_id]),
        is_withdrawn=quotation.is_withdrawn,
        is_corrected=quotation.corrected_at is not None,
    )
