"""A rehearsal behaves as a session does and leaves no trace: ending it deletes everything of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.ids import join_code, public_id
from exchange.live import bell
from exchange.people.models import Consent, User
from forums.actions.live.log import lock_session
from forums.actions.live.participants import setting_of
from forums.actions.live.sessions import free_slug
from forums.live.groups import rooms_of
from forums.models import (
    AgendaItem,
    LiveSession,
    Poll,
    PollOption,
    PollState,
    Presenter,
    Question,
    SessionState,
)

FAR_BEYOND = 10**9  # a seq that makes every hub look


class NoRehearsal(ActionError):
    message = _("This is no rehearsal. A session is closed, and its questions go on in threads.")


@transaction.atomic
def end_rehearsal(*, session: LiveSession) -> None:
    """Delete a rehearsal with all that was asked, said, polled and agreed to in it. Raises NoRehearsal.

    Open pages hear that the room is gone.
    """
    session = lock_session(session)
    if not session.is_rehearsal:
        raise NoRehearsal
    rooms = rooms_of(session)
    Consent.objects.filter(setting=setting_of(session)).delete()
    Question.objects.filter(session=session).delete()  # before its askers, whom it protects
    session.delete()
    transaction.on_commit(lambda: bell.ring(rooms, FAR_BEYOND), robust=True)


COPIED = (
    *("is_moderated", "allows_guests", "allows_anonymous", "takes_early_questions", "anonymity"),
    *("votes_by_members_only", "meeting_url", "slow_seconds", "is_demonstration"),
    *("engagement_id", "case_study_id", "conversation_id"),
)


@transaction.atomic
def copy_into_real_session(*, session: LiveSession, title: str, starts_at: datetime, by: User) -> LiveSession:
    """A session with the settings, the agenda and the polls of a rehearsal, and nothing that was said in it.

    The rehearsal stays until it is ended. Raises NoRehearsal.
    """
    session = lock_session(session)
    if not session.is_rehearsal:
        raise NoRehearsal
    copy = LiveSession.objects.create(
        slug=free_slug(title),
        title=title,
        code=join_code(),
        state=SessionState.SCHEDULED,
        starts_at=starts_at,
        created_by=by,
        **{name: getattr(session, name) for name in COPIED},
    )
    _copy_agenda(session, copy)
    _copy_polls(session, copy)
    return copy


def _copy_agenda(session: LiveSession, copy: LiveSession) -> None:
    presenters: dict[int, Presenter] = {}
    for presenter in Presenter.objects.filter(session=session, is_removed=False).order_by("position", "pk"):
        presenters[presenter.pk] = Presenter.objects.create(
            session=copy,
            name=presenter.name,
            user_id=presenter.user_id,
            case_study_id=presenter.case_study_id,
            position=presenter.position,
        )
    for item in AgendaItem.objects.filter(session=session, is_removed=False).order_by("position", "pk"):
        AgendaItem.objects.create(
            session=copy,
            position=item.position,
            title=item.title,
            minutes=item.minutes,
            case_study_id=item.case_study_id,
            presenter=presenters.get(item.presenter_id or 0),
        )


def _copy_polls(session: LiveSession, copy: LiveSession) -> None:
    polls = Poll.objects.filter(session=session).exclude(state=PollState.REMOVED).prefetch_related("options")
    for poll in polls.order_by("position", "pk"):
        new = Poll.objects.create(
            public_id=public_id(),
            session=copy,
            position=poll.position,
            kind=poll.kind,
            title=poll.title,
            most_choices=poll.most_choices,
            highest_rating=poll.highest_rating,
        )
        PollOption.objects.bulk_create(
            PollOption(poll=new, position=option.position, text=option.text) for option in poll.options.all()
        )
