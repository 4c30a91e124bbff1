"""What acts at the desk have in common: the lock, the state they were made on, and who was quicker."""

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.admission import SessionClosed, require_open
from forums.actions.live.log import lock_session
from forums.models import QUESTION_MOVES, LiveEvent, LiveSession, Question

LOOKED_BACK = 200  # events, for who changed a question last


class MoveNotPossible(ActionError):
    """What the facilitator looked at has changed; says who did it, where it was a colleague."""

    message = _("Somebody changed this question meanwhile: it is now “%(state)s”. Please look again.")
    by_a_colleague = _("%(name)s changed this question meanwhile: it is now “%(state)s”. Please look again.")
    code = "changed"

    def __init__(self, question: Question, *, by: User | None = None) -> None:
        colleague = last_to_change(question)
        words = self.by_a_colleague if colleague and colleague != by else self.message
        name = colleague.display_name if colleague else ""
        super().__init__(words % {"name": name, "state": question.get_state_display()})


class WordsChanged(ActionError):
    """A colleague's words came first: they are not overwritten unseen."""

    message = _("These words were changed while you wrote. They are now: “%(now)s”. Yours are kept here.")
    by_a_colleague = _(
        "%(name)s changed these words while you wrote. They are now: “%(now)s”. Yours are kept here."
    )
    code = "words"

    def __init__(self, question: Question, words_now: str, *, by: User | None = None) -> None:
        colleague = last_to_change(question)
        words = self.by_a_colleague if colleague and colleague != by else self.message
        super().__init__(words % {"name": colleague.display_name if colleague else "", "now": words_now})


def last_to_change(question: Question) -> User | None:
    """The facilitator whose act is the latest on a question."""
    events = LiveEvent.objects.filter(session=question.session_id, by__isnull=False).select_related("by")
    latest = (event for event in events.order_by("-seq")[:LOOKED_BACK] if question.pk in event.question_ids)
    event = next(latest, None)
    return event.by if event else None


def locked_in_open(question: Question) -> tuple[LiveSession, Question]:
    """The session, locked, and the question as it is now. Raises SessionNotOpen, SessionClosed."""
    session, question = locked_at_desk(question)
    require_open(session)
    return session, question


def locked_at_desk(question: Question) -> tuple[LiveSession, Question]:
    """The same for what may be done before the opening as well, to prepare it. Raises SessionClosed."""
    session = lock_session(question.session)
    if session.is_closed:
        raise SessionClosed
    question = Question.objects.with_people().get(pk=question.pk)
    question.session = session
    return session, question


def require_as_seen(question: Question, seen: str, *, by: User) -> None:
    """An act is made on what its page showed; ``seen`` is the state there, or nothing if it did not say."""
    if seen and question.state != seen:
        raise MoveNotPossible(question, by=by)


def require_move(question: Question, state: str, *, by: User) -> None:
    if state not in QUESTION_MOVES[question.state]:
        raise MoveNotPossible(question, by=by)
