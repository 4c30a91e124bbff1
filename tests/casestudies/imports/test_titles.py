import pytest

from casestudies.imports.titles import ALIASES, sections_named
from casestudies.models import NarrativeKey


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Background", ["problem_and_context"]),
        ("BACKGROUND:", ["problem_and_context"]),
        ("1. Introduction", ["problem_and_context"]),
        ("3.2 What was done", ["what_was_done"]),
        ("IV. The project", ["what_was_done"]),
        ("a) Our intervention", ["what_was_done"]),
        ("Section 4: Implementation", ["how"]),
        ("Methodology (max. 300 words)", ["how"]),
        ("Role-players", ["who"]),
        ("Key stakeholders", ["who"]),
        ("Results and impact", ["what_changed"]),
        ("Results: 2019 to 2021", ["what_changed"]),
        ("Outcomes of the project", ["what_changed"]),
        ("What didn’t work", ["what_did_not_work"]),
        ("Main challenges", ["what_did_not_work"]),
        ("Lessons learnt", ["what_we_would_do_differently"]),
        ("LESSONS LEARNED", ["what_we_would_do_differently"]),
        ("Way forward", ["sustaining_it"]),
        ("Advice to others", ["if_you_want_to_try_it"]),
        ("Discussion questions", ["questions_we_are_asking_you"]),
        ("At a glance", ["in_a_nutshell"]),
        ("Agtergrond en konteks", ["problem_and_context"]),
        ("Challenges & lessons learnt", ["what_did_not_work", "what_we_would_do_differently"]),
        ("Crime and impact", []),
        ("Partners in crime", []),
        ("The taxi rank", []),
        ("3.", []),
        ("", []),
        ("Background " * 40, []),
    ],
)
def test_a_heading_names_the_section_that_its_writer_meant(heading, keys):
    assert sections_named(heading) == keys


@pytest.mark.parametrize("key", NarrativeKey)
def test_every_section_is_known_by_its_own_name_and_every_alias_by_one_section(key):
    names = [str(key.label), f"7. {key.label}", str(key.label).upper(), *ALIASES[key].split("|")]
    assert {name: sections_named(name) for name in names} == {name: [key.value] for name in names}
