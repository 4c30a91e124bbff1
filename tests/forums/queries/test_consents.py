from datetime import timedelta
from pathlib import Path

import pytest

from forums.models import (
    ConsentRequest,
    ConsentState,
    Contribution,
    ConversationContact,
    Quotation,
    Silence,
    Terms,
)
from forums.queries.consents import consents_of, missing_consents, requests_needed
from tests.factories import NOW, agree, ben, cite, make_conversation, make_post, make_summary, make_thread
from tests.factories.conversations import come, first_round, give, make_talk
from tests.forums.consenting import WORDS, post_of, quoted

pytestmark = pytest.mark.django_db


def asked(quotation, state=ConsentState.WAITING):
    return ConsentRequest.objects.create(
        quotation=quotation,
        summary=quotation.items.get().summary,
        token_hash="0" * 64,
        state=state,
        terms=Terms.ATTRIBUTED,
        by_silence=Silence.DECLINES,
        asked_at=NOW,
        answer_by=NOW + timedelta(days=14),
    )


def test_words_of_a_conversation_wait_until_somebody_was_asked():
    asking = quoted()
    (missing,) = missing_consents(asking.summary)
    assert missing.quotation == asking.quotation
    assert missing.words == f"Whoever said “{WORDS}” has not been asked yet."


def test_who_has_no_address_cannot_be_asked_and_that_is_said():
    asking = quoted()
    ConversationContact.objects.all().delete()
    (missing,) = missing_consents(asking.summary)
    assert requests_needed(asking.summary) == []
    assert "cannot be written to" in missing.words
    (shown,) = consents_of(asking.summary).asked
    assert shown.obstacle == missing.words


def test_where_the_terms_hide_a_name_it_is_not_said_whose_words_cannot_be_asked_for():
    asking = quoted(terms=Terms.ROLE)
    ConversationContact.objects.all().delete()
    (shown,) = consents_of(asking.summary).asked
    assert (bool(shown.missing), shown.obstacle) == (True, "")


def test_a_member_is_written_to_at_their_account():
    (missing,) = missing_consents(quoted(ben()).summary)
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
    asking = quoted()
    asked(asking.quotation, state)
    missing = missing_consents(asking.summary)
    assert [said in one.words for one in missing] == ([True] if said else [])


def test_words_whose_speaker_nobody_knows_any_more_cannot_travel():
    asking = quoted()
    Contribution.objects.update(participant=None)
    (missing,) = missing_consents(asking.summary)
    assert "Nobody knows any more" in missing.words


def test_words_outside_a_record_need_no_yes():
    thread = make_thread(make_conversation(), ben())
    agree(ben())
    summary = make_summary(thread)
    cite(summary, make_post(thread, ben(), WORDS), WORDS)
    assert missing_consents(summary) == []


def test_a_withdrawn_quotation_waits_for_nobody():
    asking = quoted()
    Quotation.objects.update(words="", attribution="", withdrawn_at=NOW)
    assert missing_consents(asking.summary) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_any_number(count, django_assert_num_queries):
    conversation = make_talk()
    posts = [
        give(first_round(conversation), person, f"Words of number {number}.").post
        for number, person in enumerate(
            come(conversation, name=f"Person {number}", email=f"p{number}@kasi.example")
            for number in range(count)
        )
    ]
    summary = make_summary(posts[0].thread)
    for number, post in enumerate(posts):
        cite(summary, post, f"Words of number {number}.")
    with django_assert_num_queries(4):
        assert len(missing_consents(summary)) == count
    with django_assert_num_queries(13):
        overview = consents_of(summary)
    assert (len(overview.asked), overview.to_ask, overview.is_complete) == (count, count, False)


def test_all_words_of_a_person_are_asked_for_at_once():
    asking = quoted()
    again = post_of(asking.person, "And we wait for the lamps.")
    cite(asking.summary, again, "wait for the lamps")
    (to_ask,) = requests_needed(asking.summary)
    assert to_ask.participant == asking.person
    assert [one.quotation.words for one in to_ask.words] == [WORDS, "wait for the lamps"]
    assert {one.terms for one in to_ask.words} == {Terms.ATTRIBUTED}


def test_who_said_what_is_asked_by_consent_and_by_forgetting_alone():
    """Whatever shows words never opens the seal."""
    forums = Path(__file__).resolve().parents[3] / "forums"
    importing = {
        path.relative_to(forums).as_posix()
        for path in forums.rglob("*.py")
        if "forums.queries.sealed" in path.read_text()
    }
    assert importing == {"queries/consents.py", "actions/forgetting_people.py"}
