"""What stands near a thread, by subject, tags, theme and words: two queries, and nothing that is hidden."""

import pytest

from exchange.people.models import NetworkAccess
from forums.queries.related import related_to
from tests.factories import ben, chloe, make_case_study, make_network, make_thread, visitor

pytestmark = pytest.mark.django_db


def test_the_same_subject_goes_before_tags_and_these_before_the_theme(django_assert_num_queries):
    case_study, other = make_case_study("rank"), make_case_study("gardens", title="Gardens")
    shown = make_thread(case_study, title="Generators", tags=["Copper"])
    make_thread(other, title="By theme")
    make_thread(make_case_study("poles", title="Poles"), title="By tag", tags=["copper"])
    make_thread(case_study, title="By subject")
    make_thread(
        make_network(access=NetworkAccess.PRIVATE, facilitator=chloe()), chloe(), title="Generators, too"
    )
    with django_assert_num_queries(2):
        near = related_to(shown, user=visitor())
    assert [thread.title for thread in near.threads] == ["By subject", "By tag", "By theme"]
    assert [case.title for case in near.case_studies] == ["Gardens", "Poles"]


def test_words_of_the_title_find_what_shares_nothing_else():
    network = make_network("Ferns", NetworkAccess.OPEN, ben(), slug="ferns")
    shown = make_thread(network, ben(), title="Who pays for generators?")
    make_thread(make_case_study("kiosk", title="The generators of a kiosk"), title="A generators’ rota")
    near = related_to(shown, user=visitor())
    assert [thread.title for thread in near.threads] == ["A generators’ rota"]
    assert [case.title for case in near.case_studies] == ["The generators of a kiosk"]
