"""From draft to published version: submitted, read by two, published, or returned; and withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.comments import comment_on_section
from casestudies.actions.letters import editors, people_of, send_letter
from casestudies.actions.versions import make_version
from casestudies.content import problems_of
from casestudies.models import (
    DRAFT_MOVES,
    CaseRevision,
    CaseStudy,
    CaseStudyStatus,
    CaseVersion,
    DraftState,
    Review,
    Verdict,
    VersionStatus,
)
from casestudies.queries import authors_to_cite, closes_a_circle, head_of, unknown_keys
from exchange.errors import ActionError
from exchange.people.models import User

REVIEWERS_NEEDED = 2


class NoMunicipality(ActionError):
    message = _("At least one municipality takes part in every case study. Please add one.")
    status = 400


class NotComplete(ActionError):
    message = _("Something is still missing; the list on this page says what, step by step.")
    status = 400


class CircularRelation(ActionError):
    status = 400

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” already leads back to this case study, so the relation would go in a circle.")
            % {"title": title}
        )


class NotNow(ActionError):
    message = _("That can’t be done at this point. This page shows how far the case study has come.")


class OwnWork(ActionError):
    message = _("Authors don’t review their own case study. Please ask somebody else.")
    status = 400


class NobodyAsked(ActionError):
    message = _("Please choose at least one reviewer, or give the e-mail address of a member.")
    status = 400


class ReasonMissing(ActionError):
    message = _("Please give a reason: it is shown to those whom it concerns.")
    status = 400


class NotReviewed(ActionError):
    message = _("Two reviewers must have passed the text as it stands before it can be published.")


def _move(case_study: CaseStudy, to: DraftState) -> CaseStudy:
    """Lock the case study and move its draft; raises NotNow where there is no such way."""
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.draft_state != to:
        if to not in DRAFT_MOVES[case_study.draft_state]:
            raise NotNow
        case_study.draft_state = to
        case_study.save(update_fields=["draft_state", "changed_at"])
    return case_study


def _check(case_study: CaseStudy, head: CaseRevision) -> None:
    """Nothing is missing, every key names something, and no relation comes back to where it began."""
    if problems_of(head.content) or unknown_keys(head.content, case_study):
        raise NotComplete
    for row in head.content["relations"]:
        if closes_a_circle(from_case=case_study, kind=row["relation"], to_slug=row["case_study"]):
            raise CircularRelation(title=row["case_study"])


@transaction.atomic
def submit_case_study(*, case_study: CaseStudy, by: User) -> CaseStudy:
    """Send the draft to the editors. Raises NoMunicipality, NotComplete, NotNow."""
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    head = head_of(case_study)
    if not head.content["places"]:
        raise NoMunicipality
    _check(case_study, head)
    if head.is_open:
        head.is_open = False
        head.save(update_fields=["is_open"])
    was_submitted = case_study.draft_state == DraftState.SUBMITTED
    case_study = _move(case_study, DraftState.SUBMITTED)
    if not was_submitted:
        send_letter("case_submitted", editors(), case_study=case_study, by=by)
    return case_study


@transaction.atomic
def ask_reviewers(
    *, case_study: CaseStudy, reviewers: Sequence[User], by: User, now: datetime | None = None
) -> list[Review]:
    """Ask members to review the submitted text; asking somebody twice is quiet.

    Raises NobodyAsked, OwnWork, NotNow.
    """
    now = now or timezone.now()
    authors = set(case_study.case_authors.values_list("user_id", flat=True))
    if any(reviewer.pk in authors for reviewer in reviewers):
        raise OwnWork
    if not reviewers:
        raise NobodyAsked
    case_study = _move(case_study, DraftState.IN_REVIEW)
    head = head_of(case_study)
    reviews, newly_asked = [], []
    for reviewer in reviewers:
        review, is_new = Review.objects.get_or_create(
            revision=head,
            reviewer=reviewer,
            defaults={"case_study": case_study, "asked_by": by, "asked_at": now},
        )
        reviews.append(review)
        newly_asked += [reviewer] if is_new else []
    send_letter("review_asked", newly_asked, case_study=case_study, by=by)
    return reviews


@transaction.atomic
def decide_review(
    *, review: Review, verdict: Verdict, remark: str = "", now: datetime | None = None
) -> Review:
    """A reviewer passes the text or asks for changes, which needs a remark.

    Raises NotNow, ReasonMissing, and OwnWork where the reviewer has become an author meanwhile.
    """
    if verdict == Verdict.CHANGES and not remark.strip():
        raise ReasonMissing
    case_study = CaseStudy.objects.select_for_update().get(pk=review.case_study_id)
    if case_study.draft_state != DraftState.IN_REVIEW or head_of(case_study).pk != review.revision_id:
        raise NotNow
    if case_study.case_authors.filter(user=review.reviewer_id).exists():
        raise OwnWork
    review.verdict, review.remark = verdict, remark.strip()
    review.decided_at = None if verdict == Verdict.ASKED else now or timezone.now()
    review.save(update_fields=["verdict", "remark", "decided_at"])
    asked_by = [review.asked_by] if review.asked_by else []
    send_letter("review_decided", asked_by, case_study=case_study, by=review.reviewer, review=review)
    return review


@transaction.atomic
def return_draft(
    *, case_study: CaseStudy, by: User, reason: str = "", now: datetime | None = None
) -> CaseStudy:
    """Give the text back to its authors: an editor, who says why, or an author who takes it back.

    The reason stands among the comments, about the text as a whole. Raises ReasonMissing, NotNow; returning
    what is with its authors already is quiet.
    """
    is_author = case_study.case_authors.filter(user=by).exists()
    if not is_author and not reason.strip():
        raise ReasonMissing
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.draft_state == DraftState.RESTING:
        raise NotNow
    was_away = case_study.draft_state != DraftState.WRITING
    case_study = _move(case_study, DraftState.WRITING)
    if was_away and reason.strip():
        comment_on_section(case_study=case_study, field="", author=by, text=reason, now=now)
    if was_away and not is_author:
        send_letter("case_returned", people_of(case_study), case_study=case_study, by=by, reason=reason)
    return case_study


@transaction.atomic
def publish_case_study(
    *,
    case_study: CaseStudy,
    by: User,
    note: str = "",
    is_major: bool = False,
    now: datetime | None = None,
) -> CaseVersion:
    """Publish the reviewed text as the next numbered version.

    ``note`` says what changed, for readers of an earlier version. Raises NotReviewed, NotNow, NotComplete,
    and ReasonMissing for a later version without a note.
    """
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.draft_state != DraftState.IN_REVIEW:
        raise NotNow
    head = head_of(case_study)
    authors = case_study.case_authors.values("user")
    if head.reviews.filter(verdict=Verdict.PASSED).exclude(reviewer__in=authors).count() < REVIEWERS_NEEDED:
        raise NotReviewed
    _check(case_study, head)
    if case_study.status == CaseStudyStatus.PUBLISHED and not note.strip():
        raise ReasonMissing
    version = make_version(
        revision=head,
        by=by,
        authors=authors_to_cite(case_study),
        note=note.strip(),
        is_major=is_major,
        now=now,
    )
    readers = people_of(case_study, reviewers_of=head)
    send_letter("case_published", readers, case_study=case_study, by=by, version=version)
    return version


@transaction.atomic
def withdraw_case_study(
    *, case_study: CaseStudy, reason: str, by: User | None, now: datetime | None = None
) -> CaseStudy:
    """Take a public case study out of the library; a tombstone page keeps its address and says why.

    Its facets go, so that it is found and counted nowhere; its lessons that came from nowhere else retire.
    Raises ReasonMissing, and NotNow for what was never public. Doing it twice is quiet.
    """
    if not reason.strip():
        raise ReasonMissing
    now = now or timezone.now()
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.status == CaseStudyStatus.WITHDRAWN:
        return case_study
    if not case_study.is_public:
        raise NotNow
    case_study.status = CaseStudyStatus.WITHDRAWN
    case_study.withdrawn_at = case_study.record_changed_at = now
    case_study.withdrawn_reason = reason.strip()
    case_study.save()
    case_study.versions.update(status=VersionStatus.WITHDRAWN)
    case_study.facets.all().delete()
    case_study.lessons.filter(learning__isnull=True, retired_at__isnull=True).update(retired_at=now)
    if by is not None:
        send_letter("case_withdrawn", people_of(case_study), case_study=case_study, by=by)
    return case_study


@transaction.atomic
def reinstate_case_study(*, case_study: CaseStudy, by: User, now: datetime | None = None) -> CaseVersion:
    """Undo a withdrawal: the last version's text is public again, under the next number."""
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.status != CaseStudyStatus.WITHDRAWN:
        raise NotNow
    case_study.withdrawn_at, case_study.withdrawn_reason = None, ""
    case_study.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    note = str(_("Reinstated after it was withdrawn."))
    authors = authors_to_cite(case_study)
    last = case_study.versions.order_by("-major", "-minor").select_related("revision").first()
    revision = (last and last.revision) or head_of(case_study)
    return make_version(revision=revision, by=by, authors=authors, note=note, now=now)
