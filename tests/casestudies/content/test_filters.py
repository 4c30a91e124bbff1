"""An address and a choice are two forms of the same."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from casestudies.content.facets import Facet
from casestudies.content.filters import Filters


def parsed(address: str) -> Filters:
    return Filters.parse(QueryDict(address))


def test_a_choice_has_one_address_however_it_was_written():
    shuffled = parsed(
        "page=1&province=Limpopo&sort=relevance&setting=township&q=+lights++out&setting=park&x=1"
    )

    assert shuffled.query_string() == "q=lights+out&province=Limpopo&setting=park&setting=township"
    assert parsed(shuffled.query_string()).chosen == shuffled.chosen
    assert shuffled.query_string(page=3) == f"{shuffled.query_string()}&page=3"


def test_what_goes_without_saying_is_not_said():
    assert parsed("sort=newest").query_string() == ""
    assert parsed("sort=relevance").query_string() == ""
    assert parsed("q=lights&sort=newest").query_string() == "q=lights&sort=newest"
    assert parsed("q=lights&sort=relevance").query_string() == "q=lights"


def test_names_and_orders_that_nobody_knows_are_left_out_and_named():
    filters = parsed("colour=red&setting=park&sort=loudest")

    assert filters.left_out == (("sort", "loudest"), ("colour", ""))
    assert filters.chosen == {"setting": ("park",)}


def test_a_value_is_toggled_in_the_order_of_the_library():
    filters = parsed("setting=park").toggled("theme", "public-spaces").toggled("setting", "home")

    assert filters.query_string() == "theme=public-spaces&setting=home&setting=park"
    assert filters.toggled("theme", "public-spaces").without("setting").is_empty


def test_a_page_without_a_sensible_number_is_the_first():
    pages = [parsed(f"page={page}").page for page in ("2", "0", "-1", "two", "²", "9" * 400, "")]

    assert pages == [2, 1, 1, 1, 1, 1, 1]


@given(
    st.lists(st.tuples(st.sampled_from([*Facet.values, "q", "sort", "page", "x"]), st.text(max_size=70))),
)
def test_any_address_is_read_and_its_one_form_is_read_the_same(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)

    filters = Filters.parse(query)
    again = parsed(filters.query_string())

    assert (again.query, again.chosen, again.sort) == (filters.query, filters.chosen, filters.sort)
    assert again.left_out == ()
