from io import BytesIO

import docx
import pytest
from django.urls import reverse

from casestudies.models import BriefSection, RecordedLearning
from forums.actions.posts import withdraw_own_post
from forums.actions.summaries import (
    PROSE_LENGTH,
    add_item,
    publish_summary,
    remove_item,
    return_summary,
    save_item,
    submit_summary,
)
from forums.models import PostRevision, Quotation, Summary, SummaryItem
from tests.factories import (
    NOW,
    agree,
    amina,
    ask,
    ben,
    chloe,
    cite,
    close,
    dineo,
    join,
    make_engagement,
    make_post,
    make_session,
    make_summary,
    make_thread,
    reopen,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db

SAID = "Keep a torch ready. The traders know who sleeps there. We count them every Friday."
QUOTED = "The traders know who sleeps there."
PROSE = "Lights need a keeper."
SENT = "This summary has been sent for approval. Ask the editor to return it, then change it."


@pytest.fixture
def thread():
    return make_thread(author=agree(ben()), text=SAID)


@pytest.fixture
def summary(thread):
    return make_summary(thread)


@pytest.fixture
def item(summary):
    return add_item(summary=summary, section=BriefSection.WHAT_WORKED, prose=PROSE)


@pytest.fixture
def aminas(client):
    """Amina's browser."""
    client.force_login(amina())
    return client


@pytest.fixture
def dineos(client):
    """Dineo's browser."""
    client.force_login(dineo())
    return client


def at(summary: Summary, route: str = "summary", *more: object) -> str:
    return reverse(route, args=[summary.pk, *more])


def on(item: SummaryItem, route: str, *more: object) -> str:
    return reverse(route, args=[item.summary_id, item.pk, *more])


def words(**changes: object) -> dict[str, object]:
    """What the form of an item sends."""
    return {
        "prose": PROSE,
        "lesson_statement": "",
        "lesson_kind": "",
        "lesson_conditions": "",
        "seen_revision": 1,
        **changes,
    }


def submitted(summary: Summary) -> Summary:
    if not summary.items.exists():
        add_item(summary=summary, section=BriefSection.WHAT_WORKED, prose=PROSE)
    return submit_summary(summary=summary, by=amina(), now=NOW)


# Looking ------------------------------------------------------------------------------------------
def test_the_list_is_for_those_who_write_and_approve(client, summary):
    for person in (amina, dineo):
        client.force_login(person())
        assert list(client.get("/summaries/").context["summaries"]) == [summary]
    client.force_login(ben())
    assert client.get("/summaries/").status_code == 403


def test_the_list_costs_the_same_with_one_summary_and_with_three(aminas, summary):
    cost = queries_of(aminas, "/summaries/")
    make_summary(make_thread(make_engagement()))
    make_summary(make_thread(make_engagement("autumn")))
    assert queries_of(aminas, "/summaries/") == cost


def test_the_workbench_shows_sources_beside_the_draft(aminas, summary, item, thread):
    page = Page(aminas.get(at(summary)))
    assert (page.title, page.boxes["prose"]) == (summary.title, [PROSE])
    assert len(page.boxes["sentence"]) == 3
    assert QUOTED in page.text


def test_a_sent_summary_is_read_and_not_written(aminas, summary, item):
    submitted(summary)
    page = Page(aminas.get(at(summary)))
    assert (PROSE in page.text, "prose" in page.boxes, "sentence" in page.boxes) == (True, False, False)


def test_an_editor_sees_the_two_ways_on_once_a_draft_is_sent(dineos, summary):
    assert "note" not in Page(dineos.get(at(summary))).boxes
    submitted(summary)
    page = Page(dineos.get(at(summary)))
    assert ("note" in page.boxes, "Publish as recorded learning" in page.text) == (True, True)


def test_a_summary_that_is_not_there(aminas):
    for path in ("/summaries/404/", "/summaries/404.txt", f"/summaries/{10**30}/"):
        assert aminas.get(path).status_code == 404


def test_nobody_else_learns_that_a_summary_exists(client, summary):
    client.force_login(ben())
    for path in (at(summary), f"/summaries/{summary.pk}.txt", "/summaries/404/"):
        assert client.get(path).status_code == 404


def test_the_workbench_costs_the_same_with_one_of_everything_and_with_three(aminas):
    session = make_session()
    asker, another = join(session, ben()), join(session, agree(chloe()))
    ask(asker, SAID)
    summary = close(session)
    thread = session.threads.get()
    cite(summary, thread.posts.get(), QUOTED)
    cost = queries_of(aminas, at(summary))
    for author, section in [(chloe(), BriefSection.WHAT_NEXT), (ben(), BriefSection.OPEN_QUESTIONS)]:
        cite(summary, make_post(thread, agree(author), SAID), QUOTED, section)
    reopen(session)
    ask(another, "Who pays?")
    close(session)
    assert len(Page(aminas.get(at(summary))).boxes["post"]) == 4
    assert queries_of(aminas, at(summary)) == cost


# Opening ------------------------------------------------------------------------------------------
def test_a_facilitator_opens_a_summary_on_a_thread(aminas, thread):
    response = aminas.post(reverse("new_summary", args=[thread.pk]))
    summary = Summary.objects.get()
    assert response["Location"] == at(summary)
    assert (summary.title, summary.subject, list(summary.threads.all())) == (
        thread.title,
        thread.subject,
        [thread],
    )


def test_a_summary_opens_on_a_thread_that_is_there(aminas):
    assert aminas.post(reverse("new_summary", args=[404])).status_code == 404


# Items --------------------------------------------------------------------------------------------
def test_an_item_opens_at_the_end_of_its_section(aminas, summary, item):
    response = aminas.post(at(summary, "new_item"), {"section": BriefSection.WHAT_WORKED})
    added = summary.items.get(position=2)
    assert (added.section, response["Location"]) == ("what_worked", f"{at(summary)}#item-{added.pk}")


def test_there_is_no_item_in_no_section(aminas, summary):
    response = aminas.post(at(summary, "new_item"), {"section": "elsewhere"})
    assert response.status_code == 409
    assert len(Page(response).alerts) == 1
    assert summary.items.count() == 0


def test_an_item_is_saved_with_its_lesson(aminas, item):
    lesson = {"lesson_statement": "Name a keeper.", "lesson_kind": "worked", "lesson_conditions": "At night."}
    response = aminas.post(on(item, "save_item"), words(prose="New words.", **lesson))
    assert response["Location"] == f"{at(item.summary)}#item-{item.pk}"
    item.refresh_from_db()
    assert (item.prose, item.revision) == ("New words.", 2)
    assert {name: getattr(item, name) for name in lesson} == lesson
    told = aminas.post(on(item, "save_item"), words(prose="Newer.", seen_revision=2), headers=JSON)
    assert told.json() == {"done": True, "revision": 3}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            {"prose": "a" * (PROSE_LENGTH + 1)},
            "Ensure this value has at most 4000 characters (it has 4001).",
        ),
        (
            {"lesson_statement": "a" * 241, "lesson_kind": "worked"},
            "Ensure this value has at most 240 characters (it has 241).",
        ),
        ({"lesson_statement": "Name a keeper."}, "A lesson needs both its statement and its kind."),
        ({"lesson_kind": "luck"}, "Select a valid choice. luck is not one of the available choices."),
    ],
)
def test_a_refused_item_keeps_its_words(aminas, item, change, complaint):
    sent = words(**{"prose": "Typed for an hour.", **change})
    response = aminas.post(on(item, "save_item"), sent)
    page = Page(response)
    assert (response.status_code, page.alerts) == (400, [complaint])
    assert page.boxes["prose"] == [sent["prose"]]
    assert page.boxes["lesson_statement"] == [sent["lesson_statement"]]
    told = aminas.post(on(item, "save_item"), sent, headers=JSON)
    assert (told.status_code, told.json()["error"]) == (400, complaint)
    item.refresh_from_db()
    assert (item.prose, item.revision) == (PROSE, 1)


