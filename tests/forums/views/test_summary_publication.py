import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from casestudies.models import RecordedLearning
from forums.actions.reviewing import SummaryEmpty, publish_summary, return_summary
from forums.actions.summaries import save_item
from forums.models import PostRevision, Quotation, Summary
from tests.factories import amina, cite, dineo
from tests.forums.views.summaries import PROSE, QUOTED, SAID, at, submitted
from tests.pages import Page

pytestmark = pytest.mark.django_db


# To publication -----------------------------------------------------------------------------------
def test_an_empty_summary_is_not_sent(aminas, summary):
    response = aminas.post(at(summary, "submit_summary"))
    assert response.status_code == 400
    assert Page(response).alerts == [str(SummaryEmpty.message)]


def test_a_summary_is_sent_returned_with_a_note_sent_again_and_published(client, summary, item):
    client.force_login(amina())
    client.post(at(summary, "submit_summary"))
    client.force_login(dineo())
    response = client.post(at(summary, "return_summary"), {"note": "Say where."}, follow=True)
    assert "Say where." in Page(response).text
    client.force_login(amina())
    assert "Say where." in Page(client.get(at(summary))).text
    client.post(at(summary, "submit_summary"))
    client.force_login(dineo())
    locations = {client.post(at(summary, "publish_summary"))["Location"] for _ in range(2)}
    assert locations == {reverse("learning", args=[RecordedLearning.objects.get().slug])}


def test_a_note_that_is_too_long_stays_in_its_box(dineos, summary):
    submitted(summary)
    response = dineos.post(at(summary, "return_summary"), {"note": "a" * 501})
    page = Page(response)
    assert (response.status_code, page.boxes["note"]) == (400, ["a" * 501])
    assert page.alerts == ["Ensure this value has at most 500 characters (it has 501)."]
    summary.refresh_from_db()
    assert (summary.state, summary.note) == ("submitted", "")


def test_a_note_for_what_was_published_meanwhile_is_given_back(dineos, summary):
    publish_summary(summary=submitted(summary))
    response = dineos.post(at(summary, "return_summary"), {"note": "Say where."})
    page = Page(response)
    assert (response.status_code, page.boxes["kept-words"]) == (409, ["Say where."])
    assert page.alerts == ["This summary is “Published” now. Please look at it again."]


def test_a_draft_is_not_published(dineos, summary, item):
    response = dineos.post(at(summary, "publish_summary"))
    assert (response.status_code, RecordedLearning.objects.count()) == (409, 0)
    return_summary(summary=submitted(summary), note="")
    assert dineos.post(at(summary, "publish_summary")).status_code == 409


# Exports ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_summary_goes_along_as_a_file(dineos, summary, source_thread, extension, content_type):
    cite(summary, source_thread.posts.get(), QUOTED)
    response = dineos.get(f"/summaries/{summary.pk}.{extension}")
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Content-Disposition"] == f'attachment; filename="summary-{summary.pk}.{extension}"'
    if extension == "docx":
        word = zipfile.ZipFile(BytesIO(response.content))
        text = "".join(
            word.read(f"word/{part}").decode() for part in ("document.xml", "_rels/footnotes.xml.rels")
        )
    else:
        text = response.content.decode()
    assert QUOTED in text
    assert reverse("words", args=[Quotation.objects.get().public_id]) in text


@pytest.mark.parametrize("extension", ["md", "json", "docx", "pdf"])
def test_a_summary_in_which_nothing_is_written_is_no_file(aminas, summary, extension):
    page = aminas.get(f"/summaries/{summary.pk}.{extension}")
    assert page.status_code == 409
    assert "Nothing has been written here yet" in page.content.decode()


@pytest.mark.parametrize("extension", ["rtf", "exe", "xml", "x" * 300])
def test_a_format_that_nobody_writes_is_not_there(aminas, summary, extension):
    assert aminas.get(f"/summaries/{summary.pk}.{extension}").status_code == 404


def test_words_that_changed_refuse_export_sending_and_publishing_and_show_the_difference(
    client, summary, source_thread
):
    save_item(item=cite(summary, source_thread.posts.get(), QUOTED), seen_revision=1, prose=PROSE)
    PostRevision.objects.update(plain=SAID.replace("traders", "porters"))
    difference = (
        "A quotation no longer equals its source. The source says “The porters know who sleeps there.”, "
        f"the quotation “{QUOTED}”."
    )
    client.force_login(amina())
    for response in (
        client.get(f"/summaries/{summary.pk}.docx"),
        client.post(at(summary, "submit_summary")),
    ):
        assert (response.status_code, Page(response).alerts) == (409, [difference])
    Summary.objects.update(state="submitted")
    client.force_login(dineo())
    assert client.post(at(summary, "publish_summary")).status_code == 409
    assert RecordedLearning.objects.count() == 0


def test_a_tampered_quotation_refuses_the_export(aminas, summary, source_thread):
    cite(summary, source_thread.posts.get(), QUOTED)
    Quotation.objects.update(words="The traders know nothing.")
    response = aminas.get(f"/summaries/{summary.pk}.txt")
    assert response.status_code == 409
    assert Page(response).alerts == [
        f"A quotation no longer equals its source. The source says “{QUOTED}”, the quotation “The traders "
        "know nothing.”."
    ]
