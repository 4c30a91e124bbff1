"""Which threads a summary draws on: those it was opened with, and others that a facilitator adds."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.actions.summarising.drafts import lock_draft
from forums.models import Summary, Thread
from forums.queries.source_list import cited_posts


class ThreadIsQuoted(ActionError):
    message = _("The summary quotes this thread. Remove those quotations first, then the thread.")


class LastThread(ActionError):
    message = _("A summary needs a thread to draw on. Add another one first.")


@transaction.atomic
def add_thread(*, summary: Summary, thread: Thread) -> Summary:
    """Let a summary draw on one more thread. Doing it twice is quiet. Raises SummaryNotOpenForEditing.

    Which threads somebody may add is ``Thread.objects.for_summaries_of`` them.
    """
    summary = lock_draft(summary)
    summary.threads.add(thread)
    return summary


@transaction.atomic
def remove_thread(*, summary: Summary, thread: Thread) -> Summary:
    """Let a summary draw on a thread no longer. Doing it twice is quiet.

    Raises SummaryNotOpenForEditing, ThreadIsQuoted, LastThread.
    """
    summary = lock_draft(summary)
    if not summary.threads.filter(pk=thread.pk).exists():
        return summary
    if thread.posts.filter(pk__in=cited_posts(summary)).exists():
        raise ThreadIsQuoted
    if summary.threads.count() == 1:
        raise LastThread
    summary.threads.remove(thread)
    return summary