def test_a_stale_item_shows_both_versions_and_can_then_be_saved(aminas, item):
    save_item(item=item, seen_revision=1, prose="By a colleague.")
    response = aminas.post(on(item, "save_item"), words(prose="Mine."))
    page = Page(response)
    assert (response.status_code, page.boxes["prose"], page.boxes["seen_revision"]) == (409, ["Mine."], ["2"])
    assert ("By a colleague." in page.text, page.alerts[0].startswith("A colleague changed")) == (True, True)
    assert aminas.post(on(item, "save_item"), words(prose="Mine."), headers=JSON).status_code == 409
    aminas.post(on(item, "save_item"), words(prose="Both.", seen_revision=2))
    item.refresh_from_db()
    assert item.prose == "Both."


def test_words_for_a_summary_that_was_sent_meanwhile_are_given_back(aminas, item):
    submitted(item.summary)
    typed = {"lesson_statement": "Name a keeper.", "lesson_kind": "worked"}
    response = aminas.post(on(item, "save_item"), words(prose="Typed for an hour.", **typed))
    page = Page(response)
    assert (response.status_code, page.alerts) == (409, [SENT])
    assert page.boxes["kept-words"] == ["Typed for an hour.\n\nName a keeper."]


def test_words_for_an_item_that_was_removed_meanwhile_are_given_back(aminas, item):
    path = on(item, "save_item")
    remove_item(item=item)
    response = aminas.post(path, words(prose="Typed for an hour."))
    page = Page(response)
    assert (response.status_code, page.boxes["kept-words"]) == (404, ["Typed for an hour."])
    assert page.alerts == ["A colleague removed this item meanwhile. Put your words under another one."]
    assert aminas.post(path, words(), headers=JSON).status_code == 404


