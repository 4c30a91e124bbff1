from django.http import QueryDict

from casestudies.content.lesson_filters import LessonFilters


def parsed(query: str) -> LessonFilters:
    return LessonFilters.parse(QueryDict(query))


def test_a_choice_has_one_address_whatever_its_order():
    asked = parsed("tried=worked&province=Limpopo&kind=worked&kind=caution&q= lights &page=3")
    assert asked.query_string() == "q=lights&kind=caution&kind=worked&tried=worked&province=Limpopo"
    assert asked.query_string(page=3).endswith("&page=3")


def test_what_no_lesson_can_be_is_left_out_and_named():
    asked = parsed("kind=splendid&kind=worked&confidence=high&setting=township&sort=title&like=MBY&tried=")
    assert asked.chosen == {"kind": ("worked",)}
    assert sorted(asked.left_out) == [
        ("confidence", "high"),
        ("kind", "splendid"),
        ("like", ""),
        ("setting", ""),
        ("sort", "title"),
    ]
    assert asked.sort == "newest"
    assert parsed("q=lights&sort=title").sort == "relevance"


def test_a_toggled_value_keeps_the_order_of_the_facets_and_begins_at_the_first_page():
    asked = parsed("province=Limpopo&page=4").toggled("kind", "worked")
    assert asked.query_string(page=asked.page) == "kind=worked&province=Limpopo"
    assert asked.toggled("kind", "worked").query_string() == "province=Limpopo"
    assert asked.only("kind", "caution").query_string() == "kind=caution&province=Limpopo"
