"""What the library does at night, when nobody is in a session."""

from datetime import time

from django.utils import timezone

from casestudies.actions.reminders import remind_owners
from casestudies.dump import write_open_dump
from exchange.work import job
from exchange.work.schedule import register_schedule


@job()
def remind_of_reviews() -> str:
    return f"{remind_owners(timezone.now())} reminded"


@job()
def publish_open_data() -> str:
    return f"{len(write_open_dump(timezone.now()).files)} files"


def register_nightly() -> None:
    register_schedule("reminders of reviews that are due", daily_at=time(2), job=remind_of_reviews)
    register_schedule("open data", daily_at=time(2), job=publish_open_data)
