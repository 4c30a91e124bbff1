"""Engagements as entries of a calendar."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.exports.calendar import Entry
from casestudies.models import Engagement
from casestudies.presentation.addresses import absolute


def entries_of(engagements: Iterable[Engagement]) -> list[Entry]:
    """One entry for each engagement whose day is known; one of which only the month is known has none."""
    return [_entry(engagement) for engagement in engagements if engagement.starts_on]


def _entry(engagement: Engagement) -> Entry:
    assert engagement.starts_on is not None, "entries_of leaves the others out"  # noqa: S101 - narrows the type
    return Entry(
        uid=f"engagement-{engagement.pk}@{urlsplit(settings.SITE_URL).hostname}",
        title=engagement.title,
        begins=engagement.starts_at or engagement.starts_on,
        ends=engagement.ends_at,
        is_confirmed=engagement.is_confirmed,
        changed_at=engagement.changed_at,
        sequence=engagement.sequence,
        url=absolute(reverse("engagement", args=[engagement.slug])),
        description="\n\n".join(filter(None, _paragraphs(engagement))),
        location=engagement.place or (_("Online") if engagement.kind == "virtual" else ""),
    )


def _paragraphs(engagement: Engagement) -> Iterable[str]:
    if engagement.is_demonstration:
        yield _("Demonstration: this engagement is made up.")
    yield engagement.summary
    yield "\n".join(f"- {question}" for question in engagement.questions)
    if engagement.join_url:
        yield _("Join here: %(link)s") % {"link": engagement.join_url}
    yield absolute(reverse("engagement", args=[engagement.slug]))
