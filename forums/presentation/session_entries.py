"""Live sessions as entries of a calendar and of a feed."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.exports.calendar import Entry as Meeting
from casestudies.feeds.atom import Entry as Item
from casestudies.presentation import absolute
from casestudies.presentation.tags import tag_of
from forums.models import LiveSession
from forums.presentation.sharing import demonstration_mark


def meetings_of(sessions: Iterable[LiveSession]) -> list[Meeting]:
    """Never the link of the meeting service: it is for those who joined."""
    return [
        Meeting(
            uid=f"live-session-{session.pk}@{urlsplit(settings.SITE_URL).hostname}",
            title=_title(session),
            begins=session.starts_at,
            ends=None,
            is_confirmed=True,
            changed_at=session.starts_at,
            sequence=session.last_seq,
            url=_address(session),
            description=_words(session),
            location=_("Online"),
        )
        for session in sessions
    ]


def feed_items_of(sessions: Iterable[LiveSession]) -> list[Item]:
    return [
        Item(
            tag=tag_of("live-session", session.pk),
            title=_title(session),
            url=_address(session),
            words=_words(session),
            published_at=session.starts_at,
            updated_at=session.closed_at or session.opened_at or session.starts_at,
            categories=(str(session.get_state_display()),),
            authors=str(session.subject),
        )
        for session in sessions
    ]


def _title(session: LiveSession) -> str:
    return f"{demonstration_mark(session)}{session.title}"


def _address(session: LiveSession) -> str:
    return absolute(reverse("live_session", args=[session.slug]))


def _words(session: LiveSession) -> str:
    return _("Live session Q&A on %(subject)s. Ask and vote from your phone: %(link)s") % {
        "subject": session.subject,
        "link": _address(session),
    }
