"""What facilitators tell one another: live, and without a trace afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.actions.live.backstage import (
    MessageTooLong,
    NothingSaid,
    forget_backstage,
    forget_old_backstage,
    say_backstage,
)
from forums.live.groups import Audience
from forums.live.payloads import session_state
from forums.models import BACKSTAGE_LENGTH, BackstageMessage, Post
from tests.factories import NOW, administrator, amina, ask, ben, close, join, log_of, make_session, reopen

pytestmark = pytest.mark.django_db

WORDS = "Take the one about lights next."


@pytest.fixture
def session():
    return make_session()


def say(session, text=WORDS, by=None, now=NOW):
    return say_backstage(session=session, text=text, by=by or amina(), now=now)


def test_facilitators_alone_hear_it(session):
    message = say(session)
    row = {"id": str(message.pk), "at": int(NOW.timestamp()), "by": "Amina", "text": WORDS}
    told = session_state(session, Audience.FACILITATORS)["backstage"]
    assert [{**one, "by": one["by"].split()[0]} for one in told] == [row]
    for audience in (Audience.ATTENDEES, Audience.SCREENS):
        assert "backstage" not in session_state(session, audience)


def test_what_a_device_sends_again_is_one_message(session):
    assert say(session) == say(session, now=NOW + timedelta(minutes=1))
    say(session, by=administrator())
    say(session, now=NOW + timedelta(minutes=11))
    assert log_of(session) == ["session_opened", *["backstage_said"] * 3]


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_is_no_message(session, text):
    with pytest.raises(NothingSaid):
        say(session, text)


def test_a_message_has_a_length(session):
    assert say(session, "a" * BACKSTAGE_LENGTH)
    with pytest.raises(MessageTooLong):
        say(session, "a" * (BACKSTAGE_LENGTH + 1))


def test_closing_carries_none_of_it(session):
    ask(join(session, ben()))
    say(session)
    close(session)
    assert [post.source for post in Post.objects.all() if "lights next" in post.source] == []


def test_it_is_kept_for_seven_days_after_the_close(session):
    say(session)
    close(session, now=NOW)
    seven_days = NOW + timedelta(days=7)
    assert forget_backstage(now=seven_days) == 0
    assert forget_backstage(now=seven_days + timedelta(seconds=1)) == 1
    assert BackstageMessage.objects.count() == 0


def test_of_a_session_that_goes_on_nothing_is_forgotten(session):
    say(session)
    close(session, now=NOW)
    reopen(session)
    assert forget_backstage(now=NOW + timedelta(days=90)) == 0


def test_the_job_forgets_by_todays_clock(session):
    say(session)
    close(session, now=timezone.now() - timedelta(days=8))
    forget_old_backstage.function()
    assert BackstageMessage.objects.count() == 0
