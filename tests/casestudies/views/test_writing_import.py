"""A document is brought into a draft part by part."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casestudies.queries import head_of
from tests.casestudies.views.drafting import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ben_logged_in")]


OUTLINE = b"# Lights\n\n## Background\n\nIt was dark.\n\n## Weather\n\nIt rained.\n"


def brought(client, case_study, content=OUTLINE, name="rank.md"):
    return client.post(
        reverse("write_import", args=[case_study.slug]), {"file": SimpleUploadedFile(name, content)}
    )


def test_a_document_is_looked_at_before_anything_is_saved(client, case_study):
    page = brought(client, case_study)
    pieces = [
        (one["heading"].value(), one["target"].value(), one["text"].value())
        for one in page.context["form"].pieces
    ]
    assert pieces == [
        ("Title", "", "Lights"),
        ("Problem and context", "problem_and_context", "It was dark."),
        ("Weather", "", "It rained."),
    ]
    assert head_of(case_study).number == 1


def test_the_parts_go_where_their_author_says_as_one_revision(client, case_study):
    data = {"name": "rank.md", "how": "append"}
    for index, (target, text) in enumerate(
        [
            ("in_a_nutshell", "We lit it."),
            ("in_a_nutshell", "It stayed."),
            ("", "Left out."),
            ("how", "By hand."),
        ]
    ):
        data |= {f"piece-{index}-target": target, f"piece-{index}-text": text}
    url = reverse("write_import", args=[case_study.slug])
    assert client.post(url, data)["Location"] == reverse("write_case_study", args=[case_study.slug])
    head = head_of(case_study)
    assert (head.number, head.note) == (2, "Imported from rank.md")
    assert head.content["in_a_nutshell"] == "It was dark.\n\nWe lit it.\n\nIt stayed."
    client.post(url, {**data, "how": "replace"})
    assert draft(case_study)["in_a_nutshell"] == "We lit it.\n\nIt stayed."


def test_a_document_in_very_many_pieces_loses_no_word(client, case_study):
    many = "".join(f"# Heading {number}\n\nWords {number}.\n\n" for number in range(300)).encode()
    pieces = brought(client, case_study, many).context["form"].pieces
    texts = "\n".join(piece["text"].value() for piece in pieces)
    assert (len(pieces), [number for number in range(300) if f"Words {number}." not in texts]) == (100, [])


def test_what_is_no_document_is_told_beside_its_box(client, case_study):
    response = brought(client, case_study, b"\xd0\xcf\x11\xe0", "old.doc")
    assert (response.status_code, len(response.context["form"].errors["file"])) == (400, 1)
    assert client.post(reverse("write_import", args=[case_study.slug])).status_code == 400
