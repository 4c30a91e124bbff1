import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.actions.posts import withdraw_own_post
from forums.models import Post, PostState, Ranges
from forums.queries import Order, PageAt, thread_page
from forums.queries.thread_page import since_page
from tests.factories import amina, ben, chloe, make_network, make_post, make_thread, minutes_later, visitor

pytestmark = pytest.mark.django_db

TREE, STREAM = Order.TREE, Order.STREAM


@pytest.fixture
def branched(monkeypatch):
    """A thread of nine posts in three branches, three posts a page: 1 (2 (4 6) 5) 3 (7) 8 9."""
    monkeypatch.setattr("forums.queries.discussion.POSTS_A_PAGE", 3)
    monkeypatch.setattr("forums.queries.discussion.POSTS_BEFORE", 1)
    thread = make_thread(author=chloe())
    posts = {1: thread.posts.get()}
    for number, parent in {2: 1, 3: 0, 4: 2, 5: 1, 6: 4, 7: 3, 8: 0, 9: 0}.items():
        posts[number] = make_post(thread, text=f"Words {number}.", parent=posts.get(parent))
    thread.refresh_from_db()
    return thread


def numbers(page) -> list[int]:
    return [shown.number for shown in page.posts]


def move(post: Post, state: PostState, reason: str = "") -> None:
    move_post(thread=lock_thread(post.thread_id), post=post, state=state, reason=reason)


# By keyset ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("order", "wanted"), [(TREE, [1, 2, 4, 6, 5, 3, 7, 8, 9]), (STREAM, [1, 2, 3, 4, 5, 6, 7, 8, 9])]
)
def test_pages_follow_each_other_forwards_and_backwards_without_a_gap(branched, order, wanted):
    page = thread_page(user=visitor(), thread=branched, order=order)
    assert page.previous is None
    forwards = [numbers(page)]
    while page.next:
        page = thread_page(user=visitor(), thread=branched, order=order, at=PageAt(after=page.next))
        forwards.append(numbers(page))
    backwards = [numbers(page)]
    while page.previous:
        page = thread_page(user=visitor(), thread=branched, order=order, at=PageAt(before=page.previous))
        backwards.append(numbers(page))
    assert [number for page in forwards for number in page] == wanted
    assert backwards == forwards[::-1]


@pytest.mark.parametrize(("order", "wanted"), [(TREE, [6, 5, 3]), (STREAM, [4, 5, 6])])
def test_a_page_around_a_post_shows_a_little_of_what_stands_before_it(branched, order, wanted):
    page = thread_page(user=visitor(), thread=branched, order=order, at=PageAt(around=5))
    assert (numbers(page), page.previous, page.next) == (wanted, wanted[0], wanted[-1])


def test_the_last_page_is_where_nothing_is_unread(branched):
    page = thread_page(user=visitor(), thread=branched, order=STREAM, at=PageAt(is_unread=True))
    assert (numbers(page), page.previous, page.next) == ([7, 8, 9], 7, None)
    tree = thread_page(user=visitor(), thread=branched, order=TREE, at=PageAt(is_unread=True))
    assert (numbers(tree), tree.next) == ([7, 8, 9], None)


def test_a_place_that_is_not_there_shows_the_beginning(branched):
    for at in (PageAt(after=999_999_999), PageAt(before=1), PageAt(around=999_999_999)):
        assert numbers(thread_page(user=visitor(), thread=branched, order=STREAM, at=at)) == [1, 2, 3]


def test_a_page_within_a_branch_shows_in_a_line_what_its_first_post_answers(branched):
    page = thread_page(user=visitor(), thread=branched, order=TREE, at=PageAt(after=4))
    assert [(line.number, line.name) for line in page.above] == [
        (1, "Chloé Petersen"),
        (2, "Ben Jacobs"),
        (4, "Ben Jacobs"),
    ]
    assert page.above[1].excerpt == "Words 2."
    move(branched.posts.get(number=2), PostState.HIDDEN, "Names a child.")
    line = thread_page(user=visitor(), thread=branched, order=TREE, at=PageAt(after=4)).above[1]
    assert (line.number, line.name, line.excerpt) == (2, "", "")


def test_in_order_each_answer_names_what_it_answers(branched):
    page = thread_page(user=visitor(), thread=branched, order=STREAM, at=PageAt(after=3))
    assert [(shown.number, shown.answers.number, shown.answers.name) for shown in page.posts] == [
        (4, 2, "Ben Jacobs"),
        (5, 1, "Chloé Petersen"),
        (6, 4, "Ben Jacobs"),
    ]
    assert [shown.names_answered for shown in page.posts] == [True, True, True]


