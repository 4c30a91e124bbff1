from datetime import timedelta

import pytest

from casestudies.actions.drafts import (
    Crossed,
    DraftLocked,
    free_slug,
    restore_revision,
    save_fields,
    start_case_study,
)
from casestudies.content import mark_of
from casestudies.content.fields import FIELDS_BY_KEY
from casestudies.models import CaseStudyStatus, DraftState
from casestudies.queries import head_of
from tests.factories import NOW, ben, chloe, make_case_study, make_theme, minutes_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_case_study(
        "the-taxi-rank", author=chloe(), status=CaseStudyStatus.DRAFT, content={"how": "A"}
    )


def save(case_study, by=None, *, seen=1, now=NOW, **options):
    values = {key: options.pop(key) for key in list(options) if key in FIELDS_BY_KEY}
    return save_fields(case_study=case_study, values=values, by=by or chloe(), seen=seen, now=now, **options)


# Beginning ----------------------------------------------------------------------------------------
def test_whoever_begins_owns_the_first_revision():
    begun = start_case_study(title="Lights", theme=make_theme(), by=ben(), now=NOW)
    author, head = begun.case_authors.get(), head_of(begun)
    assert (author.user, author.is_owner) == (ben(), True)
    assert (begun.status, begun.draft_state, begun.slug) == ("draft", "writing", "lights")
    assert (head.number, head.by, head.content["title"], head.content["theme"]) == (
        1,
        ben(),
        "Lights",
        "public-spaces",
    )


def test_a_slug_is_free_and_none_that_an_address_needs():
    make_case_study("lights")
    assert [free_slug(title) for title in ("Lights", "New", "Mine", "!!!")] == [
        "lights-2",
        "new-2",
        "mine-2",
        "case-study",
    ]


# Saving -------------------------------------------------------------------------------------------
def test_a_save_is_a_revision_and_the_draft_shows_in_lists(draft):
    saved = save(draft, title="  Lights   and traders ", note="Said better", step="identity")
    draft.refresh_from_db()
    assert (saved.changed, saved.revision.number, saved.revision.note) == (("title",), 2, "Said better")
    assert (draft.title, draft.revisions.get(number=1).content["title"]) == (
        "Lights and traders",
        "The taxi rank",
    )


def test_saving_what_is_there_is_quiet_and_unknown_keys_are_dropped(draft):
    saved = save(draft, how="A")
    assert (saved.changed, saved.revision.number) == ((), 1)
    save_fields(case_study=draft, values={"score": "5"}, by=chloe(), seen=1, now=NOW)
    assert draft.revisions.count() == 1


def test_typing_goes_on_in_one_revision_until_ten_minutes_pass_or_a_button_closes_it(draft):
    first = save(draft, how="B", is_typing=True, step="story").revision
    assert save(draft, how="BC", is_typing=True, step="story", seen=2, now=minutes_later(9)).revision == first
    assert save(draft, how="BCD", step="story", seen=2, now=minutes_later(10)).revision == first
    assert [
        save(draft, how="BCDE", is_typing=True, step="story", seen=2, now=minutes_later(11)).revision.number,
        save(draft, how="F", is_typing=True, step="story", seen=3, now=minutes_later(22)).revision.number,
        save(draft, who="G", is_typing=True, step="identity", seen=4, now=minutes_later(22)).revision.number,
        save(draft, ben(), what_changed="H", is_typing=True, step="identity", seen=5).revision.number,
    ] == [3, 4, 5, 6]


def test_two_hands_in_two_fields_both_stay(draft):
    save(draft, how="By hand")
    save(draft, ben(), who="Traders", seen=1)
    content = head_of(draft).content
    assert (content["how"], content["who"]) == ("By hand", "Traders")


def test_two_hands_in_one_field_are_told_and_nothing_is_written(draft):
    save(draft, how="By hand")
    with pytest.raises(Crossed) as crossed:
        save(draft, ben(), how="By machine", who="Traders", seen=1)
    assert (crossed.value.fields, crossed.value.head.content["how"]) == (("how",), "By hand")
    assert head_of(draft).content["who"] == ""


def test_a_form_s_untouched_field_does_not_undo_what_another_typed_meanwhile(draft):
    marks = {key: mark_of(FIELDS_BY_KEY[key], head_of(draft).content[key]) for key in ("how", "who")}
    save(draft, ben(), how="By hand", is_typing=True)
    save(draft, how="A", who="Traders", seen=2, marks=marks)
    content = head_of(draft).content
    assert (content["how"], content["who"]) == ("By hand", "Traders")


@pytest.mark.parametrize("state", [DraftState.SUBMITTED, DraftState.IN_REVIEW])
def test_nobody_writes_while_it_is_read(draft, state):
    draft.draft_state = state
    draft.save()
    for write in (
        lambda: save(draft, how="B"),
        lambda: restore_revision(case_study=draft, number=1, by=ben()),
    ):
        with pytest.raises(DraftLocked):
            write()
    assert draft.revisions.count() == 1


def test_a_correction_begins_a_new_draft_and_leaves_the_public_face_alone():
    case_study = make_case_study(author=chloe())
    save(case_study, title="Corrected")
    case_study.refresh_from_db()
    assert (case_study.title, case_study.status, case_study.draft_state) == (
        "The taxi rank",
        "published",
        "writing",
    )


# Going back ---------------------------------------------------------------------------------------
def test_restoring_makes_a_new_revision_and_loses_nothing(draft):
    save(draft, how="B", title="Second")
    restored = restore_revision(case_study=draft, number=1, by=ben(), now=NOW + timedelta(hours=1))
    draft.refresh_from_db()
    assert (restored.number, restored.by, restored.note) == (3, ben(), "Restored from revision 1")
    assert (restored.content, draft.title) == (draft.revisions.get(number=1).content, "The taxi rank")
    assert draft.revisions.get(number=2).content["how"] == "B"
    assert restore_revision(case_study=draft, number=1, by=ben()) == restored
