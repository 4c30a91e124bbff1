"""What the facilitators of the demonstration's open session have set at its desk."""

from datetime import datetime, timedelta

from exchange.people.models import User
from forums.actions.live.backstage import say_backstage
from forums.actions.live.controls import take_the_lead
from forums.models import LiveSession


def set_up_desk(session: LiveSession, facilitator: User, now: datetime) -> None:
    """Somebody leads, and has told the others what comes next."""
    take_the_lead(session=session, by=facilitator, now=now)
    say_backstage(
        session=session,
        text="Demonstration: I take the question about the lights next, then the one about costs.",
        by=facilitator,
        now=now + timedelta(minutes=12),
    )
