import pytest
from django.urls import reverse

from casestudies.models import BriefSection
from forums.actions.reviewing import publish_summary
from forums.actions.summaries import PROSE_LENGTH, add_item, save_item
from forums.actions.summarising.removing import take_out_item
from forums.models import Summary, SummaryItem
from tests.factories import (
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
from tests.forums.views.summaries import PROSE, QUOTED, SAID, SENT, at, submitted
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db


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


def test_the_workbench_shows_sources_beside_the_draft(aminas, summary, item, source_thread):
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
    make_post(thread, ben(), "One of each kind.")
    cost = queries_of(aminas, at(summary))
    for author, section in [(chloe(), BriefSection.WHAT_NEXT), (ben(), BriefSection.OPEN_QUESTIONS)]:
        cite(summary, make_post(thread, agree(author), SAID), QUOTED, section)
    reopen(session)
    ask(another, "Who pays?")
    close(session)
    assert len(Page(aminas.get(at(summary))).boxes["source"]) == 5
    assert queries_of(aminas, at(summary)) == cost


# Opening ------------------------------------------------------------------------------------------
def test_a_facilitator_opens_a_summary_on_a_thread(aminas, source_thread):
    response = aminas.post(reverse("new_summary", args=[source_thread.pk]))
    summary = Summary.objects.get()
    assert response["Location"] == at(summary)
    assert (summary.title, summary.subject, list(summary.threads.all())) == (
        source_thread.title,
        source_thread.subject,
        [source_thread],
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
    assert (told.json()["revision"], told.json()["state"]["sections"][1]["words"]) == (3, 1)


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
    take_out_item(item=item, by=amina())
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
    assert aminas.post(on(second, "remove_item"))["Location"] == f"{at(summary)}#removed"
    assert list(summary.items.all()) == [item]
    response = aminas.post(at(summary, "bring_part_back", summary.removed_parts.get().pk))
    assert response["Location"] == f"{at(summary)}#item-{second.pk}"


@pytest.mark.parametrize("route", ["new_item", "submit_summary"])
def test_a_published_summary_is_not_changed(aminas, summary, item, route):
    publish_summary(summary=submitted(summary))
    response = aminas.post(at(summary, route), {"section": BriefSection.WHAT_NEXT})
    assert (response.status_code, len(Page(response).alerts)) == (409, 1)
    for refused in (on(item, "remove_item"), on(item, "move_item", "up")):
        assert Page(aminas.post(refused)).alerts == [SENT]
    assert summary.items.count() == 1
