"""May they? 404 for what one may not see, 403 for what one may not do."""

from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from casestudies.models import (
    CasePicture,
    CaseStudy,
    CaseStudyStatus,
    CaseVersion,
    Engagement,
    EngagementKind,
    LearningVersion,
    Lesson,
    Municipality,
    RecordedLearning,
    Review,
    Theme,
    Trial,
    TrialWish,
    VersionStatus,
    Volume,
)

LAUNCH_SALT = "casestudies.launch"


class CaseWithdrawn(Http404):
    """It was public and no longer is. Pages that show a tombstone catch it; for others it is not there."""

    def __init__(self, case_study: CaseStudy) -> None:
        super().__init__(str(case_study))
        self.case_study = case_study


def theme_to_read(slug: str) -> Theme:
    return get_object_or_404(Theme, slug=slug)


def case_study_to_read(user: Any, slug: str) -> CaseStudy:
    """Public ones, one's own drafts, and all drafts for editors. CaseWithdrawn for everyone."""
    case_study = _case_study(slug)
    if case_study.is_withdrawn:
        raise CaseWithdrawn(case_study)
    if not case_study.is_public and not may_write(user, case_study):
        raise Http404
    return case_study


def version_to_read(user: Any, slug: str, number: str) -> CaseVersion:
    """A published version by its number ("1.0"), of a case study that is public. CaseWithdrawn as above."""
    case_study = case_study_to_read(user, slug)
    major, _dot, minor = number.partition(".")
    if not (major.isdecimal() and minor.isdecimal() and number == f"{int(major)}.{int(minor)}"):
        raise Http404
    versions = case_study.versions.select_related("case_study", "case_study__theme", "published_by")
    return get_object_or_404(versions, major=int(major), minor=int(minor))


def case_study_at_work(user: Any, slug: str) -> CaseStudy:
    """What is behind a case study: for its authors, those who were asked to review it, and editors."""
    case_study = _case_study(slug)
    if _takes_part(user, case_study):
        return case_study
    raise _refusal(user, case_study)


def case_study_to_review(user: Any, slug: str) -> CaseStudy:
    """For those who were asked to review it."""
    case_study = _case_study(slug)
    if _reviews(user, case_study):
        return case_study
    raise _refusal(user, case_study)


def case_study_to_take_back(user: Any, slug: str) -> CaseStudy:
    """For its authors: an editor returns it instead, and says why."""
    case_study = _case_study(slug)
    if case_study.case_authors.filter(user=user).exists():
        return case_study
    raise _refusal(user, case_study)


def case_study_to_edit(user: Any, slug: str) -> CaseStudy:
    """For editors: what only they decide."""
    case_study = _case_study(slug)
    if getattr(user, "can_edit", False):
        return case_study
    raise _refusal(user, case_study)


def _refusal(user: Any, case_study: CaseStudy) -> Exception:
    """403 where the case study may be known of; a draft is hidden from whoever has no part in it."""
    is_known = case_study.status != CaseStudyStatus.DRAFT or _takes_part(user, case_study)
    return PermissionDenied() if is_known else Http404()


def _case_study(slug: str) -> CaseStudy:
    return get_object_or_404(CaseStudy.objects.select_related("theme", "current"), slug=slug)


def _takes_part(user: Any, case_study: CaseStudy) -> bool:
    return may_write(user, case_study) or _reviews(user, case_study)


def case_study_to_write(user: Any, slug: str) -> CaseStudy:
    """For its authors and editors. 404 where one doesn't even see that it is there."""
    case_study = get_object_or_404(CaseStudy.objects.select_related("theme", "current"), slug=slug)
    if may_write(user, case_study):
        return case_study
    if case_study.is_public:
        raise PermissionDenied
    raise Http404


def case_study_to_hand_out(user: Any, slug: str) -> CaseStudy:
    """For its owner and editors: who else writes it is theirs to say."""
    case_study = case_study_to_write(user, slug)
    is_owner = case_study.case_authors.filter(user=user, is_owner=True).exists()
    if user.can_edit or is_owner:
        return case_study
    raise PermissionDenied


def may_write(user: Any, case_study: CaseStudy) -> bool:
    if not getattr(user, "is_authenticated", False):
        return False
    return bool(user.can_edit) or case_study.case_authors.filter(user=user).exists()


def picture_to_see(user: Any, key: str) -> tuple[CasePicture, bool]:
    """A picture, and whether everyone may see it: a public version shows it.

    While it is in a draft alone, its authors, editors and those asked to review it see it.
    """
    pictures = CasePicture.objects.select_related("case_study", "case_study__current")
    picture = get_object_or_404(pictures, key=key)
    case_study = picture.case_study
    if case_study.is_public and _shows(case_study, key):
        return picture, True
    if may_write(user, case_study) or _reviews(user, case_study):
        return picture, False
    raise Http404


