"""Long threads, and sessions of many questions, as something that is prepared in the background."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from casestudies.exports.preparing import still_says, write
from exchange.prepared import originals
from exchange.prepared.originals import Original, Progress, Written
from forums import access
from forums.models import LiveSession, Thread
from forums.presentation import files, live_files
from forums.presentation.documents import document_of_thread
from forums.presentation.live_files import document_of_file

THREAD, QUESTIONS, QUEUE = "thread", "questions", "queue"


class Threads:
    """By number."""

    def find(self, key: str, user: Any) -> Original | None:
        thread = self._thread(key, user)
        if thread is None:
            return None
        return Original(
            thread.title, thread.slug, reverse("thread", args=[thread.pk, thread.slug]), files.ON_PAPER
        )

    def write(self, key: str, user: Any, format: str, progress: Progress) -> Written:
        thread = access.thread_to_take_along(user, int(key))
        return write(document_of_thread(thread), format, progress, parts=thread.last_post_number)

    def still_says(self, key: str, user: Any, fingerprint: str) -> bool:
        return still_says(document_of_thread(access.thread_to_take_along(user, int(key))), fingerprint)

    def _thread(self, key: str, user: Any) -> Thread | None:
        try:
            return access.thread_to_take_along(user, int(key))
        except (Http404, ValueError):
            return None


class Questions:
    """By the session's slug; ``whole`` is the queue with its states, for facilitators."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole

    def find(self, key: str, user: Any) -> Original | None:
        session = self._session(key, user)
        if session is None:
            return None
        name = live_files.name_of_file(session, whole=self._whole)
        page = "desk" if self._whole else "session_outcome"
        return Original(session.title, name, reverse(page, args=[session.slug]), live_files.ON_PAPER)

    def write(self, key: str, user: Any, format: str, progress: Progress) -> Written:
        session = self._needed(key, user)
        return write(
            document_of_file(session, whole=self._whole),
            format,
            progress,
            parts=session.questions.count(),
            now=session.closed_at,
        )

    def still_says(self, key: str, user: Any, fingerprint: str) -> bool:
        return still_says(document_of_file(self._needed(key, user), whole=self._whole), fingerprint)

    def _needed(self, key: str, user: Any) -> LiveSession:
        if self._whole:
            return access.session_to_facilitate(user, key)
        return access.session_to_look_back_on(key)

    def _session(self, key: str, user: Any) -> LiveSession | None:
        try:
            return self._needed(key, user)
        except (Http404, PermissionDenied):
            return None


def register_originals() -> None:
    originals.register(THREAD, Threads())
    originals.register(QUESTIONS, Questions(whole=False))
    originals.register(QUEUE, Questions(whole=True))