def test_an_item_belongs_to_its_own_summary(aminas, item):
    other = make_summary(make_thread(make_engagement()))
    for route, more in (("remove_item", []), ("move_item", ["up"])):
        assert aminas.post(reverse(route, args=[other.pk, item.pk, *more])).status_code == 404
    assert aminas.post(reverse("move_item", args=[item.summary_id, item.pk, "up"])[:-3]).status_code == 404
    assert aminas.post(reverse("save_item", args=[other.pk, item.pk]), words()).status_code == 404
    assert SummaryItem.objects.count() == 1


def test_items_change_places_and_go(aminas, summary, item):
    second = add_item(summary=summary, section=item.section, prose="Second.")
    aminas.post(on(second, "move_item", "up"))
    assert list(summary.items.order_by("position")) == [second, item]
    aminas.post(on(second, "move_item", "down"))
    assert list(summary.items.order_by("position")) == [item, second]
    assert aminas.post(on(second, "remove_item"))["Location"] == at(summary)
    assert list(summary.items.all()) == [item]


@pytest.mark.parametrize("route", ["new_item", "submit_summary"])
def test_a_published_summary_is_not_changed(aminas, summary, item, route):
    publish_summary(summary=submitted(summary))
    response = aminas.post(at(summary, route), {"section": BriefSection.WHAT_NEXT})
    assert (response.status_code, len(Page(response).alerts)) == (409, 1)
    for refused in (on(item, "remove_item"), on(item, "move_item", "up")):
        assert Page(aminas.post(refused)).alerts == [SENT]
    assert summary.items.count() == 1


# Quoting ------------------------------------------------------------------------------------------
def citing(summary: Summary, **fields: object) -> dict[str, object]:
    post = summary.threads.get().posts.get(number=1)
    return {"post": post.pk, "target": f"new:{BriefSection.WHAT_WORKED}", **fields}


def test_selected_words_are_frozen_under_a_new_item_or_an_old_one(aminas, summary):
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    item = summary.items.get()
    assert response["Location"] == f"{at(summary)}#item-{item.pk}"
    aminas.post(at(summary, "cite"), citing(summary, words="Keep a torch ready.", target=item.pk))
    assert {quotation.words for quotation in item.quotations.all()} == {QUOTED, "Keep a torch ready."}


