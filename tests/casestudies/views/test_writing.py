"""Writing a draft step by step: what is saved, what is told, and two hands at once."""

import pytest
from django.urls import reverse

from casestudies.actions.drafts import save_fields
from casestudies.content import FIELDS_BY_KEY, mark_of
from casestudies.models import CaseStudy, CaseStudyStatus, DraftState
from casestudies.queries import head_of
from tests.casestudies.views.drafting import draft, row, shown, step_of
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    full_content,
    make_case_study,
    make_municipality,
    make_theme,
)
from tests.pages import JSON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ben_logged_in")]


# Beginning ----------------------------------------------------------------------------------------
def test_a_member_begins_with_a_title_a_theme_and_a_place(client):
    make_municipality()
    data = {"title": "Lights that last", "theme": make_theme().slug, "municipality": "MBY", "role": "funder"}
    response = client.post(reverse("write_new"), data)
    begun = CaseStudy.objects.get()
    assert response["Location"] == reverse("write_case_study", args=["lights-that-last"])
    place = draft(begun)["places"][0]
    assert (place["municipality"], place["role"]) == ("MBY", "funder")
    assert [author.user for author in begun.case_authors.all()] == [ben()]


def test_beginning_without_a_title_keeps_the_rest_and_offers_ones_own_place(client):
    theme = make_theme()
    response = client.post(reverse("write_new"), {"theme": theme.slug, "role": "lead"})
    assert response.status_code == 400
    assert response.context["form"]["theme"].value() == theme.slug
    fresh = client.get(reverse("write_new")).context["form"]
    assert fresh["municipality"].value() == ben().municipality_code


def test_the_page_to_begin_lists_ones_own_drafts(client, case_study):
    make_case_study("anothers", author=amina(), status=CaseStudyStatus.DRAFT)
    assert client.get(reverse("write_new")).context["mine"] == [case_study]


# The overview -------------------------------------------------------------------------------------
def test_the_overview_says_what_each_step_lacks_in_few_queries(client, django_assert_max_num_queries):
    full = full_content(title="", outcomes=[{"uid": "one", "statement": "Lighter."}])
    case_study = make_case_study(author=ben(), status=CaseStudyStatus.DRAFT, content=full)
    save_fields(case_study=case_study, values={"title": ""}, by=ben(), seen=1, now=NOW)
    with django_assert_max_num_queries(16):
        response = client.get(reverse("write_case_study", args=[case_study.slug]))
    lacks = {
        state.step.value: [(lack.field, lack.row) for lack in state.lacks]
        for state in response.context["steps"]
    }
    assert {step: found for step, found in lacks.items() if found} == {
        "identity": [("title", 0)],
        "outcomes": [("outcomes", 1)] * 3,
    }
    assert f"{step_of(case_study, 'identity')}?check#title" in response.text


def test_a_step_takes_as_many_queries_for_four_rows_as_for_one(client, django_assert_max_num_queries):
    content = full_content()
    counts = []
    for rows in (1, 4):
        places = [{"uid": str(one), "municipality": "MBY", "role": "lead"} for one in range(rows)]
        content = {**content, "places": places}
        made = make_case_study(f"case-{rows}", author=ben(), status=CaseStudyStatus.DRAFT, content=content)
        with django_assert_max_num_queries(16) as counted:
            client.get(step_of(made, "places"))
        counts.append(len(counted))
    assert counts[0] == counts[1]


# Saving -------------------------------------------------------------------------------------------
def test_a_draft_may_have_gaps_and_a_text_that_is_too_long_is_kept_and_told(client, case_study):
    url = step_of(case_study, "identity")
    response = client.post(url, {**shown(case_study, title="", nutshell="x" * 170), "act": "save"})
    assert response["Location"] == url
    assert (draft(case_study)["title"], len(draft(case_study)["nutshell"])) == ("", 170)
    page = client.get(url)
    assert [part.notes for part in page.context["parts"] if part.notes] == [
        ["“In one sentence” has 170 characters; please shorten it to 160."]
    ]
    asked = client.get(url, {"check": ""})
    assert len([part for part in asked.context["parts"] if part.notes]) == 3


