"""A summary as a document that its facilitator takes along."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.exports import Document
from casestudies.presentation import absolute, lessons_from, sections_from
from forums.actions.citing import require_all_holds, require_consents
from forums.actions.publication import publication_of
from forums.models import Summary


def document_of_summary(summary: Summary) -> Document:
    """The draft as it stands. Raises what ``require_all_holds`` raises: an export carries no words that
    nobody said."""
    require_all_holds(summary)
    require_consents(summary)
    publication = publication_of(summary)
    url = absolute(reverse("summary", args=[summary.pk]))
    return Document(
        title=summary.title,
        subtitle=str(summary.subject),
        kind_label=_("Discussion summary"),
        url=url,
        status_line=str(summary.get_state_display()),
        published_on=None,
        version="",
        sections=sections_from(publication.items)
        + lessons_from(item.lesson for item in publication.items if item.lesson),
        credits=tuple(publication.credits),
        how_to_cite=_("%(site)s. %(title)s (discussion summary, %(state)s). %(url)s")
        % {
            "site": settings.SITE_NAME,
            "title": summary.title,
            "state": summary.get_state_display(),
            "url": url,
        },
        licence="",
        language="en",
        is_demonstration=summary.is_demonstration,
        facts=((_("Status"), str(summary.get_state_display())),),
    )
