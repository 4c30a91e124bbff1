import json

import pytest

from casestudies.content.months import month_in_words
from casestudies.templatetags.cases import at, linked_data, tel, under_heading


@pytest.mark.parametrize(
    ("written", "said"),
    [("2021-07", "July 2021"), ("2021", "2021"), ("2021-13", "2021-13"), ("", ""), ("soon", "soon")],
)
def test_a_month_is_said_as_people_say_it(written, said):
    assert month_in_words(written) == said


@pytest.mark.parametrize(
    ("rendered", "shown"),
    [
        ("<h4>A</h4><p>x</p><h4>B</h4>", "<h3>A</h3><p>x</p><h3>B</h3>"),
        ("<h3>A</h3><h5>B</h5><h4>C</h4><h3>D</h3>", "<h3>A</h3><h4>B</h4><h4>C</h4><h3>D</h3>"),
        ("<h6>A</h6>", "<h3>A</h3>"),
        ("<p>&lt;h6&gt;</p>", "<p>&lt;h6&gt;</p>"),
    ],
)
def test_headings_in_prose_skip_no_level(rendered, shown):
    assert under_heading(rendered) == shown


def test_nothing_in_linked_data_ends_its_element():
    data = {"name": "</script><!-- & \u2028 é"}
    block = linked_data(data)
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert (json.loads(inside), "<" in inside, "\u2028" in inside, "é" in inside) == (
        data,
        False,
        False,
        True,
    )


def test_a_number_is_dialled_without_its_spaces():
    assert (tel("0800 428 428"), tel("*120*7867#"), tel("116 (free)")) == ("0800428428", "*120*7867#", "116")


def test_a_missing_mapping_holds_nothing():
    assert (at(None, "x"), at({"x": 1}, "x"), at({}, "x")) == ("", 1, "")
