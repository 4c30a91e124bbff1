"""A published case study is looked at again once a year; its owner is reminded until somebody has."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casestudies.actions.letters import editors, owners_of, send_letter
from casestudies.actions.versions import REVIEW_AFTER
from casestudies.actions.workflow import NotNow
from casestudies.models import CaseStudy, CaseStudyStatus

REMIND_AGAIN_AFTER = timedelta(days=90)


def remind_owners(now: datetime) -> int:
    """One letter to the owner of each published case study that is due; returns how many case studies.

    Again after ninety days. Where no owner is left, the editors hear.
    """
    due = CaseStudy.objects.filter(
        Q(reminded_at=None) | Q(reminded_at__lte=now - REMIND_AGAIN_AFTER),
        status=CaseStudyStatus.PUBLISHED,
        review_due__lte=timezone.localdate(now),
    )
    return sum(_remind(pk, now) for pk in due.order_by("review_due", "pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    """Two runs at once send one letter: the row is locked, and looked at again."""
    case_study = CaseStudy.objects.select_for_update().get(pk=pk)
    if case_study.reminded_at and case_study.reminded_at > now - REMIND_AGAIN_AFTER:
        return False
    case_study.reminded_at = now
    case_study.save(update_fields=["reminded_at"])
    send_letter("review_due", owners_of(case_study) or editors(), case_study=case_study)
    return True


@transaction.atomic
def confirm_reviewed(*, case_study: CaseStudy, now: datetime | None = None) -> CaseStudy:
    """Somebody looked: it is still true as it stands. The next look is due in a year. Raises NotNow."""
    today = timezone.localdate(now or timezone.now())
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.status != CaseStudyStatus.PUBLISHED:
        raise NotNow
    case_study.reviewed_on, case_study.review_due = today, today + REVIEW_AFTER
    case_study.reminded_at = None
    case_study.save(update_fields=["reviewed_on", "review_due", "reminded_at"])
    return case_study
