from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from exchange.notices.models import Notice
from forums.actions.consents import ask_for_consents, requests_behind
from forums.actions.consents.letters import remind
from forums.actions.consents.silence import end_waiting
from forums.models import Citation, ConsentRequest, ConsentState, Silence
from forums.queries.consents import consents_of, missing_consents
from tests.factories import NOW, amina, ben, cite
from tests.forums.consenting import SIPHO, WORDS, asked, link_in_letter, post_of, quoted, send_letters

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def token_in_letter(place: int = -1) -> str:
    return link_in_letter(place).split("/")[2]


def test_each_person_gets_one_letter_for_all_of_their_words():
    asking = quoted()
    cite(asking.summary, post_of(asking.person, "And we wait for the lamps."), "wait for the lamps")
    assert ask_for_consents(summary=asking.summary, by=amina(), now=NOW) == 1
    send_letters()
    (letter,) = [letter for letter in mail.outbox if letter.to == [SIPHO] and "/consent/" in letter.body]
    assert "two things" not in letter.body
    assert "2 things that you said" in letter.body
    assert WORDS not in letter.body  # words stay where they can be taken back
    assert {one.quotation.words for one in requests_behind(token_in_letter())} == {
        WORDS,
        "wait for the lamps",
    }


def test_asking_twice_asks_nobody_twice():
    asking = asked()
    assert ask_for_consents(summary=asking.summary, by=amina(), now=NOW) == 0
    assert ConsentRequest.objects.count() == 1


def test_the_database_opens_no_link():
    asking = asked()
    token = token_in_letter()
    row = ConsentRequest.objects.values().get()
    assert token not in str(row)
    assert requests_behind(row["token_hash"]) == []
    assert [one.pk for one in requests_behind(token)] == [asking.request.pk]


def test_a_member_is_told_here_too_and_gets_one_mail():
    asked(ben())
    notice = Notice.objects.get(recipient=ben(), source="consent")
    assert notice.mail_at is None
    assert [letter.to for letter in mail.outbox if "/consent/" in letter.body] == [[ben().email]]


def test_the_deadline_is_the_end_of_the_last_day():
    asking = asked(consent_days=7)
    last = timezone.localtime(asking.request.answer_by)
    assert (last.date(), last.hour, last.minute) == ((NOW + timedelta(days=7)).date(), 23, 59)


def test_a_reminder_comes_once_and_its_link_takes_the_place_of_the_first():
    asking = asked()
    first = token_in_letter()
    due = asking.request.answer_by - timedelta(days=2)
    assert remind(now=NOW) == 0
    assert remind(now=due) == 1
    assert remind(now=due) == 0
    send_letters()
    second = token_in_letter()
    assert first != second
    assert requests_behind(first) == []
    assert [one.pk for one in requests_behind(second)] == [asking.request.pk]


@pytest.mark.parametrize(
    ("silence", "state", "is_used"),
    [
        (Silence.DECLINES, ConsentState.DECLINED_BY_SILENCE, False),
        (Silence.AGREES, ConsentState.AGREED_BY_SILENCE, True),
    ],
)
def test_silence_answers_as_the_terms_set(silence, state, is_used):
    asking = asked(silence=silence)
    assert end_waiting(now=asking.request.answer_by - timedelta(minutes=1)) == 0
    assert end_waiting(now=LATER) == 1
    assert asking.request.state == state
    assert Citation.objects.filter(quotation=asking.quotation).exists() is is_used
    assert missing_consents(asking.summary) == []
    assert end_waiting(now=LATER) == 0


def test_what_silence_took_out_is_shown_to_the_facilitator_and_its_item_stays():
    asking = asked()
    item = asking.summary.items.get()
    end_waiting(now=LATER)
    overview = consents_of(asking.summary)
    assert [one.pk for one in overview.refused] == [asking.request.pk]
    assert asking.summary.items.get() == item
