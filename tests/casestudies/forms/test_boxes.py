import pytest
from django.http import QueryDict

from casestudies.content import FIELDS, FIELDS_BY_KEY, Kind, Step, cleaned, empty_content, mark_of
from casestudies.content.months import month_of
from casestudies.forms.boxes import BOXES
from casestudies.forms.step import StepForm, acted, fields_of, is_gap
from casestudies.models import Municipality, Term
from casestudies.queries import lacks_of, offers_for
from tests.factories import full_content, make_case_study, make_municipality, make_terms

KINDS = {column.kind for field in FIELDS for column in (field, *field.columns)} - {Kind.ROWS}


def form_of(step, content, **options):
    return StepForm(step, content=content, offers=offers_for(fields_of(step), content), **options)


def sent_by(form):
    """What a browser sends of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for part in form.parts():
        data[part.mark_name] = part.mark
        boxes = [part.box] if part.box else [box for _row, boxes in part.row_boxes for box in boxes]
        for row, _boxes in part.row_boxes:
            data[row.uid_name] = row.uid
        for box in boxes:
            value = box.bound.value()
            if isinstance(value, list):
                data.setlist(box.bound.html_name, value)
            elif value is True:
                data[box.bound.html_name] = "on"
            elif value:
                data[box.bound.html_name] = value
    return data


def test_every_kind_of_value_has_its_box():
    assert set(BOXES) == KINDS


@pytest.mark.django_db
@pytest.mark.parametrize("step", list(Step))
def test_a_form_that_nobody_touched_sends_what_stands_in_the_draft(step):
    content = cleaned({**empty_content(), **full_content(other_themes=["public-spaces"])})
    sent = form_of(step, content, data=sent_by(form_of(step, content))).values()
    tidied = cleaned({**content, **sent})
    assert {key: tidied[key] for key in sent} == {field.key: content[field.key] for field in fields_of(step)}


@pytest.mark.django_db
def test_a_field_whose_mark_was_not_sent_was_not_sent():
    content = cleaned(full_content())
    data = {"title": "Another", "mark-title": "shown"}
    assert form_of(Step.IDENTITY, content, data=QueryDict("title=Another&mark-title=shown")).values() == {
        "title": data["title"]
    }


@pytest.mark.django_db
def test_a_retired_term_is_offered_only_where_it_was_chosen():
    make_terms()
    Term.objects.filter(vocabulary="setting", key="township").update(is_retired=True)
    field = [FIELDS_BY_KEY["setting"]]
    kept = {offer.key for offer in offers_for(field, {"setting": ["township"]})["setting"]}
    assert kept - {offer.key for offer in offers_for(field, {})["setting"]} == {"township"}


@pytest.mark.django_db
def test_a_merged_municipality_is_offered_only_where_it_was_chosen():
    heir, gone = make_municipality(), make_municipality("OLD", "Old Bay")
    Municipality.objects.filter(pk=gone.pk).update(merged_into=heir)
    field = [FIELDS_BY_KEY["places"]]
    for content, codes in (({}, ["MBY"]), ({"places": [{"municipality": "OLD"}]}, ["MBY", "OLD"])):
        assert [offer.key for offer in offers_for(field, content)["municipalities"]] == codes


@pytest.mark.django_db
def test_municipalities_stand_under_their_provinces():
    make_municipality()
    make_municipality("KLP", "Klipdrif", "Northern Cape")
    form = form_of(Step.PLACES, empty_content())
    choices = form.rows["places"].rows[0].fields["municipality"].choices
    assert list(choices)[1:] == [
        ("Eastern Cape", [("MBY", "Mbali Bay")]),
        ("Northern Cape", [("KLP", "Klipdrif")]),
    ]


@pytest.mark.django_db
def test_a_choice_that_is_not_on_the_list_is_refused_and_the_rest_is_taken():
    make_terms()
    data = QueryDict("mark-stage=x&stage=nonsense&mark-approach=x&approach=cpted")
    form = form_of(Step.FACETS, empty_content(), data=data)
    assert form.values() == {"approach": ["cpted"]}
    assert form.errors == ["This is not on the list (any more). Please choose another."]


@pytest.mark.django_db
def test_an_empty_choice_with_a_default_shows_the_default():
    content = cleaned({"lessons": [{"uid": "one", "statement": "Name a keeper."}]})
    row = form_of(Step.LESSONS, content).rows["lessons"].rows[0]
    assert row["attribution"].value() == "withheld"


@pytest.mark.parametrize(
    ("written", "month"),
    [("July 2021", "2021-07"), ("15 Sept 2021", "2021-09"), ("07/2021", "2021-07"), ("2021-7", "2021-07"),
     ("2021", "2021"), ("2021-13", "2021-13"), ("soon", "soon")],
)  # fmt: skip
def test_a_month_is_understood_as_people_write_it_and_else_kept(written, month):
    assert month_of(written) == month


def test_rows_move_and_leave_by_their_uid():
    values = {"lessons": [{"uid": uid} for uid in "abc"]}
    for act, order in (("up:lessons:c", "acb"), ("up:lessons:a", "abc"), ("down:lessons:c", "abc"),
                       ("down:lessons:a", "bac"), ("remove:lessons:b", "ac"), ("remove:lessons:z", "abc"),
                       ("add:lessons", "abc"), ("save", "abc")):  # fmt: skip
        assert (act, [row["uid"] for row in acted(values, act)["lessons"]]) == (act, list(order))


def test_a_mark_changes_with_the_words_and_not_with_the_order_of_ticks():
    setting = FIELDS_BY_KEY["setting"]
    assert mark_of(setting, ["a", "b"]) == mark_of(setting, ["b", "a"])
    assert mark_of(setting, ["a"]) != mark_of(setting, ["b"])


@pytest.mark.django_db
def test_gaps_are_told_apart_from_what_is_wrong():
    case_study = make_case_study()
    content = cleaned(full_content(title="", nutshell="x" * 161, start="soon", stage="nonsense"))
    lacks = lacks_of(content, case_study)
    assert [(lack.field, is_gap(lack, content)) for lack in lacks] == [
        ("title", True),
        ("nutshell", False),
        ("start", False),
        ("stage", False),
    ]
