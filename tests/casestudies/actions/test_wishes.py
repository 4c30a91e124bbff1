from uuid import uuid4

import pytest
from django.core import mail

from casestudies.actions.trials import LessonRetired, TooLong
from casestudies.actions.wishes import AlreadyAnswered, NoAnswer, NoMessage, TooManyWishes, answer_wish
from casestudies.models import Lesson, LessonKind, TrialWish
from casestudies.queries.trials import Wishes, wishes_for
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_municipality,
    make_wish,
    minutes_later,
)

pytestmark = pytest.mark.django_db


def make_lesson(**fields) -> Lesson:
    return Lesson.objects.create(statement="Name a keeper.", kind=LessonKind.WORKED, **fields)


def of_chloe() -> Lesson:
    return make_lesson(case_study=make_case_study(author=chloe()))


def letters() -> list[tuple[list[str], str]]:
    return [(letter.to, letter.subject) for letter in mail.outbox]


def test_a_wish_reaches_the_authors_by_mail_without_an_address(django_capture_on_commit_callbacks):
    dineo()
    lesson = of_chloe()
    with django_capture_on_commit_callbacks(execute=True):
        wish = make_wish(lesson, message="May we come\nand look?")
    assert letters() == [([chloe().email], "Mbali Bay, Eastern Cape would like to try this")]
    text = mail.outbox[0].body
    assert "May we come\nand look?" in text
    assert "/case-studies/the-taxi-rank/wishes/" in text
    assert (ben().email in text, mail.outbox[0].reply_to) == (False, [])
    with django_capture_on_commit_callbacks(execute=True):
        answer_wish(wish=wish, text="Come on a Friday.", by=chloe(), now=minutes_later(1))
        answer_wish(wish=wish, text="Come on a Friday.", by=chloe(), now=minutes_later(2))
    assert letters()[1:] == [([ben().email], "An answer to what you would like to try")]
    assert "Come on a Friday." in mail.outbox[1].body
    assert chloe().email not in mail.outbox[1].body


def test_editors_hear_where_no_author_stands_behind_the_lesson(django_capture_on_commit_callbacks):
    dineo()
    with django_capture_on_commit_callbacks(execute=True):
        make_wish(make_lesson())
        make_wish(make_lesson(case_study=make_case_study()))
    assert [to for to, _subject in letters()] == [[dineo().email], [dineo().email]]


def test_a_wish_sent_twice_is_one_wish_and_one_letter(django_capture_on_commit_callbacks):
    lesson, client_id = of_chloe(), uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        first, again = (make_wish(lesson, client_id=client_id) for _time in range(2))
    assert (first, len(mail.outbox)) == (again, 1)


def test_five_wishes_a_day_and_the_next_one_tomorrow():
    lesson = of_chloe()
    for minute in range(5):
        make_wish(lesson, now=minutes_later(minute))
    with pytest.raises(TooManyWishes):
        make_wish(lesson, now=minutes_later(24 * 60 - 1))
    make_wish(lesson, by=amina(), now=minutes_later(5))
    make_wish(lesson, now=minutes_later(24 * 60))
    assert TrialWish.objects.count() == 7


def test_what_cannot_be_a_wish_or_an_answer_is_refused():
    lesson = of_chloe()
    for message, refusal in (("  ", NoMessage), ("a" * 2001, TooLong)):
        with pytest.raises(refusal):
            make_wish(lesson, message=message)
    with pytest.raises(LessonRetired):
        make_wish(make_lesson(retired_at=NOW))
    wish = make_wish(lesson)
    with pytest.raises(NoAnswer):
        answer_wish(wish=wish, text="", by=chloe())
    answer_wish(wish=wish, text="Come on a Friday.", by=chloe())
    with pytest.raises(AlreadyAnswered):
        answer_wish(wish=wish, text="Do not come.", by=dineo())
    assert TrialWish.objects.get().answer == "Come on a Friday."


def test_municipalities_are_counted_once_and_named_only_if_they_agreed():
    lesson = of_chloe()
    klip = make_municipality("KLP", "Klipdrif", "Northern Cape")
    make_wish(lesson)
    make_wish(lesson, municipality=klip)
    make_wish(lesson, municipality=klip, names_municipality=True)
    assert wishes_for(lesson) == Wishes(2, ["Klipdrif, Northern Cape"])
