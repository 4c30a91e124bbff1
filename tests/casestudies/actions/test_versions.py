from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casestudies.actions.drafts import save_fields
from casestudies.actions.versions import make_version
from casestudies.models import CaseStudyStatus, Term, VersionStatus
from casestudies.queries import head_of
from tests.factories import NOW, chloe, full_content, make_case_study, make_full_case_study, minutes_later

pytestmark = pytest.mark.django_db


def numbers_of(case_study):
    return [str(version) for version in case_study.versions.order_by("pk")]


def test_a_stub_is_below_1_0_and_the_numbers_go_up():
    case_study = make_case_study(status=CaseStudyStatus.STUB)
    head = head_of(case_study)
    for is_stub, is_major in ((True, False), (False, False), (False, False), (False, True), (False, False)):
        make_version(revision=head, by=None, is_stub=is_stub, is_major=is_major, now=NOW)
    assert numbers_of(case_study) == ["0.1", "0.2", "1.0", "1.1", "2.0", "2.1"]
    assert [v.status for v in case_study.versions.order_by("pk")] == ["superseded"] * 5 + ["current"]


def test_a_case_study_has_one_current_version():
    case_study = make_case_study()
    first = case_study.current
    make_version(revision=head_of(case_study), by=None, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        case_study.versions.filter(pk=first.pk).update(status=VersionStatus.CURRENT)


def test_a_version_keeps_its_words_and_names_whatever_changes_later():
    case_study = make_full_case_study(author=chloe())
    version = case_study.current
    save_fields(case_study=case_study, values={"how": "Otherwise."}, by=chloe(), seen=1)
    Term.objects.filter(key="township").update(label="Renamed")
    version.refresh_from_db()
    assert version.content["how"] == "About how, in **plain** words."
    assert version.html["how"] == "<p>About how, in <strong>plain</strong> words.</p>\n"
    assert version.labels["setting"]["township"] != "Renamed"


def test_what_readers_may_not_learn_is_in_no_version():
    lesson = {**full_content()["lessons"][0], "attribution": "chatham_house"}
    case_study = make_full_case_study(content={"precision": "province", "lessons": [lesson]})
    version = case_study.current
    kept = str([version.content, version.labels, version.html, version.words])
    for secret in ("Sipho Untold", "Mbali Bay", "Kingfisher", "MBY"):
        assert secret not in kept
    assert version.labels["provinces"] == {"Eastern Cape": "Eastern Cape"}
    assert case_study.places.count() == 0


def test_publishing_sets_the_next_review_a_year_on():
    case_study = make_case_study()
    case_study.reminded_at = NOW
    case_study.save()
    version = make_version(revision=head_of(case_study), by=None, now=NOW + timedelta(days=400))
    case_study = version.case_study
    case_study.refresh_from_db()
    today = (NOW + timedelta(days=400)).date()
    assert (case_study.reviewed_on, case_study.review_due) == (today, today + timedelta(days=365))
    assert (case_study.reminded_at, case_study.first_published_at) == (None, NOW)
    assert isinstance(case_study.review_due, date)


def test_a_stub_is_due_for_no_review():
    case_study = make_case_study(status=CaseStudyStatus.STUB)
    make_version(revision=head_of(case_study), by=None, is_stub=True, now=minutes_later(1))
    case_study.refresh_from_db()
    assert (case_study.review_due, case_study.record_changed_at) == (None, minutes_later(1))
