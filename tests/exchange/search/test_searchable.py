"""Searching real rows, on whichever database the tests run."""

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies.models import CaseStudy, CaseStudyStatus, Lesson, Municipality, Theme
from exchange.search.fold import terms
from forums.models import Post, Thread
from tests.factories import ben, dineo, make_case_study, make_municipality, make_post, make_theme, make_thread

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [lesson.statement for lesson in Lesson.objects.best_first(query)]


def make_lessons(*statements: str) -> list[Lesson]:
    return Lesson.objects.bulk_create(Lesson(statement=words, kind="worked") for words in statements)


# What is found ------------------------------------------------------------------------------------
NAMES = ["Khâi-Ma", "!Kheis", "uMhlathuze", "eThekwini", "KwaDukuza", "Ba-Phalaborwa", "Nǀuu", "Durban"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("khai", ["Khâi-Ma"]),
        ("khaima", ["Khâi-Ma"]),
        ("KHAI MA", ["Khâi-Ma"]),
        ("kh", ["!Kheis", "Khâi-Ma"]),
        ("!Kheis", ["!Kheis"]),
        ("mhla", ["uMhlathuze"]),
        ("umhlathuze", ["uMhlathuze"]),
        ("Thekwini", ["eThekwini"]),
        ("dukuza", ["KwaDukuza"]),
        ("phalaborwa", ["Ba-Phalaborwa"]),
        ("baphala", ["Ba-Phalaborwa"]),
        ("N/uu", ["Nǀuu"]),
        ("D'Urban", ["Durban"]),
        ("urban", []),
        ("kheis khai", []),
        ("!", []),
        ("", []),
    ],
)
def test_a_name_is_found_by_the_beginning_of_each_of_its_parts(query, names):
    make_lessons(*NAMES)
    assert sorted(found(query)) == names


def test_every_word_has_to_be_there_in_the_title_or_below_it():
    make_case_study("one", title="Lights at the rank", nutshell="What the traders did.")
    make_case_study("two", title="Lights at the school", nutshell="What the pupils did.")
    slugs = CaseStudy.objects.matching("light trader").values_list("slug", flat=True)
    assert list(slugs) == ["one"]


def test_a_word_in_the_title_ranks_before_the_same_word_often_in_the_text():
    make_theme("often", title="Torches", about="Lights lights lights lights.")
    make_theme("title", title="Lights", about="What shines.")
    make_theme("once", title="Lamps", about="Lights and more, and a good deal more about other things.")
    best = [theme.slug for theme in Theme.objects.best_first("lights")]
    assert best == ["title", "often", "once"]


def test_equally_good_rows_stand_in_the_order_of_their_keys():
    keys = [lesson.pk for lesson in make_lessons(*["Count the lights."] * 5)]
    assert [lesson.pk for lesson in Lesson.objects.best_first("count")] == sorted(keys)


# What the index follows ---------------------------------------------------------------------------
def test_the_index_follows_every_way_of_writing():
    (first, second) = make_lessons("Lamps.", "Lamps.")
    first.statement = "Torches."
    first.save(update_fields=["statement"])
    assert (found("lamps"), found("torches")) == (["Lamps."], ["Torches."])
    second.statement = "Beacons."
    Lesson.objects.bulk_update([second], ["statement"])
    assert (found("lamps"), found("beacons")) == ([], ["Beacons."])
    second.statement = "Lanterns."
    keys = {"unique_fields": ["id"], "update_fields": ["statement"]}
    Lesson.objects.bulk_create([second], update_conflicts=True, **keys)
    assert (found("beacons"), found("lanterns")) == ([], ["Lanterns."])
    Lesson.objects.filter(pk=second.pk).update(search_title="", search_text="")
    assert found("lanterns") == []
    first.delete()
    assert found("torches") == []


def test_a_search_goes_with_any_other_filter():
    draft = make_case_study("draft", title="Lights", status=CaseStudyStatus.DRAFT)
    public = make_case_study("public", title="Lights", municipalities=[make_municipality(name="Lights")])
    hidden, shown = make_thread(draft, title="Lights?"), make_thread(public, title="Lights?")
    post = make_post(shown, text="Beacons.")
    make_post(make_thread(title="Something else"), text="Beacons.")
    assert list(Thread.objects.visible_to(ben()).best_first("lights")) == [shown]
    assert list(Thread.objects.visible_to(dineo()).best_first("lights")) == [hidden, shown]
    in_threads = Post.objects.filter(thread__in=Thread.objects.matching("lights"))
    assert list(in_threads.best_first("beacons")) == [post]
    of_case = Thread.objects.matching("lights").filter(case_study=OuterRef("pk"))
    both = CaseStudy.objects.matching("light") & CaseStudy.objects.filter(Exists(of_case))
    assert both.count() == 2
    counted = CaseStudy.objects.annotate(of_places=Count("places")).best_first("lights")
    assert [case.of_places for case in counted] == [0, 1]
    others = CaseStudy.objects.exclude(pk__in=CaseStudy.objects.matching("lights"))
    assert [str(case) for case in others] == ["The taxi rank"]
    assert Municipality.objects.best_first("lights").count() == 1


# Whatever is typed --------------------------------------------------------------------------------
SIGNS = "aÉ-'!/|\"*():^{}&<\\NEARORNOT \x00\ud800ǃ½"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=80) | st.text(st.sampled_from("aÉ-'!/|\"*():^{}&<\\NEARORNOT \x00\ud800ǃ½"), max_size=40)
)
def test_no_query_breaks(query):
    assert list(Lesson.objects.best_first(query)) == []
    assert Lesson.objects.matching(query).count() == 0


LETTERS = "abcXYZ019éÖßŁøæŉǃǀ-'/ \n.uMhKwaDu§文字кирилл"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from(LETTERS), min_size=1, max_size=40))
def test_a_row_is_found_by_its_own_words(words):
    (lesson,) = make_lessons(words)
    assert list(Lesson.objects.matching(words)) == ([lesson] if terms(words) else [])
    lesson.delete()


def test_sqlite_keeps_letters_of_every_script_together():
    """Newer scripts than the tokenizer of the database knows: what is folded is never split."""
    if connection.vendor == "sqlite":
        make_lessons("𞤀𞤣𞤤𞤢𞤥 𖹀𖹁")  # Adlam and Medefaidrin
        assert len(found("𞤀𞤣𞤤")) == 1
        assert found("𞤤𞤢") == []
