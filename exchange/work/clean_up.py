"""Jobs that are done are forgotten after some days; those that failed stay longer, to be looked into."""

from datetime import time, timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from exchange.work.jobs import job
from exchange.work.schedule import register_schedule

KEEP_DONE = timedelta(days=3)
KEEP_FAILED = timedelta(days=30)


@job()
def forget_finished_jobs() -> int:
    now = timezone.now()
    done = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE
    ).delete()
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED
    ).delete()
    return done[0] + failed[0]


def register() -> None:
    register_schedule("forget finished jobs", daily_at=time(3), job=forget_finished_jobs)
