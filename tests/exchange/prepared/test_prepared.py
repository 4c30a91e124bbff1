"""Long documents, from asking to the day on which they are forgotten; the original is a thread."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from exchange.errors import ActionError
from exchange.notices import sources
from exchange.notices.models import Notice
from exchange.people.models import NetworkAccess
from exchange.prepared import originals, storing
from exchange.prepared.actions.asking import MOST_ON_THE_WAY, NothingToPrepare, TooManyOnTheWay, ask_for_file
from exchange.prepared.actions.forgetting import forget_files, forget_prepared_files
from exchange.prepared.actions.making import PREPARED_FILE, TRIES, make_file
from exchange.prepared.models import FileState, PreparedFile
from exchange.prepared.originals import Original, Written
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.actions.posts import withdraw_own_post
from forums.actions.reactions import set_reaction
from forums.models import PostState, ReactionKind
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    make_network,
    make_post,
    make_thread,
    minutes_later,
    run_jobs,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def thread():
    thread = make_thread(author=amina(), text="The first words")
    make_post(thread, ben(), "The secret words")
    return thread


def ask(thread, by=ben, format="docx"):
    return ask_for_file(owner=by(), kind="thread", key=str(thread.pk), format=format, now=NOW)


def made(thread, **kwargs):
    file = ask(thread, **kwargs)
    make_file(file_id=file.pk)
    file.refresh_from_db()
    return file


def take(client, file):
    return client.get(reverse("prepared_file", args=[file.public_id]))


def words_of(response):
    content = b"".join(response.streaming_content)
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_a_file_is_made_and_its_owner_is_told_and_takes_it(client, thread):
    client.force_login(ben())
    wanted = {"kind": "thread", "key": thread.pk, "format": "docx"}
    assert client.post(reverse("ask_for_file"), wanted).url == reverse("your_files")
    page = client.get(reverse("your_files")).content.decode()
    assert '<meta http-equiv="refresh"' in page
    assert "Waiting" in page
    run_jobs()
    (file,) = PreparedFile.objects.all()
    assert (file.state, file.progress, file.size > 0) == (FileState.READY, 100, True)
    notice = Notice.objects.get(recipient=ben(), source=PREPARED_FILE)
    told = sources.told(PREPARED_FILE, [notice.source_id], ben())[file.pk]
    assert told.title == f"Your file is ready: {thread.title} (DOCX)"
    page = client.get(reverse("your_files")).content.decode()
    assert "http-equiv" not in page
    response = take(client, file)
    assert response["Content-Disposition"] == f'attachment; filename="{thread.slug}.docx"'
    assert "no-store" in response["Cache-Control"]
    assert "The secret words" in words_of(response)


def test_it_is_for_whoever_asked_and_for_nobody_else(client, thread):
    file = made(thread)
    client.force_login(chloe())
    assert take(client, file).status_code == 404
    assert thread.title not in client.get(reverse("your_files")).content.decode()
    assert sources.told(PREPARED_FILE, [file.pk], chloe()) == {}


def test_asked_twice_it_is_made_once(thread):
    assert ask(thread) == ask(thread)
    assert DBTaskResult.objects.filter(args_kwargs__args__0=make_file.path).count() == 1
    assert ask(thread, format="epub") != ask(thread)


def test_what_one_may_not_take_along_is_not_prepared():
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben())
    private = make_thread(network, ben(), title="In confidence")
    with pytest.raises(NothingToPrepare):
        ask(private, by=chloe)
    with pytest.raises(NothingToPrepare):
        ask_for_file(owner=ben(), kind="nonsense", key="1", format="pdf", now=NOW)
    with pytest.raises(NothingToPrepare):
        ask(private, format="exe")


def test_five_at_a_time_are_enough(monkeypatch, thread):
    for number in range(MOST_ON_THE_WAY):
        ask(make_thread(thread.subject, author=amina(), title=f"Thread {number}"))
    with pytest.raises(TooManyOnTheWay):
        ask(thread)


# Words that were taken back ---------------------------------------------------------------------------
def test_a_file_from_before_a_withdrawal_is_never_handed_out(client, thread):
    file = made(thread)
    withdraw_own_post(post=thread.posts.get(plain="The secret words"), by=ben())
    client.force_login(ben())
    response = take(client, file)
    assert response.status_code == 410
    assert "words may have been taken back" in response.content.decode()
    file.refresh_from_db()
    assert (file.state, file.path, file.fingerprint) == (FileState.THROWN_AWAY, "", "")


def test_what_was_said_since_does_not_make_a_file_useless(client, thread):
    file = made(thread)
    make_post(thread, chloe(), "Something new")
    set_reaction(post=thread.posts.get(number=1), by=chloe(), kind=ReactionKind.THANKS, is_on=True)
    client.force_login(ben())
    assert "The secret words" in words_of(take(client, file))


def test_a_hidden_post_takes_the_files_with_it_from_the_disk(thread, django_capture_on_commit_callbacks):
    file = made(thread)
    with django_capture_on_commit_callbacks(execute=True):
        move_post(thread=lock_thread(thread.pk), post=thread.posts.get(number=2), state=PostState.HIDDEN)
    assert not default_storage.exists(file.path)
    file.refresh_from_db()
    assert file.state == FileState.THROWN_AWAY


def test_whoever_takes_words_out_can_have_files_thrown_away_from_the_disk(
    thread, django_capture_on_commit_callbacks
):
    file, other = made(thread), made(make_thread(thread.subject, author=amina(), title="Another"))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_prepared_files("thread", thread.pk) == 1
    assert not default_storage.exists(file.path)
    assert default_storage.exists(other.path)


def test_one_that_is_being_made_meanwhile_is_thrown_away(monkeypatch, thread):
    file = ask(thread)
    write = originals.originals_of("thread").write

    def interrupted(*args):
        written = write(*args)
        forget_prepared_files("thread", thread.pk)
        return written

    monkeypatch.setattr(originals.originals_of("thread"), "write", interrupted)
    assert make_file(file_id=file.pk) == "thrown away meanwhile"
    file.refresh_from_db()
    assert file.state == FileState.THROWN_AWAY
    assert list(storing.all_paths()) == []
    assert not Notice.objects.filter(source=PREPARED_FILE).exists()


def test_what_one_may_not_see_any_more_is_not_handed_out_and_has_no_name(client):
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben(), chloe())
    private = make_thread(network, ben(), title="In confidence")
    file = made(private, by=chloe)
    network.memberships.filter(user=chloe()).delete()
    client.force_login(chloe())
    assert take(client, file).status_code == 410
    page = client.get(reverse("your_files")).content.decode()
    assert "In confidence" not in page
    assert sources.told(PREPARED_FILE, [file.pk], chloe()) == {}


# When it does not work --------------------------------------------------------------------------------
class Broken:
    def __init__(self, error):
        self.error = error

    def find(self, key, user):
        return Original("Broken", "broken", "/", ("pdf",))

    def write(self, key, user, format, progress):
        raise self.error

    def still_says(self, key, user, fingerprint):
        return True


def broken(monkeypatch, error):
    monkeypatch.setitem(originals._kinds, "broken", Broken(error))
    return ask_for_file(owner=ben(), kind="broken", key="1", format="pdf", now=NOW)


def test_a_refusal_is_told_to_its_owner_who_may_ask_again(client, monkeypatch):
    file = broken(monkeypatch, ActionError("A quotation does not hold."))
    make_file(file_id=file.pk)
    client.force_login(ben())
    page = client.get(reverse("your_files")).content.decode()
    assert "Could not be made" in page
    assert "A quotation does not hold." in page
    client.post(reverse("ask_for_file_again", args=[file.public_id]))
    assert [one.state for one in PreparedFile.objects.all()] == [FileState.WAITING]


def test_what_goes_wrong_is_tried_again_and_then_said(caplog, monkeypatch):
    file = broken(monkeypatch, RuntimeError("out of paper"))
    for _try in range(TRIES - 1):
        with pytest.raises(RuntimeError):
            make_file(file_id=file.pk)
    with caplog.at_level("CRITICAL"):
        make_file(file_id=file.pk)
    file.refresh_from_db()
    assert (file.state, file.reason[:20]) == (FileState.FAILED, "Something went wrong")


def test_a_file_that_is_gone_from_the_disk_is_said_to_be(client, thread):
    file = made(thread)
    default_storage.delete(file.path)
    client.force_login(ben())
    assert take(client, file).status_code == 410


def test_progress_goes_up_and_never_past_99(monkeypatch, thread):
    monkeypatch.setattr("exchange.prepared.actions.making.SAY_EVERY", 0)
    seen = []

    class Slow(Broken):
        def write(self, key, user, format, progress):
            for percent in (10, 60, 30, 100):
                progress(percent)
                seen.append(PreparedFile.objects.get(kind="slow").progress)
            return Written(b"x", "f")

    monkeypatch.setitem(originals._kinds, "slow", Slow(None))
    make_file(file_id=ask_for_file(owner=ben(), kind="slow", key="1", format="pdf", now=NOW).pk)
    assert seen == [10, 60, 60, 99]


# The end ------------------------------------------------------------------------------------------------
def test_after_a_week_it_is_forgotten(thread):
    file = made(thread)
    assert forget_files(now=NOW + timedelta(days=7)) == 0
    assert forget_files(now=minutes_later(1) + timedelta(days=7)) == 1
    assert not PreparedFile.objects.exists()
    assert not default_storage.exists(file.path)


def test_a_file_whose_owner_has_gone_leaves_the_disk(thread):
    file = made(thread, by=chloe)
    chloe().delete()
    assert default_storage.exists(file.path)
    assert forget_files(now=NOW) == 0
    assert not default_storage.exists(file.path)


def test_its_owner_removes_it(client, thread, django_capture_on_commit_callbacks):
    file = made(thread)
    client.force_login(ben())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("remove_file", args=[file.public_id]))
    assert not PreparedFile.objects.exists()
    assert not default_storage.exists(file.path)


def test_nothing_else_is_ever_read_or_deleted():
    for path in ("../secret.pdf", "papers/ab/abcdefghijklmnopqrstu.pdf", "prepared/short.pdf", ""):
        with pytest.raises(FileNotFoundError):
            storing.stored(path)


def test_the_page_costs_the_same_for_one_file_and_for_three(client, thread, django_assert_max_num_queries):
    client.force_login(ben())
    made(thread)
    made(thread, format="odt")
    made(thread, format="epub")
    with django_assert_max_num_queries(12):
        client.get(reverse("your_files"))
