"""The meeting service's own link, beside a live session."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from forums.models import LiveSession

SERVICES = {
    "zoom.us": "Zoom",
    "zoom.com": "Zoom",
    "zoomgov.com": "Zoom",
    "teams.microsoft.com": "Microsoft Teams",
    "teams.live.com": "Microsoft Teams",
    "teams.cloud.microsoft": "Microsoft Teams",
    "meet.google.com": "Google Meet",
    "webex.com": "Webex",
    "jitsi.org": "Jitsi",
    "meet.jit.si": "Jitsi",
    "8x8.vc": "Jitsi",
}
NAMED_IN_THE_HOST = {"jitsi": "Jitsi", "bbb": "BigBlueButton", "bigbluebutton": "BigBlueButton"}


@dataclass(frozen=True)
class MeetingLink:
    url: str
    service: str


def meeting_link(session: LiveSession) -> MeetingLink | None:
    """Where the meeting is held: the session's own link, else its engagement's."""
    url = session.meeting_url or (session.engagement.join_url if session.engagement else "")
    return MeetingLink(url, service_of(url)) if url else None


def service_of(url: str) -> str:
    """The service's name by its host; an institution's own Jitsi is known by ``jitsi`` in it."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    for known, name in SERVICES.items():
        if host == known or host.endswith(f".{known}"):
            return name
    for label in host.replace("-", ".").split("."):
        if label in NAMED_IN_THE_HOST:
            return NAMED_IN_THE_HOST[label]
    return _("the meeting")
