"""Which threads a summary draws on."""

import pytest
from django.contrib.auth.models import AnonymousUser

from exchange.people.models import NetworkAccess
from forums.actions.summaries import SummaryNotOpenForEditing
from forums.actions.summarising.removing import take_out_citation
from forums.actions.summarising.threads import LastThread, ThreadIsQuoted, add_thread, remove_thread
from forums.models import Thread
from forums.queries.source_threads import threads_to_add
from tests.factories import (
    NOW,
    agree,
    amina,
    ben,
    cite,
    make_case_study,
    make_engagement,
    make_member,
    make_network,
    make_summary,
    make_thread,
    minutes_later,
)
from tests.factories.conversations import come, first_round, give, make_talk
from tests.forums.views.summaries import submitted

pytestmark = pytest.mark.django_db
LAMPS = "The lamps hang too high."


def own_threads(summary):
    return list(summary.threads.order_by("pk"))


def test_a_thread_is_added_once_and_taken_out_again():
    first = make_thread()
    second = make_thread(first.subject)
    summary = make_summary(first)
    for _twice in range(2):
        add_thread(summary=summary, thread=second)
    assert own_threads(summary) == [first, second]
    for _twice in range(2):
        remove_thread(summary=summary, thread=second)
    assert own_threads(summary) == [first]


def test_a_thread_that_is_quoted_stays_until_it_is_not():
    quoted = make_thread(author=agree(ben()), text=LAMPS)
    other = make_thread(quoted.subject)
    summary = make_summary(quoted)
    add_thread(summary=summary, thread=other)
    item = cite(summary, quoted.posts.get(), LAMPS)
    with pytest.raises(ThreadIsQuoted):
        remove_thread(summary=summary, thread=quoted)
    take_out_citation(citation=item.citations.get(), by=amina())
    remove_thread(summary=summary, thread=quoted)
    assert own_threads(summary) == [other]


def test_the_last_thread_stays():
    thread = make_thread()
    summary = make_summary(thread)
    with pytest.raises(LastThread):
        remove_thread(summary=summary, thread=thread)


def test_threads_of_a_summary_in_review_stay_as_they_are():
    thread = make_thread()
    other = make_thread(thread.subject)
    summary = make_summary(thread)
    add_thread(summary=summary, thread=other)
    sent = submitted(summary)
    for change in (add_thread, remove_thread):
        with pytest.raises(SummaryNotOpenForEditing):
            change(summary=sent, thread=other)


# Which ones -----------------------------------------------------------------------------------------
def test_what_stays_within_a_network_is_no_source_though_one_reads_it():
    inside = make_network("Inside", NetworkAccess.PRIVATE)
    outside = make_network("Outside", NetworkAccess.OPEN, slug="outside")
    private, public = make_thread(inside, amina()), make_thread(outside, amina())
    assert set(Thread.objects.visible_to(amina())) == {private, public}
    assert list(Thread.objects.for_summaries_of(amina())) == [public]


def test_a_conversation_that_is_not_open_to_everybody_is_a_source_for_whoever_runs_it():
    talk = make_talk()
    post = give(first_round(talk), come(talk, ben()), LAMPS).post
    assert post
    record = post.thread
    assert list(Thread.objects.for_summaries_of(amina())) == [record]
    assert list(Thread.objects.for_summaries_of(make_member("Owen"))) == []
    assert list(Thread.objects.for_summaries_of(AnonymousUser())) == []


def test_the_nearest_are_offered_first_and_words_find_others():
    engagement = make_engagement()
    own = make_thread(engagement)
    far = make_thread(make_case_study("far-away"), title="Far away", text=LAMPS, now=minutes_later(9))
    near_case = make_case_study("near-by")
    engagement.case_studies.add(near_case)
    near = make_thread(near_case, title="Near by", now=NOW)
    summary = make_summary(own)
    assert threads_to_add(summary, amina()) == [near, far]
    assert threads_to_add(summary, amina(), words="lamps") == [far]
    assert threads_to_add(summary, amina(), words="near") == [near]
    assert threads_to_add(summary, amina(), words="nowhere") == []
