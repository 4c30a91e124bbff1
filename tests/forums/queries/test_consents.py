from datetime import timedelta

import pytest

from forums.models import ConsentRequest, ConsentState, Contribution, Quotation, Silence, Terms
from forums.queries.consents import missing_consents
from tests.factories import NOW, agree, ben, cite, make_conversation, make_post, make_summary, make_thread
from tests.factories.conversing import contributed, record_of, take_part

pytestmark = pytest.mark.django_db
WORDS = "We light the rank ourselves."


def quoted(**person):
    """A summary that quotes what somebody gave to a conversation."""
    somebody = take_part(make_conversation(), **person)
    post = contributed(somebody)
    summary = make_summary(post.thread)
    cite(summary, post, WORDS)
    return summary, Quotation.objects.get()


def asked(quotation, state=ConsentState.WAITING):
    return ConsentRequest.objects.create(
        quotation=quotation,
        token_hash="0" * 64,
        state=state,
        terms=Terms.ATTRIBUTED,
        by_silence=Silence.DECLINES,
        asked_at=NOW,
        answer_by=NOW + timedelta(days=14),
    )


def test_words_of_a_conversation_wait_until_somebody_was_asked():
    summary, quotation = quoted(email="nomsa@kasi.example")
    (missing,) = missing_consents(summary)
    assert missing.quotation == quotation
    assert missing.words == f"Whoever said “{WORDS}” has not been asked yet."


def test_who_has_no_address_cannot_be_asked_and_that_is_said():
    summary, _quotation = quoted()
    (missing,) = missing_consents(summary)
    assert "cannot be written to" in missing.words


def test_a_member_is_written_to_at_their_account():
    summary, _quotation = quoted(user=ben())
    (missing,) = missing_consents(summary)
    assert "has not been asked yet" in missing.words


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ConsentState.WAITING, "waits for the answer"),
        (ConsentState.AGREED, ""),
        (ConsentState.AGREED_BY_SILENCE, ""),
        (ConsentState.DECLINED, "did not agree"),
        (ConsentState.DECLINED_BY_SILENCE, "did not agree"),
    ],
)
def test_each_state_says_what_it_means_for_the_summary(state, said):
    summary, quotation = quoted()
    asked(quotation, state)
    missing = missing_consents(summary)
    assert [said in one.words for one in missing] == ([True] if said else [])


def test_words_whose_speaker_nobody_knows_any_more_cannot_travel():
    summary, _quotation = quoted()
    Contribution.objects.update(participant=None)
    (missing,) = missing_consents(summary)
    assert "Nobody knows any more" in missing.words


def test_words_outside_a_record_need_no_yes():
    thread = make_thread(make_conversation(), ben())
    agree(ben())
    summary = make_summary(thread)
    cite(summary, make_post(thread, ben(), WORDS), WORDS)
    assert missing_consents(summary) == []


def test_a_withdrawn_quotation_waits_for_nobody():
    summary, quotation = quoted()
    Quotation.objects.filter(pk=quotation.pk).update(words="", attribution="", withdrawn_at=NOW)
    assert missing_consents(summary) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_any_number(count, django_assert_num_queries):
    conversation = make_conversation()
    summary = make_summary(record_of(conversation))
    for number in range(count):
        person = take_part(conversation, f"Person {number}", email=f"p{number}@kasi.example")
        cite(summary, contributed(person, f"Words of number {number}."), f"Words of number {number}.")
    with django_assert_num_queries(3):
        assert len(missing_consents(summary)) == count
