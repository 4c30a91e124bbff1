"""The projector's screen in words: which stage it is at, how large its letters are, the links to it."""

from django.urls import reverse

from forums.models import LiveSession, SessionState

LENGTHS = ((60, "short"), (140, "medium"), (280, "long"))  # static/js/live-screen.js has them too


def stage_of(session: LiveSession) -> str:
    """What the screen shows: before and after a session the way in and the way on, whatever was chosen."""
    before_and_after = {SessionState.SCHEDULED: "lobby", SessionState.CLOSED: "closed"}
    return before_and_after.get(SessionState(session.state), session.screen_shows)


def length_of(text: str) -> str:
    """How long words are, for the size of their letters: short ones are as large as they can be."""
    return next((name for most, name in LENGTHS if len(text) <= most), "whole")


def screen_links(session: LiveSession, key: str) -> dict[str, str]:
    """The signed links to a session's screen, by what they are for."""
    screen = f"{reverse('screen', args=[session.slug])}?key={key}"
    return {
        "screen": screen,
        "light": f"{screen}&light",
        "dark": f"{screen}&dark",
        "overlay": f"{screen}&overlay",
    }
