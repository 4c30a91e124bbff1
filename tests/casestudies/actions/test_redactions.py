import pytest

from casestudies.actions.comments import comment_on_section
from casestudies.actions.drafts import save_fields
from casestudies.actions.notes import add_note
from casestudies.actions.redactions import (
    ReasonTells,
    WordsMissing,
    WordsTooShort,
    find_words,
    redact_words,
)
from casestudies.actions.versions import make_version
from casestudies.actions.workflow import ReasonMissing
from casestudies.content.redacting import MARK
from casestudies.models import CaseStudy, CaseVersion, Lesson
from casestudies.queries import head_of
from tests.factories import NOW, ben, chloe, dineo, make_case_study, make_full_case_study, minutes_later

pytestmark = pytest.mark.django_db
SECRET = "Thandi Nkosi"


@pytest.fixture
def case_study():
    """Two versions and a draft, all of which name her, as do the lists, a lesson, a comment and a note."""
    case_study = make_full_case_study(
        author=chloe(),
        title=f"Lights by {SECRET}",
        content={
            "nutshell": f"{SECRET} lit it.",
            "how": f"By **hand**, said Thandi\nNkosi. {SECRET} again.",
            "lessons": [
                {"uid": "l", "statement": f"Ask {SECRET}.", "kind": "worked", "attribution": "withheld"}
            ],
        },
    )
    save_fields(case_study=case_study, values={"who": f"{SECRET}."}, by=chloe(), seen=1, note=f"{SECRET}!")
    make_version(revision=head_of(case_study), by=None, note=f"{SECRET} came in", authors=[SECRET], now=NOW)
    save_fields(case_study=case_study, values={"how": "Gone already."}, by=chloe(), seen=2)
    comment_on_section(case_study=case_study, field="how", author=ben(), text=f"Is {SECRET} fine with it?")
    add_note(case_study=case_study, field="how", text=f"{SECRET} disputes it.", by=dineo(), now=NOW)
    relation = {"uid": "r", "relation": "adapts", "case_study": case_study.slug}
    make_case_study("the-other", content={"relations": [relation]})
    case_study.refresh_from_db()
    return case_study


def redact(case_study, words=SECRET, reason="She asked us to."):
    return redact_words(case_study=case_study, words=words, reason=reason, by=dineo(), now=minutes_later(9))


def everything(case_study):
    """Whatever the library keeps in words of a case study, and about it."""
    models = (
        CaseStudy.objects,
        case_study.versions,
        case_study.revisions,
        case_study.lessons,
        case_study.section_comments,
        case_study.public_notes,
        case_study.reviews,
        case_study.case_blocks,
        CaseVersion.objects,
    )
    return str([list(rows.order_by("pk").values()) for rows in models])


def test_the_words_are_nowhere_afterwards(case_study):
    assert "Nkosi" in everything(case_study)
    assert "nkosi" in everything(case_study)  # as the search folds them
    redact(case_study)
    assert "nkosi" not in everything(case_study).casefold()
    assert CaseStudy.objects.matching("nkosi").count() == Lesson.objects.matching("nkosi").count() == 0


def test_what_stood_around_them_stays(case_study):
    first = case_study.versions.get(minor=0)
    redact(case_study)
    first.refresh_from_db()
    case_study.refresh_from_db()
    assert first.content["how"] == f"By **hand**, said {MARK}. {MARK} again."
    assert first.html["how"] == f"<p>By <strong>hand</strong>, said {MARK}. {MARK} again.</p>\n"
    assert (case_study.title, case_study.nutshell) == (f"Lights by {MARK}", f"{MARK} lit it.")
    assert case_study.lessons.get().statement == f"Ask {MARK}."
    assert head_of(case_study).content["how"] == "Gone already."


def test_each_version_says_where_when_and_why_but_not_what(case_study):
    redact(case_study)
    found = {
        version.number: sorted(version.redactions.values_list("field", "reason", "made_at"))
        for version in case_study.versions.order_by("pk")
    }
    told = ("She asked us to.", minutes_later(9))
    fields = ["how", "lessons", "nutshell", "people", "title"]
    assert found == {
        "1.0": [(field, *told) for field in fields],
        "1.1": [(field, *told) for field in sorted([*fields, "who", "note", "authors"])],
    }
    case_study.refresh_from_db()
    assert case_study.record_changed_at == minutes_later(9)


def test_it_is_shown_how_often_they_stand_there_before_anything_is_done(case_study):
    before = everything(case_study)
    found = find_words(case_study=case_study, words=f" {SECRET} ")
    assert {str(version): dict(counts) for version, counts in found.versions} == {
        "1.0": {"title": 1, "nutshell": 1, "how": 2, "lessons": 1, "people": 1},
        "1.1": {
            "title": 1, "nutshell": 1, "how": 2, "who": 1, "lessons": 1, "people": 1, "note": 1, "authors": 1,
        },
    }  # fmt: skip
    assert (found.elsewhere, everything(case_study)) == (2, before)
    assert redact(case_study).places == found.places


@pytest.mark.parametrize(
    ("words", "reason", "refusal"),
    [
        ("Sipho Untoldson", "He asked.", WordsMissing),
        ("By hand", "Markdown stands between the words.", WordsMissing),
        ("By", "Too short.", WordsTooShort),
        (SECRET, "  ", ReasonMissing),
        (SECRET, "thandi nkosi asked us to.", ReasonTells),
    ],
)
def test_what_can_t_be_done_changes_nothing(case_study, words, reason, refusal):
    before = everything(case_study)
    with pytest.raises(refusal):
        redact(case_study, words, reason)
    assert everything(case_study) == before


def test_a_mark_longer_than_the_words_fits_everywhere():
    """PostgreSQL refuses what is too long for a column."""
    case_study = make_full_case_study(
        title="Abc " * 22,
        content={
            "nutshell": "Abc " * 40,
            "abstract": "Abc " * 150,
            "lessons": [
                {"uid": "l", "statement": "Abc " * 60, "kind": "worked", "attributed_to": "Abc " * 40}
            ],
        },
    )
    redact(case_study, "Abc")
    case_study.refresh_from_db()
    assert (len(case_study.title), len(case_study.lessons.get().statement)) == (90, 240)
    assert make_version(revision=head_of(case_study), by=None, now=NOW).number == "1.1"
