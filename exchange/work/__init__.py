"""Work that is done after the answer: jobs that are tried again, and a schedule."""

from exchange.work.jobs import Job, job

__all__ = ["Job", "job"]