def test_an_answer_to_what_one_does_not_see_names_nothing(branched):
    move(branched.posts.get(number=2), PostState.HELD)
    asked = {"thread": branched, "order": STREAM, "at": PageAt(after=3)}
    assert [shown.names_answered for shown in thread_page(user=ben(), **asked).posts] == [True, True, True]
    for_visitors = thread_page(user=visitor(), **asked).posts
    assert [(shown.answers is None, shown.names_answered) for shown in for_visitors] == [
        (True, False),
        (False, True),
        (False, True),
    ]


@pytest.mark.parametrize("order", [TREE, STREAM])
def test_a_page_costs_the_same_with_one_post_and_with_fifty(order):
    thread, user = make_thread(author=chloe()), ben()

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            thread_page(user=user, thread=lock_thread(thread.pk), order=order)
        return len(asked) - 1  # the thread itself

    cost()  # the labels of places are in the cache
    at_one = cost()
    first = thread.posts.get()
    for number in range(49):
        later = minutes_later(60 * number)  # no flood
        make_post(
            thread,
            chloe() if number % 2 else user,
            f"Words {number}.",
            parent=first if number % 3 else None,
            now=later,
        )
    cost()  # again: the cast may have made its places anew
    assert (at_one, cost()) == (4, 4)  # the reader, the posts, their reactions, the tags


# Who sees what ------------------------------------------------------------------------------------
def test_a_held_post_is_listed_for_its_author_and_for_who_facilitates():
    thread = make_thread(author=chloe())
    held = make_post(thread, ben(), "A number plate.")
    move(held, PostState.HELD, "A word of the list.")
    found = {}
    for name, user in {"ben": ben(), "chloe": chloe(), "amina": amina(), "nobody": visitor()}.items():
        page = thread_page(user=user, thread=lock_thread(thread.pk))
        found[name] = [shown.has_words for shown in page.posts]
    assert found == {"ben": [True, True], "chloe": [True], "amina": [True, True], "nobody": [True]}


def test_in_a_network_its_own_facilitator_looks_after_posts_and_the_sites_does_not():
    thread = make_thread(make_network("Safe", "private", ben(), facilitator=chloe()), ben())
    assert thread_page(user=chloe(), thread=thread).facilitates
    assert not thread_page(user=ben(), thread=thread).facilitates
    assert not thread_page(user=amina(), thread=thread).facilitates
    assert [thread_page(user=user, thread=thread).may_write for user in (ben(), amina())] == [True, False]


def test_what_was_hidden_keeps_its_place_and_only_who_facilitates_can_look_at_its_words():
    thread = make_thread(author=chloe())
    hidden, gone = make_post(thread, ben(), "A number plate."), make_post(thread, ben(), "A secret.")
    move(hidden, PostState.HIDDEN, "Names a car.")
    withdraw_own_post(post=gone, by=ben())
    for user, may_look in ((ben(), False), (visitor(), False), (amina(), True)):
        page = thread_page(user=user, thread=lock_thread(thread.pk))
        assert [(shown.has_words, shown.has_hidden_words) for shown in page.posts] == [
            (True, False),
            (False, may_look),
            (False, False),
        ]


# New ----------------------------------------------------------------------------------------------
def test_the_divider_stands_above_the_first_post_that_is_new_in_either_order(branched):
    branched.read_states.update_or_create(
        user=amina(), defaults={"ranges": [[1, 2], [6, 6]], "seen_at": branched.opened_at}
    )
    tree = thread_page(user=amina(), thread=branched, order=TREE)
    stream = thread_page(user=amina(), thread=branched, order=STREAM)
    assert [(shown.number, shown.is_new, shown.begins_new) for shown in tree.posts] == [
        (1, False, False),
        (2, False, False),
        (4, True, True),
    ]
    assert [shown.begins_new for shown in stream.posts] == [False, False, True]
    assert (stream.unread, stream.unread_count, stream.first_unread) == (Ranges.of([(3, 5), (7, 9)]), 6, 3)
    at_first = thread_page(user=amina(), thread=branched, order=TREE, at=PageAt(is_unread=True))
    assert 3 in numbers(at_first)


def test_what_an_open_page_has_not_got_is_what_came_and_what_it_named(branched):
    page = since_page(user=visitor(), thread=branched, order=TREE, after=7, numbers=[1, 4])
    assert numbers(page) == [1, 4, 8, 9]
    move(branched.posts.get(number=4), PostState.HELD)
    assert numbers(since_page(user=visitor(), thread=branched, order=TREE, after=9, numbers=[1, 4])) == [1]


def test_no_page_skips_rows_by_an_offset(branched, monkeypatch):
    """A page within the thread is found by its key; only the few posts above one are counted off."""
    asked = []
    fetch = QuerySet._fetch_all

    def note(rows):
        asked.append(str(rows.query))
        fetch(rows)

    monkeypatch.setattr(QuerySet, "_fetch_all", note)
    for order in (TREE, STREAM):
        for at in (PageAt(after=4), PageAt(before=5)):
            thread_page(user=visitor(), thread=branched, order=order, at=at)
    assert [sql for sql in asked if "OFFSET" in sql] == []