def test_ticked_sentences_that_stand_together_are_quoted_as_one(aminas, summary):
    first, second, third = Page(aminas.get(at(summary))).boxes["sentence"]
    aminas.post(at(summary, "cite"), citing(summary, sentence=[second, first]))
    assert Quotation.objects.get().words == f"Keep a torch ready. {QUOTED}"
    response = aminas.post(at(summary, "cite"), citing(summary, sentence=[first, third]))
    page = Page(response)
    assert (response.status_code, page.alerts) == (
        409,
        ["Tick sentences that stand next to each other, or quote them one after the other."],
    )


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 409),
        ({"words": "  "}, 409),
        ({"sentence": "x-y"}, 409),
        ({"sentence": "900-1000"}, 409),
        ({"words": QUOTED, "target": "²"}, 409),
        ({"words": QUOTED, "target": "new:elsewhere"}, 409),
        ({"words": QUOTED, "target": 10**30}, 409),
        ({"words": QUOTED, "post": ""}, 409),
        ({"words": "Words that nobody said."}, 400),
    ],
)
def test_a_refused_quotation_says_why_and_makes_no_item(aminas, summary, fields, status):
    response = aminas.post(at(summary, "cite"), citing(summary, **fields))
    assert (response.status_code, len(Page(response).alerts)) == (status, 1)
    assert (summary.items.count(), Quotation.objects.count()) == (0, 0)


def test_who_did_not_agree_is_not_quoted(aminas):
    summary = make_summary(make_thread(author=agree(chloe(), be_quoted=False), text=SAID))
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    assert response.status_code == 403
    assert Page(response).alerts == [
        "The person who said this did not agree to be quoted. You can put it in your own words."
    ]


def test_words_taken_back_meanwhile_are_not_quoted_and_it_is_said(aminas, summary, thread):
    withdraw_own_post(post=thread.posts.get(), by=ben(), now=NOW)
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    assert (response.status_code, Page(response).alerts) == (409, ["These words are no longer there."])


def test_a_source_of_another_summary_is_not_quoted(aminas, summary):
    other = make_thread(make_engagement(), agree(chloe()), text=SAID)
    response = aminas.post(at(summary, "cite"), citing(summary, post=other.posts.get().pk, words=QUOTED))
    assert (response.status_code, Quotation.objects.count()) == (409, 0)


def test_quoting_in_a_sent_summary_says_why_not(aminas, summary):
    submitted(summary)
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    assert (response.status_code, Page(response).alerts) == (409, [SENT])


def test_a_quotation_is_taken_out_of_its_item(aminas, summary, thread):
    item = cite(summary, thread.posts.get(), QUOTED)
    citation = item.citations.get()
    path = at(summary, "remove_citation", citation.pk)
    assert aminas.post(path)["Location"] == f"{at(summary)}#item-{item.pk}"
    assert (item.citations.count(), Quotation.objects.count()) == (0, 1)
    assert aminas.post(path).status_code == 404


# To publication -----------------------------------------------------------------------------------
def test_an_empty_summary_is_not_sent(aminas, summary):
    response = aminas.post(at(summary, "submit_summary"))
    assert response.status_code == 400
    assert Page(response).alerts == ["The summary has no item yet. Add at least one before you send it."]


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
def test_a_summary_goes_along_as_a_file(dineos, summary, thread, extension, content_type):
    cite(summary, thread.posts.get(), QUOTED)
    response = dineos.get(f"/summaries/{summary.pk}.{extension}")
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Content-Disposition"] == f'attachment; filename="summary-{summary.pk}.{extension}"'
    if extension == "docx":
        text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(response.content)).paragraphs)
    else:
        text = response.content.decode()
    assert QUOTED in text
    assert reverse("words", args=[Quotation.objects.get().public_id]) in text


@pytest.mark.parametrize("extension", ["pdf", "exe", "json", "x" * 300])
def test_a_format_that_nobody_writes_is_not_there(aminas, summary, extension):
    assert aminas.get(f"/summaries/{summary.pk}.{extension}").status_code == 404


def test_words_that_changed_refuse_export_sending_and_publishing_and_show_the_difference(
    client, summary, thread
):
    save_item(item=cite(summary, thread.posts.get(), QUOTED), seen_revision=1, prose=PROSE)
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


def test_a_tampered_quotation_refuses_the_export(aminas, summary, thread):
    cite(summary, thread.posts.get(), QUOTED)
    Quotation.objects.update(words="The traders know nothing.")
    response = aminas.get(f"/summaries/{summary.pk}.txt")
    assert response.status_code == 409
    assert Page(response).alerts == [
        f"A quotation no longer equals its source. The source says “{QUOTED}”, the quotation “The traders "
        "know nothing.”."
    ]
