import pytest

from casestudies.actions.recorded_learnings import redact_quotation
from casestudies.actions.volumes import (
    EntryNotPublic,
    VolumeEmpty,
    VolumeIsPublished,
    open_volume,
    publish_volume,
    save_volume,
)
from casestudies.actions.workflow import withdraw_case_study
from casestudies.models import CaseStudy, PublishedQuotation, Volume
from casestudies.presentation.volumes import document_of_volume
from forums.actions.reviewing import correct_summary, publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.models import Summary
from tests.factories import (
    NOW,
    agree,
    amina,
    ben,
    cite,
    dineo,
    make_case_study,
    make_municipality,
    make_summary,
    make_thread,
)

pytestmark = pytest.mark.django_db
WORDS = "keep the lights on"


def brief():
    """What was published of Ben's words about the first case study."""
    lights = make_case_study("lights", municipalities=[make_municipality("DM1", "Mbali Bay")])
    thread = make_thread(lights, author=agree(ben()))
    summary = make_summary(thread)
    item = cite(summary, thread.posts.get(), WORDS)
    save_item(
        item=item,
        seen_revision=1,
        prose="Lights need a keeper.",
        lesson_statement="Name a keeper.",
        lesson_kind="worked",
    )
    return publish_summary(summary=submit_summary(summary=summary, by=amina(), now=NOW), now=NOW)


def filled(**more):
    volume = open_volume(title="What nine cities learned", by=dineo(), now=NOW)
    parts = {"briefs": [brief()], "case_studies": [make_case_study("patrols")], **more}
    return save_volume(volume=volume, title=volume.title, foreword="Read it.", foreword_by="Dineo", **parts)


def words_of(document):
    return repr([*document.sections])


def test_a_volume_binds_its_parts_in_their_order_with_its_indexes():
    volume = publish_volume(volume=filled(), now=NOW)
    document = document_of_volume(volume)
    assert [section.key for section in document.sections] == [
        "foreword",
        "briefs",
        "cases",
        "lessons",
        "municipalities",
        "vocabulary",
        "colophon",
    ]
    [index] = document.sections[3].items
    assert [(entry.term, len(entry.places)) for entry in index.entries] == [("Name a keeper.", 1)]
    assert WORDS in words_of(document)
    [places] = document.sections[4].items
    assert [(entry.term.partition(",")[0], len(entry.places)) for entry in places.entries] == [
        ("Mbali Bay", 1)
    ]


def test_a_published_volume_stays_as_it_was_when_a_brief_is_corrected():
    volume = publish_volume(volume=filled(), now=NOW)
    summary = Summary.objects.get()
    correct_summary(summary=summary, note="The ward.")
    item = summary.items.get()
    save_item(item=item, seen_revision=item.revision, prose="Lights need a ward.")
    publish_summary(summary=submit_summary(summary=summary, by=amina()))
    assert "Lights need a keeper." in words_of(document_of_volume(volume))
    assert "Lights need a ward." not in words_of(document_of_volume(volume))


def test_withdrawn_words_leave_a_published_volume():
    volume = publish_volume(volume=filled(), now=NOW)
    redact_quotation(quotation_id=PublishedQuotation.objects.get().quotation_id)
    assert WORDS not in words_of(document_of_volume(volume))


def test_a_published_volume_is_not_changed_and_publishing_twice_is_quiet():
    volume = publish_volume(volume=filled(), now=NOW)
    assert publish_volume(volume=volume) == volume
    with pytest.raises(VolumeIsPublished):
        save_volume(volume=volume, title="Another")


def test_an_empty_volume_is_not_published_nor_one_with_a_withdrawn_case_study():
    with pytest.raises(VolumeEmpty):
        publish_volume(volume=open_volume(title="Nothing", by=dineo()))
    volume = filled()
    patrols = CaseStudy.objects.get(slug="patrols")
    withdraw_case_study(case_study=patrols, by=dineo(), reason="A name was in it.")
    with pytest.raises(EntryNotPublic, match="Patrols"):
        publish_volume(volume=volume)


def test_two_volumes_of_one_title_have_two_addresses():
    slugs = [open_volume(title=title, by=dineo()).slug for title in ("New", "New", "!")]
    assert slugs == ["new-volume", "new-volume-2", "volume"]
    assert Volume.objects.published().count() == 0
