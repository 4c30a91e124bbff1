import pytest

from casestudies.models import BriefSection, CaseStudyStatus
from forums.actions.posts import withdraw_own_post
from forums.actions.summaries import add_item
from forums.models import Post, Thread
from forums.queries import (
    case_studies_to_ask_about,
    items_in_brief_order,
    names_of_participants,
    questions_of,
    sessions_about,
    sources_of,
    threads_about,
    votes_of,
)
from tests.factories import (
    agree,
    amina,
    ask,
    ben,
    chloe,
    cite,
    close,
    dineo,
    join,
    make_case_study,
    make_engagement,
    make_post,
    make_session,
    make_summary,
    make_thread,
    minutes_later,
    visitor,
    vote,
)

pytestmark = pytest.mark.django_db


def test_threads_about_a_subject_come_with_the_liveliest_first():
    rank, gate = make_case_study(), make_case_study("the-school-gate")
    quiet = make_thread(rank, now=minutes_later(1))
    lively = make_thread(rank)
    make_post(lively, now=minutes_later(5))
    make_thread(gate, now=minutes_later(9))
    assert threads_about(rank, visitor()) == [lively, quiet]


def test_threads_about_a_draft_are_for_editors():
    draft = make_case_study(status=CaseStudyStatus.DRAFT)
    thread = make_thread(draft)
    assert [threads_about(draft, user) for user in (visitor(), ben(), amina())] == [[], [], []]
    assert threads_about(draft, dineo()) == [thread]
    assert list(Thread.objects.visible_to(ben())) == list(Post.objects.visible_to(ben())) == []


def test_sessions_about_a_subject_come_with_the_latest_first():
    subject = make_engagement()
    first, second = make_session(subject), make_session(subject)
    first.starts_at = minutes_later(60)
    first.save()
    make_session(make_case_study())
    assert sessions_about(subject) == [first, second]


def test_votes_of_and_questions_of_are_a_participants_own():
    session = make_session()
    ben_here, sipho = join(session, ben()), join(session)
    mine, other = ask(ben_here), ask(sipho)
    vote(other, ben_here, sipho)
    vote(mine, sipho)
    assert (votes_of(ben_here), questions_of(ben_here)) == ({other.public_id}, {mine.public_id})
    assert (votes_of(sipho), questions_of(sipho)) == ({mine.public_id, other.public_id}, {other.public_id})


def test_case_studies_to_ask_about_are_those_of_the_engagement():
    rank, gate = make_case_study("b-rank"), make_case_study("a-gate")
    other = make_case_study("other")
    make_engagement("another", case_studies=[other])
    session = make_session(make_engagement(case_studies=[rank, gate]))
    assert list(case_studies_to_ask_about(session)) == [gate, rank]
    assert list(case_studies_to_ask_about(make_session(other))) == []


def test_names_of_participants_are_those_who_agreed_in_alphabetical_order():
    session = make_session()
    join(session, chloe())
    join(session, ben(), be_named=False)
    join(session, dineo(), is_anonymous=True)
    for guest_name in ("Zola", "amahle", "Zola"):
        join(session, guest_name=guest_name)
    join(session, guest_name="Sipho", be_named=False)
    in_klipdrif = "Chloé Petersen, Ward councillor, Klipdrif, Northern Cape"
    assert names_of_participants(session) == ["amahle", in_klipdrif, "Zola"]


def test_items_in_brief_order_come_with_their_words_in_a_fixed_number_of_queries(django_assert_num_queries):
    thread = make_thread(author=agree(ben()), text="We counted them. Every Friday. At dusk.")
    summary, post = make_summary(thread), thread.posts.get()
    later = add_item(summary=summary, section=BriefSection.WHAT_NEXT)
    item = cite(summary, post, "Every Friday.")
    for words in ("At dusk.", "We counted them."):
        cite(summary, post, words, item)
    with django_assert_num_queries(3):
        items = items_in_brief_order(summary)
        words = [[citation.quotation.words for citation in row.citations.all()] for row in items]
    assert items == [item, later]
    assert words == [["Every Friday.", "At dusk.", "We counted them."], []]
    assert items[0].word_count == 7


def test_sources_of_are_the_visible_posts_of_its_threads_as_they_were_said():
    thread = make_thread()
    gone = make_post(thread)
    second = make_post(thread)
    reply = make_post(thread, parent=thread.posts.get(number=1))
    withdraw_own_post(post=gone, by=ben())
    make_thread(make_engagement())
    assert sources_of(make_summary(thread), amina()) == [thread.posts.get(number=1), reply, second]


def test_sources_of_a_sessions_summary_say_whose_question_it_was(django_assert_num_queries):
    session = make_session()
    for asker in (join(session, ben()), join(session)):
        ask(asker)
    summary = close(session)
    reader = amina()
    with django_assert_num_queries(1):
        askers = [post.question.asker.guest_name for post in sources_of(summary, reader)]
    assert askers == ["", "Sipho"]
