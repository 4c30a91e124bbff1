"""What became of a mail is kept as long as it might come again, and a while to look into."""

from datetime import time, timedelta

from django.utils import timezone

from exchange.work import job
from exchange.work.schedule import register_schedule
from forums.models import InboundMail

KEEP = timedelta(days=180)


@job()
def forget_old_mails() -> int:
    return InboundMail.objects.filter(arrived_at__lt=timezone.now() - KEEP).delete()[0]


def register_clean_up() -> None:
    register_schedule("old mails", daily_at=time(3, 15), job=forget_old_mails)
