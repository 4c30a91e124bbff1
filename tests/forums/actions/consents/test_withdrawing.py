from datetime import timedelta

import pytest

from forums.actions.consents import agree, decline, withdraw_consent
from forums.actions.consents.sealing import forget
from forums.actions.conversations.setting_up import close_conversation
from forums.actions.quotations import pick_quotation, withdraw_quotation
from forums.models import (
    Citation,
    ConsentState,
    Contribution,
    Insight,
    PostQuote,
    Quotation,
    Statement,
    StatementState,
    Summary,
    SummaryState,
    Terms,
)
from tests.factories import NOW, amina
from tests.forums.consenting import TEXT, WORDS, asked

pytestmark = pytest.mark.django_db
CUT = "[words withdrawn]"
YEAR = timedelta(days=365)


def agreed(**fields):
    asking = asked(**fields)
    agree(request=asking.request, now=NOW)
    return asking


def test_taken_back_words_leave_the_record_and_its_history():
    asking = agreed()
    withdraw_consent(request=asking.request, now=NOW)
    post = asking.post
    post.refresh_from_db()
    asking.quotation.refresh_from_db()
    assert asking.request.state == ConsentState.WITHDRAWN
    assert (asking.quotation.words, asking.quotation.attribution) == ("", "")
    assert post.plain == TEXT.replace(WORDS, CUT).replace("*", "")
    assert [one.plain for one in post.revisions.order_by("number")] == ["", post.plain]
    assert post.search_text.find("ourselves") == -1


def test_other_words_of_the_post_stay_quoted_on_the_new_version():
    asking = agreed()
    other = pick_quotation(post=asking.post, words="nobody pays us", by=amina(), now=NOW)
    withdraw_consent(request=asking.request, now=NOW)
    other.refresh_from_db()
    assert (other.words, other.is_withdrawn, other.revision.number) == ("nobody pays us", False, 2)
    assert other.revision.plain[other.start : other.end] == "nobody pays us"


def test_a_quotation_that_overlaps_goes_with_them():
    asking = agreed()
    other = pick_quotation(post=asking.post, words="ourselves. It costs us R40", by=amina(), now=NOW)
    withdraw_consent(request=asking.request, now=NOW)
    other.refresh_from_db()
    assert other.is_withdrawn


def test_no_to_words_that_may_be_used_already_takes_them_back():
    asking = agreed()
    assert decline(request=asking.request, now=NOW).state == ConsentState.WITHDRAWN


def test_twice_is_quiet_and_so_is_what_was_never_agreed_to():
    asking = asked()
    assert withdraw_consent(request=asking.request, now=NOW).state == ConsentState.WAITING
    agree(request=asking.request, now=NOW)
    withdraw_consent(request=asking.request, now=NOW)
    assert withdraw_consent(request=asking.request, now=NOW).state == ConsentState.WITHDRAWN
    assert asking.post.revisions.count() == 2


def test_the_lesson_stands_without_the_words():
    asking = agreed()
    item = asking.summary.items.get()
    withdraw_consent(request=asking.request, now=NOW)
    assert Citation.objects.get(item=item).quotation.is_withdrawn


def test_what_repeats_the_words_lets_go_of_them():
    asking = agreed()
    own = {"conversation": asking.conversation, "quotation": asking.quotation, "made_at": NOW}
    insight = Insight.objects.create(text="They light the rank ourselves, he says.", position=1, **own)
    kept = Insight.objects.create(text="People act before the budget does.", position=2, **own)
    said = Statement.objects.create(number=1, text="We should light the rank ourselves.", **own)
    drawn = Statement.objects.create(number=2, text="Lamps are for traders to pay.", **own)
    item = asking.summary.items.get()
    item.prose = "Some light the rank ourselves; others wait."
    item.save()
    withdraw_quotation(quotation=asking.quotation, now=NOW)
    for row in (insight, kept, said, drawn, item):
        row.refresh_from_db()
    assert insight.text == f"They {CUT}, he says."
    assert kept.text == "People act before the budget does."
    assert (said.text, said.state) == (f"We should {CUT}.", StatementState.TAKEN_OUT)
    assert (drawn.text, drawn.state) == ("Lamps are for traders to pay.", StatementState.OPEN)
    assert item.prose == f"Some {CUT}; others wait."
    assert asking.request.state == ConsentState.WITHDRAWN


# Who spoke ----------------------------------------------------------------------------------------
def over(terms: Terms):
    """A conversation that is closed, its summary out, all answered."""
    asking = agreed(terms=terms)
    close_conversation(conversation=asking.conversation, now=NOW)
    Summary.objects.update(state=SummaryState.PUBLISHED)
    return asking


def who_spoke():
    return Contribution.objects.get().participant_id


def test_who_spoke_is_forgotten_once_nobody_is_to_be_asked_any_more():
    over(Terms.ROLE)
    forget(now=NOW + timedelta(days=1))
    assert who_spoke() is not None  # until the deadline
    forget(now=NOW + timedelta(days=15))
    assert who_spoke() is None


def test_where_words_are_attributed_nothing_is_forgotten():
    over(Terms.ATTRIBUTED)
    forget(now=NOW + YEAR * 2)
    assert who_spoke() is not None


def test_while_a_summary_is_written_who_spoke_is_kept_for_a_year_at_most():
    over(Terms.ROLE)
    Summary.objects.update(state=SummaryState.DRAFT)
    forget(now=NOW + timedelta(days=100))
    assert who_spoke() is not None
    forget(now=NOW + YEAR)
    assert who_spoke() is None


def test_words_can_be_taken_back_after_who_spoke_was_forgotten():
    asking = over(Terms.ROLE)
    forget(now=NOW + timedelta(days=15))
    withdraw_consent(request=asking.request, now=NOW)
    assert Quotation.objects.get().is_withdrawn
    assert PostQuote.objects.count() == 0
