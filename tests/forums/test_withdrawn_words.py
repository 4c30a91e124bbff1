"""Words that somebody takes back later are first found wherever they went, and then nowhere."""

import pytest
from django.test import Client

from exchange.prepared.models import FileState, PreparedFile
from forums.actions.consents import withdraw_consent
from forums.models import ConsentRequest, PostRevision, Quotation, Terms
from tests.factories import NOW, amina
from tests.forums.test_chatham_house import MUST_SHOW, SAYINGS, SPOKEN, addresses, answered, tell

pytestmark = pytest.mark.django_db


def shown(told, words):
    return {url for url in addresses(told) if words.casefold() in answered(Client(), url).casefold()}


@pytest.mark.parametrize("words", [SAYINGS[0], SPOKEN], ids=["written", "spoken"])
def test_taken_back_they_are_on_no_page_in_no_file_feed_or_index(words):
    told = tell(Terms.ATTRIBUTED)
    before = shown(told, words)
    assert len(before) > len(MUST_SHOW)
    assert f"/learning/{told.summary.learning.slug}.docx" in before
    file = PreparedFile.objects.create(
        kind="thread",
        key=str(Quotation.objects.get(words=words).revision.post.thread_id),
        owner=amina(),
        format="pdf",
        state=FileState.READY,
        asked_at=NOW,
    )
    withdraw_consent(request=ConsentRequest.objects.get(quotation__words=words), now=NOW)
    assert shown(told, words) == set()
    file.refresh_from_db()
    assert file.state == FileState.THROWN_AWAY
    assert not PostRevision.objects.filter(plain__contains=words).exists()
    learning = answered(Client(), f"/learning/{told.summary.learning.slug}/")
    assert "Lamps matter." in learning  # what was learned stands
    assert "withdrawn" in learning