def test_the_buttons_lead_to_the_neighbouring_steps(client, case_study):
    found = {}
    for step, act in (("identity", "next"), ("places", "previous"), ("sources", "next"), ("story", "save")):
        response = client.post(step_of(case_study, step), {"act": act})
        found[step, act] = response["Location"].split("/write/")[1]
    assert found == {
        ("identity", "next"): "places/",
        ("places", "previous"): "identity/",
        ("sources", "next"): "",
        ("story", "save"): "story/",
    }


def test_a_page_that_was_saved_tells_the_device_which_words_it_may_forget(client, case_study):
    sent = "0b9c1d2e-0000-4000-8000-000000000000"
    answers = [
        client.post(step_of(case_study, "story"), {"act": "save", "sent": one}) for one in (sent, "&x=1")
    ]
    assert [answer["Location"] for answer in answers] == [
        f"{step_of(case_study, 'story')}?saved={sent}",
        step_of(case_study, "story"),
    ]


def test_saving_as_one_types_goes_on_in_one_revision_and_answers_with_new_marks(client, case_study):
    url = step_of(case_study, "story")
    first = client.post(url, shown(case_study, who="Traders"), headers=JSON).json()
    again = {**shown(case_study, who="Traders and drivers"), "mark-who": first["marks"]["who"]}
    second = client.post(url, {**again, "seen": first["revision"]}, headers=JSON).json()
    assert (first["revision"], second["revision"], draft(case_study)["who"]) == (2, 2, "Traders and drivers")
    assert second["marks"]["who"] == mark_of(FIELDS_BY_KEY["who"], "Traders and drivers")
    assert second["said"].startswith("Saved at ")
    client.post(url, {**shown(case_study, who="Everyone"), "act": "save"})
    third = client.post(url, shown(case_study, who="All of us"), headers=JSON).json()
    assert third["revision"] == 3


def test_what_cannot_be_taken_comes_back_beside_its_box_and_the_rest_is_saved(client, case_study):
    url = step_of(case_study, "identity")
    data = shown(case_study, title="Lights at the rank", language="xx")
    response = client.post(url, {**data, "act": "next"})
    assert response.status_code == 400
    assert draft(case_study)["title"] == "Lights at the rank"
    refused = "This is not on the list (any more). Please choose another."
    assert response.context["form"].errors == [refused]
    spoken = client.post(url, shown(case_study, language="xx"), headers=JSON).json()
    assert (spoken["refused"], spoken["done"]) == (refused, True)


def test_rows_are_added_moved_and_removed_by_buttons_that_lose_nothing(client, case_study):
    url = step_of(case_study, "means")

    def press(act, *names):
        rows = {}
        for index, (uid, name) in enumerate(names):
            rows |= row("funders", index, uid=uid, name=name, paid_for="")
        sent = {**shown(case_study, funders=""), **rows, "act": act}
        response = client.post(url, sent)
        assert response["Location"] == f"{url}#funders-rows"
        return [(one["uid"], one["name"]) for one in draft(case_study)["funders"]]

    first = press("add:funders", ("a", "City"), ("b", ""))
    assert first == [("a", "City")]
    assert press("add:funders", ("a", "City"), ("b", "Bank")) == [("a", "City"), ("b", "Bank")]
    assert press("up:funders:b", ("a", "City"), ("b", "Bank, new")) == [("b", "Bank, new"), ("a", "City")]
    assert press("remove:funders:b", ("b", "Bank, new"), ("a", "City")) == [("a", "City")]
    rows = client.get(url).context["form"].rows["funders"].rows
    assert [one.is_new for one in rows] == [False, True]