def _shows(case_study: CaseStudy, key: str) -> bool:
    """Older versions keep their pages, and so their pictures."""
    if case_study.current and _holds(case_study.current.content, key):
        return True
    versions = case_study.versions.exclude(status=VersionStatus.WITHDRAWN).values_list("content", flat=True)
    return any(_holds(content, key) for content in versions)


def _holds(content: dict[str, Any], key: str) -> bool:
    return any(row.get("picture") == key for row in content.get("pictures") or ())


def _reviews(user: Any, case_study: CaseStudy) -> bool:
    if not getattr(user, "is_authenticated", False):
        return False
    return Review.objects.filter(case_study=case_study, reviewer=user).exists()


def engagement_to_read(user: Any, slug: str) -> Engagement:
    return get_object_or_404(Engagement.objects.select_related("theme"), slug=slug)


def may_run_launch(user: Any, engagement: Engagement) -> bool:
    """Whether somebody may put an engagement in person on a projector: editors and facilitators."""
    runs = getattr(user, "can_edit", False) or getattr(user, "can_facilitate", False)
    return bool(runs) and engagement.kind == EngagementKind.IN_PERSON


def launch_key(engagement: Engagement) -> str:
    """The signature by which a projector without a login shows a launch."""
    return signing.Signer(salt=LAUNCH_SALT).signature(engagement.slug)


def launch_to_show(user: Any, slug: str, key: str) -> Engagement:
    """An engagement in person for its screen: for who runs it, and for whoever holds the signed link.

    For others it is not there: it shows a volume that may not be out yet.
    """
    engagement = engagement_to_read(user, slug)
    if may_run_launch(user, engagement):
        return engagement
    if engagement.kind == EngagementKind.IN_PERSON and constant_time_compare(key, launch_key(engagement)):
        return engagement
    raise Http404


def municipality_to_read(code: str) -> Municipality:
    return get_object_or_404(Municipality.objects.select_related("parent", "merged_into"), code=code)


def learning_to_read(slug: str) -> RecordedLearning:
    learnings = RecordedLearning.objects.select_related("engagement", "case_study", "theme")
    return get_object_or_404(learnings, slug=slug)


def learning_version_to_read(slug: str, number: str) -> LearningVersion:
    """A published version. It stands for good, whatever came after it."""
    versions = LearningVersion.objects.select_related(
        "learning__engagement", "learning__case_study", "learning__theme"
    )
    return get_object_or_404(versions, learning__slug=slug, number=number)


def require_editor(user: Any) -> None:
    if not getattr(user, "can_edit", False):
        raise PermissionDenied


def volume_to_read(user: Any, slug: str) -> Volume:
    """A published volume; one that is being put together is there for editors alone."""
    volumes = Volume.objects.select_related("launch")
    if not getattr(user, "can_edit", False):
        volumes = volumes.published()
    return get_object_or_404(volumes, slug=slug)


def volume_to_edit(user: Any, slug: str) -> Volume:
    volume = volume_to_read(user, slug)
    require_editor(user)
    return volume


def lesson_to_read(user: Any, lesson_id: int) -> Lesson:
    """A lesson that is or was public. CaseWithdrawn where it went with its case study, for everyone."""
    lesson = get_object_or_404(
        Lesson.objects.select_related("learning", "engagement", "case_study", "theme"), pk=lesson_id
    )
    case_study = lesson.case_study
    if case_study and not lesson.learning_id:
        if case_study.is_withdrawn:
            raise CaseWithdrawn(case_study)
        if not case_study.is_public:
            raise Http404
    return lesson


def trial_to_withdraw(user: Any, lesson_id: int, trial_id: int) -> Trial:
    """One's own report; an editor may take down any. 404 for one that is no longer there to be read."""
    lesson = lesson_to_read(user, lesson_id)
    trial = get_object_or_404(lesson.trials.select_related("municipality", "by"), pk=trial_id)
    if trial.by_id == user.pk or user.can_edit:
        return trial
    raise PermissionDenied if trial.withdrawn_at is None else Http404


def wish_to_answer(user: Any, wish_id: int) -> TrialWish:
    """For the team behind the lesson; for anybody else the message is not there."""
    wishes = TrialWish.objects.select_related("lesson", "lesson__case_study", "municipality", "by")
    wish = get_object_or_404(wishes, pk=wish_id)
    case_study = wish.lesson.case_study
    if may_write(user, case_study) if case_study else user.can_edit:
        return wish
    raise Http404


def check_answers_for_editors(user: Any) -> None:
    """Wishes for lessons that no case study stands behind are answered by editors."""
    if not user.can_edit:
        raise PermissionDenied
