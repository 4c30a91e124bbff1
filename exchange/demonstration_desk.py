"""What the facilitators of the demonstration's open session have set at its desk."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from exchange.people.models import User
from forums.actions.live.backstage import say_backstage
from forums.actions.live.controls import take_the_lead
from forums.actions.live.entering import enter_question
from forums.actions.live.marking import pin, star
from forums.actions.live.merging import merge
from forums.models import HeardIn, LiveSession, QuestionState

FROM_THE_CHAT = "What does it cost a year, and who pays for it?"


def set_up_desk(session: LiveSession, facilitator: User, now: datetime) -> None:
    """Somebody leads, and has told the others what comes next; one question was asked in the chat again."""
    take_the_lead(session=session, by=facilitator, now=now)
    wanted, other = session.questions.filter(state=QuestionState.PUBLISHED).by_votes()[:2]
    pin(question=wanted, by=facilitator, now=now)
    star(question=other, by=facilitator, now=now)
    again = enter_question(
        session=session,
        text=FROM_THE_CHAT,
        heard_in=HeardIn.CHAT,
        waits=True,
        by=facilitator,
        client_id=uuid5(NAMESPACE_URL, f"{session.slug}: asked in the chat"),
        now=now + timedelta(minutes=1),
    )
    merge(keep=other, questions=[again], by=facilitator, now=now + timedelta(minutes=2))
    say_backstage(
        session=session,
        text="Demonstration: I take the question about the lights next, then the one about costs.",
        by=facilitator,
        now=now + timedelta(minutes=12),
    )
