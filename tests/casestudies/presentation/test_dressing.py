"""What case studies and briefs wear as documents: maps, pictures, notes before them, a table of cases."""

import pytest
from django.core.files.storage import default_storage

from casestudies.actions.pictures import add_picture
from casestudies.actions.recorded_learnings import Subjects
from casestudies.exports import PictureGone, Table, render
from casestudies.models import HelpLine
from casestudies.presentation import document_of_learning, document_of_version
from tests.casestudies.views.test_learning import published
from tests.factories import NOW, ben, make_case_study, make_engagement, make_municipality
from tests.factories.pictures import picture_file
from tests.pdf_words import words_of_pdf

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def mbali_bay():
    return make_municipality(latitude=-33.2, longitude=27.6)


def document_with_picture(mbali_bay):
    first = make_case_study("first", municipalities=[mbali_bay])
    picture = add_picture(case_study=first, file=picture_file((700, 350)), name="Rank", by=ben(), now=NOW)
    row = {"picture": picture.key, "alt": "The rank at dusk", "caption": "Lit.", "credit": "Ben"}
    told = make_case_study(
        "told",
        municipalities=[mbali_bay],
        content={"pictures": [row], "content_notes": ["gender_based_violence"]},
    )
    return document_of_version(told.current), picture


def test_a_case_study_has_its_map_and_its_pictures(mbali_bay):
    document, picture = document_with_picture(mbali_bay)
    assert document.kind == "case"
    assert [place.name for place in document.cover.places] == ["Mbali Bay, Eastern Cape"]
    assert document.discussion_url == f"{SITE}/case-studies/told/"
    assert document.licence_url == "https://creativecommons.org/licenses/by-nc-sa/4.0/"
    [figure] = [figure for part in document.sections for item in part.items for figure in item.figures]
    assert (figure.alt, figure.caption, figure.credit) == ("The rank at dusk", "Lit.", "Ben")
    assert (figure.width, figure.url) == (700, f"{SITE}/pictures/{picture.key}-700.jpg")
    assert figure.content()[:2] == b"\xff\xd8"
    assert "Lit." in words_of_pdf(render(document, "pdf").content)


def test_a_picture_whose_file_is_gone_leaves_its_description(mbali_bay):
    document, picture = document_with_picture(mbali_bay)
    for rendition in picture.renditions:
        default_storage.delete(rendition["path"])
    [figure] = [figure for part in document.sections for item in part.items for figure in item.figures]
    with pytest.raises(PictureGone):
        figure.content()
    assert "This picture could not be read. It shows: The rank at dusk" in " ".join(
        words_of_pdf(render(document, "pdf").content).split()
    )


def test_a_document_says_first_what_may_hurt_and_where_help_is(mbali_bay):
    HelpLine.objects.all().delete()
    HelpLine.objects.create(name="Childline", number="116")
    document, _picture = document_with_picture(mbali_bay)
    assert document.content_note == (
        "This document speaks about: gender-based violence.",
        "If you need help: Childline 116.",
    )
    calm = make_case_study("calm", municipalities=[mbali_bay])
    assert document_of_version(calm.current).content_note == ()


def test_a_brief_tells_its_cases_in_one_table_and_leads_to_its_discussion(mbali_bay):
    case_study = make_case_study("lights", municipalities=[mbali_bay], nutshell="Lamps that stay lit.")
    engagement = make_engagement(case_studies=[case_study])
    document = document_of_learning(published(subjects=Subjects(engagement)))
    [section] = [section for section in document.sections if section.key == "cases"]
    [item] = section.items
    assert item.tables == (
        Table(
            ("Case study", "Where", "In a nutshell"),
            (("Lights", "Mbali Bay, Eastern Cape", "Lamps that stay lit."),),
            links=(f"{SITE}/case-studies/lights/",),
        ),
    )
    assert document.kind == "brief"
    assert document.discussion_url == f"{SITE}/engagements/{engagement.slug}/"
    assert [place.name for place in document.cover.places] == ["Mbali Bay, Eastern Cape"]


def test_a_brief_about_a_theme_alone_has_no_table(mbali_bay):
    document = document_of_learning(published())
    assert "cases" not in [section.key for section in document.sections]
    assert (document.cover.places, document.discussion_url) == ((), "")
