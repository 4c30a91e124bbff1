"""Whether somebody may ask or vote now, in words for the place where they type."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exchange.errors import ActionError
from exchange.people.actions.suspensions import require_not_suspended
from forums.models import LiveSession, Participant, Question, SessionState

QUESTIONS_IN_A_WHILE = 6
A_WHILE = timedelta(minutes=2)


class SessionNotOpen(ActionError):
    message = _("This session is not open yet. Your words are kept here; send them when it opens.")


class SessionClosed(ActionError):
    message = _("This session has closed. You can continue in its discussion.")


class AskingPaused(ActionError):
    message = _("Asking is paused for a moment. Your words stay here; send them when it goes on.")


class VotingPaused(ActionError):
    message = _("Voting is paused for a moment. Please vote again when it goes on.")


class Blocked(ActionError):
    message = _(
        "A facilitator has taken you out of the asking and voting in this session. You can go on reading, "
        "and speak to a facilitator in the meeting if you think that this is a mistake."
    )
    status = 403

    def __init__(self, reason: str = "") -> None:
        said = _("%(message)s The reason: %(reason)s") % {"message": self.message, "reason": reason}
        super().__init__(said if reason else None)


class TooManyQuestions(ActionError):
    message = _("You have asked several questions just now. Please wait two minutes, then send this one.")
    status = 429


class TooSoon(ActionError):
    """Slow mode: some time passes between two questions of one person."""

    status = 429

    def __init__(self, seconds: int) -> None:
        words = ngettext(
            "Questions come slowly now, one by one. Your words stay here; send them in a second.",
            "Questions come slowly now, one by one. Your words stay here; send them in %(seconds)d seconds.",
            seconds,
        )
        super().__init__(words % {"seconds": seconds})


def require_open(session: LiveSession) -> None:
    if session.state == SessionState.SCHEDULED:
        raise SessionNotOpen
    if session.state == SessionState.CLOSED:
        raise SessionClosed


def require_may_ask(*, session: LiveSession, asker: Participant, now: datetime | None = None) -> None:
    """Needs the session's lock, so that two questions at once are told from one.

    Before the opening one may ask where the session takes early questions. Raises SessionNotOpen,
    SessionClosed, Blocked, Suspended, AskingPaused, TooSoon, TooManyQuestions.
    """
    now = now or timezone.now()
    if not (session.state == SessionState.SCHEDULED and session.takes_early_questions):
        require_open(session)
    require_not_blocked(asker)
    if asker.user:
        require_not_suspended(user=asker.user, now=now)
    if session.is_asking_paused:
        raise AskingPaused
    asked = Question.objects.filter(asker=asker, entered_by=None)
    if session.slow_seconds:
        latest = asked.order_by("-asked_at").values_list("asked_at", flat=True).first()
        left = session.slow_seconds - (now - latest).total_seconds() if latest else 0
        if left > 0:
            raise TooSoon(int(left) + 1)
    if asked.filter(asked_at__gt=now - A_WHILE).count() >= QUESTIONS_IN_A_WHILE:
        raise TooManyQuestions


def require_may_vote(*, session: LiveSession) -> None:
    """Raises SessionNotOpen, SessionClosed, VotingPaused."""
    require_open(session)
    if session.is_voting_paused:
        raise VotingPaused


def require_not_blocked(participant: Participant) -> None:
    """As the row says now: the participant may have been read before a facilitator blocked them."""
    blocked = Participant.objects.filter(pk=participant.pk, blocked_at__isnull=False)
    reason = blocked.values_list("blocked_reason", flat=True).first()
    if reason is not None:
        raise Blocked(reason)
