import pytest

from exchange.notices.models import Notice
from forums.actions.consents import agree, correct, decline
from forums.actions.consents.answering import CorrectionEmpty, CorrectionTooLong
from forums.actions.posts import locked, save_words
from forums.actions.quotations import mismatch_of
from forums.models import Citation, ConsentState, Contribution, Post, RevisionMark, Terms
from forums.queries.consents import consents_of, missing_consents
from tests.factories import NOW, amina, cite
from tests.forums.consenting import TEXT, WORDS, asked

pytestmark = pytest.mark.django_db
CORRECTED = "We light the rank ourselves, with two lamps."


def test_yes_lets_the_words_travel():
    asking = asked()
    request = agree(request=asking.request, now=NOW)
    assert request.state == ConsentState.AGREED
    assert missing_consents(asking.summary) == []


def test_the_facilitator_is_told_that_an_answer_came():
    agree(request=asked().request, now=NOW)
    assert Notice.objects.filter(recipient=amina(), source="consent_answer").count() == 1


def test_yes_signed_otherwise_signs_the_words_and_their_post():
    asking = asked()
    agree(request=asking.request, terms=Terms.CHATHAM_HOUSE, now=NOW)
    asking.quotation.refresh_from_db()
    asking.post.refresh_from_db()
    assert (asking.quotation.attribution, asking.post.byline) == ("A participant", "A participant")
    assert Contribution.objects.get().terms == Terms.CHATHAM_HOUSE
    assert (asking.request.participant, asking.request.user) == (None, None)


def test_nobody_signs_more_loosely_than_the_terms():
    asking = asked(terms=Terms.ROLE)
    agree(request=asking.request, terms=Terms.ATTRIBUTED, now=NOW)
    asking.quotation.refresh_from_db()
    assert "Sipho" not in asking.quotation.attribution
    assert asking.request.terms == Terms.ROLE


def test_a_correction_is_a_new_version_with_a_mark_and_what_is_quoted():
    asking = asked()
    request = correct(request=asking.request, words=CORRECTED, now=NOW)
    quotation, post = asking.quotation, asking.post
    quotation.refresh_from_db()
    post.refresh_from_db()
    assert (request.state, request.corrected_at) == (ConsentState.AGREED, NOW)
    assert (quotation.words, quotation.corrected_at) == (CORRECTED, NOW)
    assert mismatch_of(quotation) == ""
    assert post.source == TEXT.replace(WORDS, CORRECTED)  # its Markdown stayed
    assert [one.mark for one in post.revisions.order_by("number")] == ["", RevisionMark.BY_SPEAKER]


def test_a_correction_makes_a_shortened_citation_whole_again():
    asking = asked()
    Citation.objects.update(shortened="We light […].")
    correct(request=asking.request, words=CORRECTED, now=NOW)
    assert Citation.objects.get().shortened == ""


def test_the_same_words_are_a_plain_yes():
    asking = asked()
    request = correct(request=asking.request, words=f"  {WORDS} ", now=NOW)
    assert (request.state, request.corrected_at, asking.post.revisions.count()) == (
        ConsentState.AGREED,
        None,
        1,
    )


@pytest.mark.parametrize(("words", "error"), [(" ", CorrectionEmpty), ("a" * 1201, CorrectionTooLong)])
def test_a_correction_that_cannot_be_is_refused_and_nothing_changes(words, error):
    asking = asked()
    with pytest.raises(error):
        correct(request=asking.request, words=words, now=NOW)
    assert asking.request.state == ConsentState.WAITING


def test_what_was_edited_meanwhile_is_corrected_where_it_stands_now():
    asking = asked()
    thread, post = locked(asking.post)
    save_words(thread=thread, post=post, text=f"As I said: {TEXT}", saved_by=None, now=NOW)
    correct(request=asking.request, words=CORRECTED, now=NOW)
    asking.quotation.refresh_from_db()
    assert asking.quotation.words == CORRECTED
    assert Post.objects.get(pk=post.pk).source == f"As I said: {TEXT.replace(WORDS, CORRECTED)}"


def test_no_takes_the_words_out_and_leaves_the_item_and_a_note():
    asking = asked()
    item = asking.summary.items.get()
    request = decline(request=asking.request, note="It was not meant like that.", now=NOW)
    assert request.state == ConsentState.DECLINED
    assert list(item.citations.all()) == []
    (refused,) = consents_of(asking.summary).refused
    assert refused.note == "It was not meant like that."


def test_words_that_were_declined_cannot_come_back():
    asking = asked()
    decline(request=asking.request, now=NOW)
    cite(asking.summary, asking.post, WORDS)
    (missing,) = missing_consents(asking.summary)
    assert "did not agree" in missing.words


@pytest.mark.parametrize("again", [agree, decline, lambda **args: correct(words=CORRECTED, **args)])
def test_used_again_the_answer_that_stands_stands(again):
    asking = asked()
    decline(request=asking.request, note="No.", now=NOW)
    again(request=asking.request, now=NOW)
    assert (asking.request.state, asking.request.note) == (ConsentState.DECLINED, "No.")


def test_under_chatham_house_an_answer_says_no_hour_and_nobody():
    asking = asked()
    agree(request=asking.request, terms=Terms.CHATHAM_HOUSE, now=NOW)
    answered = asking.request.answered_at
    assert (answered.minute, answered.second) == (0, 0)
    assert asking.request.participant is None
