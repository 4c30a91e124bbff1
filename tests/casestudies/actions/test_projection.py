import pytest

from casestudies.actions.drafts import save_fields
from casestudies.actions.projection import project_version
from casestudies.actions.versions import make_version
from casestudies.models import CaseStudy
from casestudies.queries import head_of
from tests.factories import NOW, chloe, full_content, make_case_study, make_full_case_study, minutes_later

pytestmark = pytest.mark.django_db


def rows_of(case_study):
    return {
        "places": list(case_study.places.values_list("municipality__code", "role")),
        "facets": set(case_study.facets.values_list("facet", "value")),
        "blocks": list(case_study.case_blocks.values_list("block__slug", "use")),
        "relations": list(case_study.relations_from.values_list("kind", "to_case__slug")),
        "lessons": list(
            case_study.lessons.filter(retired_at=None).values_list("uid", "statement", "province")
        ),
    }


def correct(case_study, now, **values):
    save_fields(case_study=case_study, values=values, by=chloe(), seen=head_of(case_study).number)
    make_version(revision=head_of(case_study), by=None, now=now)
    case_study.refresh_from_db()


def test_rows_follow_from_the_version_and_doing_it_again_changes_nothing():
    make_case_study("the-other")
    relation = {"uid": "r", "relation": "contrasts", "case_study": "the-other"}
    case_study = make_full_case_study(content={"relations": [relation]}, author=chloe())
    rows = rows_of(case_study)
    assert rows["places"] == [("MBY", "lead")]
    assert rows["blocks"] == [("safety-audit-walk", "Before planning.")]
    assert rows["relations"] == [("contrasts", "the-other")]
    assert rows["lessons"] == [("keeper", "A light without a keeper goes out.", "Eastern Cape")]
    assert {pair for pair in rows["facets"] if pair[0] in {"theme", "province", "year", "direction"}} == {
        ("theme", "public-spaces"),
        ("province", "Eastern Cape"),
        ("year", "2021"),
        ("direction", "improved"),
    }
    project_version(case_study=case_study, version=case_study.current, revision=head_of(case_study), now=NOW)
    assert rows_of(case_study) == rows


def test_a_lesson_that_stays_is_the_same_one_and_one_that_goes_retires():
    case_study = make_full_case_study(author=chloe())
    kept = case_study.lessons.get()
    row = full_content()["lessons"][0]
    correct(
        case_study,
        minutes_later(1),
        lessons=[{**row, "statement": "Name a keeper."}, {**row, "uid": "new", "statement": "Pay a keeper."}],
    )
    kept.refresh_from_db()
    assert (kept.statement, case_study.lessons.count()) == ("Name a keeper.", 2)
    correct(case_study, minutes_later(2), lessons=[{**row, "uid": "new", "statement": "Pay a keeper."}])
    kept.refresh_from_db()
    assert kept.retired_at == minutes_later(2)
    correct(case_study, minutes_later(3), lessons=[row])
    kept.refresh_from_db()
    assert kept.retired_at is None


def test_where_readers_may_know_the_province_only_they_find_it_under_nothing_else():
    case_study = make_full_case_study(content={"precision": "province"})
    facets = rows_of(case_study)["facets"]
    assert {pair for pair in facets if pair[0] in {"province", "category", "municipality"}} == {
        ("province", "Eastern Cape")
    }
    hidden = make_full_case_study("hidden", content={"precision": "withheld"})
    assert [lesson.province for lesson in hidden.lessons.all()] == [""]
    assert not {pair for pair in rows_of(hidden)["facets"] if pair[0] == "province"}


def test_the_columns_and_the_search_follow_the_version():
    case_study = make_full_case_study(author=chloe())
    correct(case_study, minutes_later(1), title="Lanterns and hawkers", abstract="All new.")
    assert (case_study.title, case_study.abstract) == ("Lanterns and hawkers", "All new.")
    found = {word: CaseStudy.objects.matching(word).count() for word in ("lanterns", "kingfisher", "traders")}
    assert found == {"lanterns": 1, "kingfisher": 0, "traders": 1}
