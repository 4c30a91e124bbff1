"""From a moment of a session to the second of its recording."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from forums.models import LiveSession

MEDIA = (".mp4", ".m4v", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".wav")
BY_QUERY = {  # host: the parameter that holds the seconds
    "youtube.com": "t",
    "youtu.be": "t",
    "drive.google.com": "t",
}
BY_FRAGMENT = {"vimeo.com", "player.vimeo.com"}


@dataclass(frozen=True)
class Moment:
    """``offset`` is h:mm:ss; ``url`` leads there, or to the recording where its service has no way."""

    offset: str
    url: str
    is_exact: bool


def moment_of(session: LiveSession, at: datetime | None) -> Moment | None:
    """Where to hear what was said at a time; none before the recording began, or where there is none.

    A voice is a name: nothing leads to the recording of what was said under Chatham House.
    """
    if at is None or session.recording_starts_at is None or session.is_chatham_house:
        return None
    begins = session.recording_starts_at.timestamp() + session.recording_correction
    seconds = int(at.timestamp() - begins)
    if seconds < 0:
        return None
    url = link_to(session.recording_url, seconds)
    return Moment(clock(seconds), url or session.recording_url, is_exact=bool(url))


def clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def link_to(url: str, seconds: int) -> str:
    """The address of a second of a recording; empty where its service has no way known to us."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in BY_QUERY:
        name = BY_QUERY[host]
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != name]
        return urlunsplit(parts._replace(query=urlencode([*query, (name, str(seconds))]), fragment=""))
    if host in BY_FRAGMENT:
        return urlunsplit(parts._replace(fragment=f"t={seconds}s"))
    if parts.path.lower().endswith(MEDIA):  # W3C Media Fragments
        return urlunsplit(parts._replace(fragment=f"t={seconds}"))
    return ""
