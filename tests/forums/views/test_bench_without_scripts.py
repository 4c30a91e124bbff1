"""Acts of the workbench as a browser without scripts sends them: with the boxes of all items."""

import pytest

from casestudies.models import BriefSection
from forums.actions.summaries import add_item, save_item
from forums.models import ItemComment
from forums.views.bench.travelling import BOXES_OF_ITEM
from tests.factories import cite
from tests.forums.views.summaries import PROSE, QUOTED, at
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(summary, item):
    return add_item(summary=summary, section=BriefSection.WHAT_NEXT)


def form_of(client, summary, **typed):
    """What the one form of the page holds, with what was typed into its boxes."""
    boxes = Page(client.get(at(summary))).boxes
    sent = {name: boxes[name] for name in BOXES_OF_ITEM}
    sent["lesson_kind"] = [""] * len(sent["written"])
    return {**sent, "text": [""] * len(sent["written"]), "is_own_view": [], **typed}


def test_an_act_elsewhere_saves_what_was_typed_first(aminas, summary, item, other, source_thread):
    cite(summary, source_thread.posts.get(), QUOTED, other)
    sent = form_of(aminas, summary, prose=["Typed\r\nhere.", "And there."], is_own_view=[str(item.pk)])
    citation = other.citations.get()
    aminas.post(at(summary, "remove_citation", citation.pk), sent)
    saved = summary.items.values_list("prose", "is_own_view")
    assert set(saved) == {("Typed\nhere.", True), ("And there.", False)}
    assert not other.citations.exists()


def test_what_nobody_typed_in_is_not_written_over_a_colleagues_words(aminas, summary, item, other):
    sent = form_of(aminas, summary, is_own_view=[str(item.pk)], prose=[PROSE, "Typed."])
    save_item(item=item, seen_revision=1, prose="A colleague's.", is_own_view=True)
    aminas.post(at(summary, "new_item"), {**sent, "section": "what_next"})
    assert list(summary.items.order_by("pk").values_list("prose", flat=True)) == [
        "A colleague's.",
        "Typed.",
        "",
    ]


def test_where_words_cannot_be_saved_nothing_is_done_and_all_of_them_stand_there(
    aminas, summary, item, other
):
    sent = form_of(aminas, summary, prose=["Mine.", "x" * 4001])
    save_item(item=item, seen_revision=1, prose="A colleague's.", is_own_view=True)
    response = aminas.post(at(summary, "remove_item", item.pk), sent)
    page = Page(response)
    assert response.status_code == 409
    assert page.boxes["prose"] == ["Mine.", "x" * 4001]
    assert "A colleague changed this item while you were writing." in " ".join(page.alerts)
    assert summary.items.count() == 2
    sent["seen_revision"] = page.boxes["seen_revision"]
    aminas.post(at(summary, "move_item", item.pk, "down"), {**sent, "prose": ["Mine.", "Short."]})
    assert set(summary.items.values_list("prose", flat=True)) == {"Mine.", "Short."}


def test_words_for_an_item_that_is_gone_are_shown_apart(aminas, summary, item, other):
    sent = form_of(aminas, summary, prose=["Mine.", ""], is_own_view=[str(item.pk)])
    item.delete()
    response = aminas.post(at(summary, "submit_summary"), sent)
    assert (response.status_code, "Mine." in response.content.decode()) == (404, True)
    assert "A colleague removed this item meanwhile." in " ".join(Page(response).alerts)


def test_each_comment_goes_to_its_own_item_and_another_is_told_again(aminas, summary, item, other):
    sent = form_of(aminas, summary, text=["Where?", "When?"], is_own_view=[str(item.pk)])
    page = Page(aminas.post(at(summary, "comment_on_item", other.pk), sent, follow=True))
    assert (ItemComment.objects.get().item, ItemComment.objects.get().text) == (other, "When?")
    assert ("Not sent yet: “Where?”" in page.text, "Not sent yet: “When?”" in page.text) == (True, False)


def test_boxes_that_nobody_understands_save_nothing(aminas, summary, item):
    sent = {**form_of(aminas, summary, prose=["Mine."]), "written": ["²"]}
    assert aminas.post(at(summary, "new_item"), {**sent, "section": "what_next"}).status_code == 302
    assert summary.items.get(pk=item.pk).prose == PROSE
