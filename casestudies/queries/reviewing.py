"""Where case studies stand on their way to a version, and who is waited for."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from casestudies.models import (
    CaseRevision,
    CaseStudy,
    CaseStudyStatus,
    DraftState,
    PublicNote,
    Review,
    SectionComment,
    Verdict,
)
from casestudies.queries.case_page import by_field
from casestudies.queries.cases import head_of
from exchange.people.models import User


def public_notes_of(case_study: CaseStudy) -> Mapping[str, list[PublicNote]]:
    """The notes that stand beside its fields, by the field's key."""
    standing = case_study.public_notes.filter(lifted_at=None).select_related("by")
    return by_field(standing.order_by("added_at", "pk"))


def reviews_of(revision: CaseRevision) -> list[Review]:
    """Who reads this revision, in the order in which they were asked."""
    return list(revision.reviews.select_related("reviewer").order_by("asked_at", "pk"))


def comments_by_field(case_study: CaseStudy) -> dict[str, list[SectionComment]]:
    """All comments, by the field's key; "" holds those about the whole text."""
    found: dict[str, list[SectionComment]] = defaultdict(list)
    comments = case_study.section_comments.select_related("author", "settled_by", "revision")
    for comment in comments.order_by("made_at", "pk"):
        found[comment.field].append(comment)
    return dict(found)


def reviewers_to_choose(case_study: CaseStudy) -> QuerySet[User]:
    """Facilitators, editors and members who have reviewed before; neither authors nor those asked already."""
    known = Q(is_facilitator=True) | Q(is_editor=True) | Q(pk__in=Review.objects.values("reviewer"))
    asked = Review.objects.filter(revision=head_of(case_study)).values("reviewer")
    free = User.objects.filter(known, is_active=True).exclude(pk__in=asked)
    authors = case_study.case_authors.values("user")
    return free.exclude(pk__in=authors).order_by("display_name", "pk")


def reviews_waiting_for(user: User) -> list[Review]:
    """What a member was asked to read and has not decided, the oldest request first."""
    waiting = Review.objects.filter(
        reviewer=user, verdict=Verdict.ASKED, case_study__draft_state=DraftState.IN_REVIEW
    ).select_related("case_study__theme", "asked_by", "revision")
    return [
        review
        for review in waiting.order_by("asked_at", "pk")
        if head_of(review.case_study).pk == review.revision_id
    ]


def under_way() -> QuerySet[CaseStudy]:
    """For editors: what was submitted or is being reviewed, with how many have passed it."""
    states = (DraftState.SUBMITTED, DraftState.IN_REVIEW)
    return (
        CaseStudy.objects.filter(draft_state__in=states)
        .select_related("theme")
        .annotate(comments=Count("section_comments", filter=Q(section_comments__settled_at=None)))
        .order_by("-draft_state", "changed_at", "pk")
    )


def due_for_review(today: date) -> QuerySet[CaseStudy]:
    """Published case studies at which nobody has looked for a year."""
    published = CaseStudy.objects.filter(status=CaseStudyStatus.PUBLISHED, review_due__lte=today)
    return published.select_related("theme").order_by("review_due", "pk")
