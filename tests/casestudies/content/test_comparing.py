from casestudies.content import FIELDS, Step, empty_content
from casestudies.content.comparing import compare
from casestudies.content.reading import read

LABELS = {"setting": {"township": "Township"}}


def compared(*changes):
    groups = compare([read(empty_content() | change, LABELS, {}) for change in changes])
    return {group.step: group for group in groups}


def test_every_field_is_compared_in_its_group_and_order():
    groups = compared({}, {}, {})
    assert list(groups) == list(Step)
    assert [field.field for group in groups.values() for field in group.fields] == list(FIELDS)
    assert all(len(field.values) == 3 for group in groups.values() for field in group.fields)


def test_a_field_differs_when_one_says_what_another_does_not():
    first = {"title": "A", "setting": ["township"], "outcomes": [{"uid": "1", "statement": "More light."}]}
    groups = compared(first, {"title": "A", "outcomes": [{"uid": "2", "statement": "More light."}]})
    assert [field.field.key for field in groups[Step.PLACES].differing] == ["setting"]
    assert groups[Step.IDENTITY].differing == []
    assert groups[Step.OUTCOMES].differing == []  # a row's uid says nothing
    assert len(groups[Step.IDENTITY].alike) == len(groups[Step.IDENTITY].fields)
    other = compared(first, {"title": "A", "outcomes": [{"uid": "1", "statement": "Less light."}]})
    assert [field.field.key for field in other[Step.OUTCOMES].differing] == ["outcomes"]