def test_a_text_that_rests_with_reviewers_is_not_changed_and_what_was_typed_comes_back(client, case_study):
    CaseStudy.objects.update(draft_state=DraftState.IN_REVIEW)
    url = step_of(case_study, "story")
    assert '<fieldset class="bare" disabled>' in client.get(url).text
    data = shown(case_study, who="Too late")
    response = client.post(url, data)
    assert (response.status_code, draft(case_study)["who"]) == (409, "")
    assert response.context["form"].plain["who"].value() == "Too late"
    assert client.post(url, data, headers=JSON).status_code == 409


# Two hands ----------------------------------------------------------------------------------------
def typed_by_chloe(case_study, **values):
    save_fields(case_study=case_study, values=values, by=chloe(), seen=head_of(case_study).number, now=NOW)


def test_what_another_wrote_in_a_field_that_i_left_alone_stays(client, case_study):
    mine = shown(case_study, in_a_nutshell="It was dark.", who="Traders")
    typed_by_chloe(case_study, in_a_nutshell="It was dark and cold.")
    client.post(step_of(case_study, "story"), mine)
    assert (draft(case_study)["in_a_nutshell"], draft(case_study)["who"]) == (
        "It was dark and cold.",
        "Traders",
    )


def test_what_another_types_on_in_the_revision_that_i_saw_is_not_overwritten(client, case_study):
    def chloe_types(text):
        save_fields(
            case_study=case_study,
            values={"how": text},
            by=chloe(),
            seen=9,
            step="story",
            is_typing=True,
            now=NOW,
        )

    chloe_types("First")
    mine = shown(case_study, how="First", who="Traders")
    chloe_types("First and second")
    client.post(step_of(case_study, "story"), mine)
    assert (draft(case_study)["how"], draft(case_study)["who"]) == ("First and second", "Traders")


def test_where_two_crossed_both_texts_are_shown_and_one_is_chosen(client, case_study):
    url = step_of(case_study, "story")
    mine = shown(case_study, in_a_nutshell="Mine", who="Traders")
    typed_by_chloe(case_study, in_a_nutshell="Hers")
    spoken = client.post(url, mine, headers=JSON)
    assert (spoken.status_code, spoken.json()["code"]) == (409, "crossed")

    page = client.post(url, mine)
    assert (page.status_code, draft(case_study)["in_a_nutshell"]) == (409, "Hers")
    parts = {part.field.key: part for part in page.context["parts"]}
    assert parts["in_a_nutshell"].theirs["shown"].text == "Hers"
    assert parts["in_a_nutshell"].theirs["revision"].by == chloe()
    assert [parts[key].box.bound.value() for key in ("in_a_nutshell", "who")] == ["Mine", "Traders"]
    assert [key for key, part in parts.items() if part.theirs] == ["in_a_nutshell"]

    again = mine | {parts[key].mark_name: parts[key].mark for key in ("in_a_nutshell", "who")}
    client.post(url, {**again, "choose-in_a_nutshell": "theirs"})
    assert (draft(case_study)["in_a_nutshell"], draft(case_study)["who"]) == ("Hers", "Traders")
    client.post(url, {**again, "choose-in_a_nutshell": "mine"})
    assert draft(case_study)["in_a_nutshell"] == "Mine"


# The preview --------------------------------------------------------------------------------------
def test_the_preview_shows_the_draft_as_readers_would_see_it(client):
    people = full_content()["people"]
    content = full_content(in_a_nutshell="**Strong** words.", precision="province", people=people)
    case_study = make_case_study(author=ben(), status=CaseStudyStatus.DRAFT, content=content)
    response = client.get(reverse("case_preview", args=[case_study.slug]))
    assert "<strong>Strong</strong> words." in response.text
    assert response.context["provinces"] == {"Eastern Cape": "Eastern Cape"}
    assert ("Thandi Nkosi" in response.text, "Sipho Untold" in response.text) == (True, False)
