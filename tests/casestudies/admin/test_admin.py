"""An editor works in the administration as a person would: through its forms."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.models import Engagement, MovedAddress, Term
from tests.factories import dineo, make_case_study, make_engagement, make_full_case_study, make_terms
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(dineo())
    return client


def change(client, thing, **values):
    path = reverse(f"admin:casestudies_{thing._meta.model_name}_change", args=[thing.pk])
    fields = client.get(path).context["adminform"].form.initial
    sent = {name: "" if value is None else value for name, value in fields.items()}
    return client.post(path, {**sent, **management(client.get(path)), **values})


def management(response) -> dict[str, str]:
    boxes = Page(response).boxes
    return {name: values[0] for name, values in boxes.items() if name.endswith("_FORMS")}


def test_a_changed_slug_leaves_a_redirect_for_the_page_and_all_that_hangs_on_it(editor):
    case_study = make_case_study("old-name")
    assert change(editor, case_study, slug="new-name").status_code == 302
    for old, new in (
        ("/case-studies/old-name/", "/case-studies/new-name/"),
        ("/case-studies/old-name/v/1.0/?print=1", "/case-studies/new-name/v/1.0/?print=1"),
        ("/case-studies/old-name.docx", "/case-studies/new-name.docx"),
    ):
        answer = editor.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
    assert editor.get("/case-studies/new-name/").status_code == 200


def test_moves_make_no_chain_and_moving_back_leaves_no_circle(editor):
    case_study = make_case_study("first")
    for slug in ("second", "third"):
        change(editor, case_study, slug=slug)
        case_study.refresh_from_db()
    assert dict(MovedAddress.objects.values_list("old_path", "new_path")) == {
        "/case-studies/first/": "/case-studies/third/",
        "/case-studies/second/": "/case-studies/third/",
    }
    change(editor, case_study, slug="first")
    assert dict(MovedAddress.objects.values_list("old_path", "new_path")) == {
        "/case-studies/second/": "/case-studies/first/",
        "/case-studies/third/": "/case-studies/first/",
    }


@pytest.mark.parametrize(
    ("slug", "complaint"),
    [
        ("!kheis", "write “kheis” for “!Kheis”"),
        ("compare", "The site uses this address itself."),
        ("taken", "Case study with this Slug already exists."),
    ],
)
def test_a_slug_that_cannot_be_is_refused_beside_its_box(editor, slug, complaint):
    make_case_study("taken")
    case_study = make_case_study()
    answer = change(editor, case_study, slug=slug)
    assert (answer.status_code, complaint in Page(answer).text) == (200, True)
    case_study.refresh_from_db()
    assert case_study.slug == "the-taxi-rank"


def test_a_term_is_renamed_and_retired_but_its_key_stays_and_old_versions_read_as_they_did(editor):
    case_study = make_full_case_study()
    term = Term.objects.get(vocabulary="setting", key="township")
    path = reverse("admin:casestudies_term_change", args=[term.pk])
    sent = {"label": "Kasi", "description": "", "order": 2, "is_retired": "on", "key": "kasi"}
    assert editor.post(path, sent).status_code == 302
    term.refresh_from_db()
    assert (term.label, term.key, term.is_retired) == ("Kasi", "township", True)
    assert case_study.current.labels["setting"]["township"] == "Township"


def test_a_term_is_never_deleted(editor):
    make_terms()
    path = reverse("admin:casestudies_term_delete", args=[Term.objects.first().pk])
    assert editor.post(path, {"post": "yes"}).status_code == 403


def test_a_moved_engagement_tells_its_calendars(editor):
    engagement = make_engagement(starts_on=date(2027, 9, 15))
    values = {"starts_at_0": "2027-09-22", "starts_at_1": "10:00:00", "ends_at_0": "", "ends_at_1": ""}
    answer = change(editor, engagement, case_studies=[], **values)
    assert answer.status_code == 302, Page(answer).text
    moved = Engagement.objects.get()
    assert (moved.sequence, moved.starts_on) == (1, date(2027, 9, 22))
    assert timezone.localtime(moved.starts_at).hour == 10
