"""Words that somebody takes back later are first found wherever they went, and then nowhere."""

import pytest
from django.test import Client

from casestudies.actions.recorded_learnings import ItemToPublish, QuotedWords
from casestudies.exports import Document, render
from casestudies.models import BriefSection
from casestudies.presentation import sections_from
from exchange.prepared.models import FileState, PreparedFile
from forums.actions.consents import withdraw_consent
from forums.models import ConsentRequest, PostRevision, Quotation, Terms
from tests.factories import NOW, amina
from tests.forums.chatham_house import SAYINGS, SPOKEN, addresses, answered, opened, tell

pytestmark = pytest.mark.django_db


def shown(told, words):
    return {url for url in addresses(told) if words.casefold() in answered(Client(), url).casefold()}


@pytest.mark.parametrize("ending", ["md", "docx", "pdf"])
def test_a_file_says_that_words_were_corrected_by_whoever_said_them(ending):
    item = ItemToPublish(
        section=BriefSection.WHAT_WORKED,
        prose="",
        quotations=[QuotedWords("a" * 22, "Lamps last.", "Nomsa Dube", "/words/a/", is_corrected=True)],
    )
    document = Document(
        title="Watch",
        subtitle="",
        kind_label="Brief",
        url="https://site.example/",
        status_line="",
        published_on=None,
        version="1.0",
        sections=sections_from([item]),
        credits=(),
        how_to_cite="",
        licence="",
        language="en",
        is_demonstration=False,
    )
    assert "corrected by the speaker" in " ".join(opened(render(document, ending).content).split())


@pytest.mark.parametrize("words", [SAYINGS[0], SPOKEN], ids=["written", "spoken"])
def test_taken_back_they_are_on_no_page_in_no_file_feed_or_index(words):
    told = tell(Terms.ATTRIBUTED)
    before = shown(told, words)
    assert len(before) > 20
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
