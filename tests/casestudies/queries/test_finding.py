"""Counts are exact: what the index says is what one would count by hand."""

from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies.actions.workflow import withdraw_case_study
from casestudies.content.filters import Filters
from casestudies.models import CaseFacet, CaseStudy, CaseStudyStatus, FacetStamp
from casestudies.queries import finding
from casestudies.queries.facet_index import bits_of, facet_index, kept_in
from casestudies.queries.finding import filtered, find_case_studies, removals
from tests.factories import make_case_study, make_municipality, make_terms, make_theme

pytestmark = pytest.mark.django_db

FACETS = {"setting": ("home", "park", "township"), "stage": ("idea", "pilot"), "year": ("2020", "2021")}
WORDS = ("lights", "rank")
A_CASE = st.tuples(
    st.sampled_from([*CaseStudyStatus.values]),
    st.sets(st.sampled_from(WORDS)),
    st.sets(st.sampled_from([(facet, value) for facet, values in FACETS.items() for value in values])),
)
A_CHOICE = st.builds(
    lambda query, chosen: Filters(
        query=query, chosen={facet: tuple(sorted(v)) for facet, v in chosen.items() if v}
    ),
    st.sampled_from(["", *WORDS]),
    st.fixed_dictionaries({facet: st.sets(st.sampled_from(values)) for facet, values in FACETS.items()}),
)
Case = tuple[str, set[str], set[tuple[str, str]]]


def parsed(address: str) -> Filters:
    return Filters.parse(QueryDict(address))


def is_found(case: Case, filters: Filters) -> bool:
    status, words, facets = case
    return (
        status in {"stub", "published"}
        and (not filters.query or filters.query in words)
        and all(any((facet, value) in facets for value in values) for facet, values in filters.chosen.items())
    )


def counted(cases: list[Case], filters: Filters) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for facet in FACETS:
        among = [case for case in cases if is_found(case, filters.without(facet))]
        for value in FACETS[facet]:
            if number := sum((facet, value) in facets for _status, _words, facets in among):
                counts.setdefault(facet, {})[value] = number
    return counts


def write(cases: list[Case]) -> None:
    theme = make_theme()
    rows = CaseStudy.objects.bulk_create(
        CaseStudy(slug=f"case-{uuid4().hex}", title=" ".join(sorted(words)), theme=theme, status=status)
        for status, words, _facets in cases
    )
    CaseFacet.objects.bulk_create(
        CaseFacet(case_study=row, facet=facet, value=value)
        for row, (_status, _words, facets) in zip(rows, cases, strict=True)
        for facet, value in facets
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(A_CASE, max_size=8), st.lists(A_CHOICE, min_size=1, max_size=4))
def test_counts_are_what_one_would_count_by_hand(db, cases, choices):
    with transaction.atomic():
        write(cases)
        for filters in choices:
            found = find_case_studies(filters)
            by_hand = [case for case in cases if is_found(case, filters)]
            shown = {facet: counts for facet, counts in found.counts.items() if counts}
            assert (found.total, shown) == (len(by_hand), counted(cases, filters))
            assert filtered(CaseStudy.objects.all(), filters).count() == found.total
            for offer in removals(filters):
                assert offer.total == sum(is_found(case, offer.filters) for case in cases)
        transaction.set_rollback(True)


@given(st.sets(st.integers(1, 400)), st.lists(st.integers(1, 420)))
def test_a_set_of_case_studies_keeps_what_is_in_it_in_the_order_given(pks, asked):
    assert kept_in(asked, bits_of(pks)) == [pk for pk in asked if pk in pks]


# Never stale --------------------------------------------------------------------------------------
def test_what_is_published_redrawn_or_withdrawn_counts_at_once():
    make_terms()
    assert find_case_studies(parsed("setting=park")).total == 0
    first = make_case_study(content={"setting": ["park"]})
    assert find_case_studies(parsed("setting=park")).total == 1
    first.facets.filter(facet="setting").update(value="home")
    assert find_case_studies(parsed("setting=home")).counts["setting"] == {"home": 1}
    withdraw_case_study(case_study=first, reason="Withdrawn by its team.", by=None)
    assert find_case_studies(parsed("setting=home")).total == 0


