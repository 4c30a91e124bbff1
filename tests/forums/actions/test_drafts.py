from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone

from forums.actions.attachments import Upload, keep_upload
from forums.actions.drafts import (
    MOST_CHARACTERS,
    DraftSavedElsewhere,
    DraftTooLong,
    TooManyDrafts,
    discard_draft,
    draft_in,
    drop_old_drafts,
    save_draft,
)
from forums.models import Attachment, PostDraft
from tests.factories import ben, chloe, make_post, make_thread

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
SCOPE = "thread:1"


def save(text: str, *, seen: int = 0, scope: str = SCOPE, **options) -> PostDraft | None:
    return save_draft(user=ben(), scope=scope, fields={"text": text}, seen_version=seen, **options)


def test_each_save_counts_and_the_same_words_again_are_quiet():
    assert save("We").version == 1
    assert save("We count", seen=1).version == 2
    assert save("We count", seen=1).version == 2
    assert draft_in(ben(), SCOPE).fields == {"text": "We count"}
    assert draft_in(chloe(), SCOPE) is None


def test_an_empty_form_is_no_draft_but_an_emptied_one_is_kept_empty():
    assert save("") is None
    assert PostDraft.objects.count() == 0
    save("We")
    assert save("", seen=1).fields == {"text": ""}


def test_newer_words_of_another_device_stand_only_where_nothing_is_lost():
    save("We count them.")
    save("We count them. Every Friday.", seen=1)
    assert save("Indeed. We count them. Every Friday. Twice.", seen=1).version == 3
    with pytest.raises(DraftSavedElsewhere) as refused:
        save("Other words.", seen=1)
    assert refused.value.draft.fields["text"] == "Indeed. We count them. Every Friday. Twice."
    assert save("Other words.", seen=1, is_chosen=True).fields == {"text": "Other words."}


def test_a_save_that_the_post_overtook_leaves_no_copy_behind():
    thread, client_id = make_thread(), uuid4()
    make_post(thread, ben(), "We count them.", client_id=client_id)
    fields = {"text": "We count them.", "client_id": str(client_id)}
    assert save_draft(user=ben(), scope=f"thread:{thread.pk}", fields=fields) is None
    post = thread.posts.get(number=2)
    assert save("We count them.", scope=f"post:{post.pk}") is None
    assert save("We count them twice.", scope=f"post:{post.pk}").version == 1


def test_a_draft_has_limits_in_length_and_number(monkeypatch):
    with pytest.raises(DraftTooLong):
        save("a" * (MOST_CHARACTERS + 1))
    monkeypatch.setattr("forums.actions.drafts.MOST_DRAFTS", 1)
    save("We")
    with pytest.raises(TooManyDrafts):
        save("We", scope="thread:2")
    assert save("We count", seen=1).version == 2


def test_a_discarded_draft_takes_its_files_along_and_an_old_one_goes_by_itself(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = keep_upload(upload=Upload(BytesIO(PDF), "plan.pdf"), by=ben())
    save_draft(user=ben(), scope=SCOPE, fields={"text": "", "files": [row.public_id]})
    for _ in range(2):
        discard_draft(user=ben(), scope=SCOPE)
    assert (PostDraft.objects.count(), Attachment.objects.count()) == (0, 0)
    young, old = save("Young", scope="thread:2"), save("Old", scope="thread:3")
    PostDraft.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(days=181))
    keep_upload(upload=Upload(BytesIO(PDF), "old.pdf"), by=ben(), now=timezone.now() - timedelta(days=181))
    assert drop_old_drafts() == 2
    assert list(PostDraft.objects.all()) == [young]
    assert Attachment.objects.count() == 0
