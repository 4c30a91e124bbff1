import pytest

from forums.actions.watching import NoSuchLevel, set_watch
from forums.models import Watch, WatchLevel
from tests.factories import amina, ben, make_post, make_thread
from tests.factories.notices import follow, wants_mail
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def followed() -> list[tuple[int, str, str]]:
    return list(Watch.objects.order_by("pk").values_list("user", "scope", "level"))


def test_setting_a_level_again_changes_it_and_a_wrong_one_is_refused():
    for level in (WatchLevel.EVERY_POST, WatchLevel.MUTED):
        set_watch(user=ben(), scope="thread:1", level=level, now=NOW)
    with pytest.raises(NoSuchLevel):
        set_watch(user=ben(), scope="thread:1", level="loudly", now=NOW)
    assert followed() == [(ben().pk, "thread:1", WatchLevel.MUTED)]


def test_who_writes_in_a_thread_follows_it_unless_they_said_otherwise():
    thread = make_thread(author=amina())
    by_wish = (amina().pk, f"thread:{thread.pk}", WatchLevel.EVERY_POST)
    assert followed() == [by_wish]
    wants_mail(ben(), follows_own_threads=False)
    make_post(thread, ben())
    assert followed() == [by_wish]
    wants_mail(ben(), follows_own_threads=True)
    follow(ben(), thread.case_study, WatchLevel.MENTIONS)
    make_post(thread, ben())
    assert len(followed()) == 2
    follow(ben(), thread.case_study, WatchLevel.NEW_THREADS)
    make_post(thread, ben())
    assert followed()[-1] == (ben().pk, f"thread:{thread.pk}", WatchLevel.EVERY_POST)