def test_facets_that_were_rolled_back_are_forgotten():
    make_case_study(content={"setting": ["park"]})
    facet_index()
    with transaction.atomic():
        CaseFacet.objects.filter(facet="setting").delete()
        assert "setting" not in facet_index()
        transaction.set_rollback(True)
    assert list(facet_index()["setting"]) == ["park"]


def test_facets_are_read_once_until_they_change(django_assert_num_queries):
    make_case_study()
    facet_index()
    with django_assert_num_queries(1):
        facet_index()
    FacetStamp.objects.all().delete()  # as after a flush: nothing can be kept, and nothing is stale
    with django_assert_num_queries(2):
        facet_index()


# Pages and their order ----------------------------------------------------------------------------
@pytest.mark.parametrize("order", ["", "&sort=newest", "&sort=title"])
def test_few_and_many_are_found_in_the_same_order(order, monkeypatch):
    titles = {"twice": "Lights and lights", "title": "Lights", "text": "Lamps", "other": "Ranks"}
    for slug, title in titles.items():
        make_case_study(slug, title=title, nutshell="With lights." if slug == "text" else "Nothing else.")
    as_few = [row.slug for row in find_case_studies(parsed(f"q=lights{order}")).case_studies]
    monkeypatch.setattr(finding, "FEW", 0)
    assert [row.slug for row in find_case_studies(parsed(f"q=lights{order}")).case_studies] == as_few
    assert sorted(as_few) == ["text", "title", "twice"]


def test_postgresql_does_not_weigh_how_common_a_word_is():
    if connection.vendor == "postgresql":
        make_case_study()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE casestudies_casestudy")
            cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'casestudies_casestudy'")
            known = {name for (name,) in cursor.fetchall()}
        assert "title" in known
        assert "search_vector" not in known


def test_a_search_costs_the_same_with_one_case_study_and_with_three(django_assert_num_queries):
    for number in range(3):
        make_case_study(f"case-{number}", municipalities=[make_municipality(f"M{number}")])
        facet_index()
        with django_assert_num_queries(5):  # stamp, matches, their order, the rows, their places
            assert find_case_studies(parsed("q=case&province=Eastern+Cape")).total == number + 1


def test_the_order_is_best_match_newest_or_title():
    theme = make_theme()
    for slug, title in (("b", "Zebra"), ("a", "Lights"), ("c", "Ant")):
        make_case_study(slug, title=title, theme=theme, nutshell="About lights.")

    def order(address: str) -> str:
        return "".join(row.slug for row in find_case_studies(parsed(address)).case_studies)

    assert order("") == order("sort=newest") == order("q=lights&sort=newest") == "cab"
    assert order("sort=title") == order("q=lights&sort=title") == "cab"
    assert order("q=lights") == "abc"


def test_a_page_that_is_too_high_is_the_last_and_none_is_empty_but_the_only_one():
    for slug in "abc":
        make_case_study(slug)
    found = find_case_studies(parsed("page=9&sort=title"), page_size=2)
    assert (found.page, found.pages, [row.slug for row in found.case_studies]) == (2, 2, ["c"])
    found = find_case_studies(parsed("page=9&year=1999"))
    assert (found.page, found.pages, found.case_studies) == (1, 1, [])


def test_places_count_what_was_found_and_what_has_no_public_place():
    here, there = make_municipality(), make_municipality("KLP", "Klipdrif", "Limpopo")
    make_case_study("both", municipalities=[here, there])
    make_case_study("there", municipalities=[there])
    make_case_study("province-only", municipalities=[there], content={"precision": "province"})
    assert find_case_studies(parsed("")).places == {"MBY": 1, "KLP": 2}
    found = find_case_studies(parsed("province=Limpopo"))
    assert (found.total, found.places, found.unplaced) == (3, {"MBY": 1, "KLP": 2}, 1)
