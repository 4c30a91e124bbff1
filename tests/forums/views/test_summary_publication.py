import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from casestudies.exports import render
from casestudies.models import BriefSection, RecordedLearning
from casestudies.presentation import document_of_learning
from forums.actions.reviewing import SummaryEmpty, publish_summary, return_summary
from forums.actions.summaries import add_item, save_item
from forums.actions.summarising.removing import take_out_item
from forums.models import PostRevision, Quotation, Summary
from forums.presentation import document_of_summary
from forums.queries import items_in_brief_order
from tests.factories import amina, cite, dineo, make_municipality, make_thread
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


def test_an_empty_item_is_not_sent_and_is_named_in_its_place(aminas, summary, item):
    empty = add_item(summary=summary, section=BriefSection.WHAT_NEXT)
    response = aminas.post(at(summary, "submit_summary"))
    page = Page(response)
    told = "An item under “What next” is empty. Write in it, quote somebody, or take it out."
    assert (response.status_code, page.alerts) == (400, [f"{told}Go to that item"])
    assert (f"#{empty.anchor}" in page.links, page.text.count(told)) == (True, 2)
    take_out_item(item=empty, by=amina())
    aminas.post(at(summary, "submit_summary"))
    summary.refresh_from_db()
    assert summary.state == "submitted"


def test_a_lesson_alone_is_published_with_the_lessons_and_leaves_no_bare_heading(client, summary, item):
    alone = add_item(summary=summary, section=BriefSection.WHAT_NEXT)
    save_item(item=alone, seen_revision=1, prose="", lesson_statement="Pay one.", lesson_kind="worked")
    client.force_login(dineo())
    assert [one.key for one in document_of_summary(summary).sections] == ["what_worked", "lessons"]
    publish_summary(summary=submitted(summary))
    learning = RecordedLearning.objects.get()
    page = Page(client.get(reverse("learning", args=[learning.slug])))
    assert ("What worked" in page.text, "What next" in page.text) == (True, False)
    assert "Pay one." in page.text
    sections = [one.key for one in document_of_learning(learning).sections]
    assert sections == ["cases", "what_worked", "lessons"]


def test_the_review_shows_prose_as_it_will_be_published(dineos, summary):
    add_item(
        summary=summary,
        section=BriefSection.WHAT_WORKED,
        prose="Keep **two** <b>x</b>.",
        is_own_view=True,
    )
    submitted(summary)
    review = dineos.get(at(summary)).content.decode()
    publish_summary(summary=summary)
    [shown] = RecordedLearning.objects.get().items.values_list("html", flat=True)
    assert ("<strong>two</strong>" in shown, shown in review, "<b>x" in review) == (True, True, False)


def test_a_summary_of_a_thread_does_not_claim_that_nobody_is_named(aminas, summary, source_thread):
    cite(summary, source_thread.posts.get(), QUOTED)
    text = Page(aminas.get(at(summary))).text
    assert "Whoever is quoted here by name stands at their words." in text
    assert "Nobody is named" not in text


def test_a_short_form_counts_as_it_is_printed(aminas, summary, source_thread):
    item = cite(summary, source_thread.posts.get(), QUOTED)
    citation = item.citations.get()
    aminas.post(at(summary, "shorten_citation", citation.pk), {"shortened": "The traders know […]"})
    assert items_in_brief_order(summary)[0].word_count == 4


def test_a_title_that_asks_is_cited_without_a_full_stop(aminas, summary):
    for title, cited in (("Why stolen?", "Why stolen? Year,"), ("Light", "Light. Year,")):
        Summary.objects.update(title=title)
        assert cited in Page(aminas.get(at(summary))).text


def test_places_of_a_case_stand_apart_in_files_as_on_the_page(summary, source_thread):
    for code in ("AAA", "BBB"):
        source_thread.case_study.places.create(municipality=make_municipality(code, f"Bay {code}"))
    publish_summary(summary=submitted(summary))
    sections = document_of_learning(RecordedLearning.objects.get()).sections
    [cases] = [one for one in sections if one.key == "cases"]
    assert "Bay AAA, Eastern Cape; Bay BBB, Eastern Cape" in cases.items[0].tables[0].rows[0][1]


def test_whoever_publishes_is_told_that_it_was_published(dineos, summary):
    submitted(summary)
    page = Page(dineos.post(at(summary, "publish_summary"), follow=True))
    assert "Published as recorded learning. Everybody can read it" in page.text


def test_one_goes_on_with_the_thread_that_was_summarised(summary, source_thread):
    publish_summary(summary=submitted(summary))
    learning = RecordedLearning.objects.get()
    address = f"/threads/{source_thread.pk}/{source_thread.slug}/"
    assert document_of_learning(learning).discussion_url.endswith(address)
    assert address in render(document_of_learning(learning), "md").content.decode()
    other = make_thread(source_thread.subject)
    summary.threads.add(other)
    assert document_of_learning(learning).discussion_url.endswith(f"/{source_thread.subject.slug}/")
    type(other).objects.filter(pk=other.pk).update(state="hidden")
    assert document_of_learning(learning).discussion_url.endswith(address)


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


AGAIN = "Remove that quotation there, and quote again what its source says now.Go to that item"


def test_words_that_changed_refuse_export_sending_and_publishing_and_show_the_difference(
    client, summary, source_thread
):
    save_item(item=cite(summary, source_thread.posts.get(), QUOTED), seen_revision=1, prose=PROSE)
    PostRevision.objects.update(plain=SAID.replace("traders", "porters"))
    difference = (
        "A quotation under “What worked” no longer equals its source. The source says “The porters know who "
        f"sleeps there.”, the quotation “{QUOTED}”. {AGAIN}"
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
        f"A quotation under “What worked” no longer equals its source. The source says “{QUOTED}”, the "
        f"quotation “The traders know nothing.”. {AGAIN}"
    ]
