from io import BytesIO

import pytest

from exchange.storage.papers import (
    PdfIncomplete,
    delete_paper,
    keep_paper,
    looks_like_a_pdf,
    prepare_pdf,
    stored_paper,
)
from exchange.storage.uploads import LARGEST_FILE, FileTooLarge

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"


def test_a_pdf_is_kept_as_it_came_under_a_name_that_nobody_guesses(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    paths = {keep_paper(prepare_pdf(BytesIO(PDF))) for _ in range(2)}
    assert len(paths) == 2
    for path in paths:
        with stored_paper(path) as file:
            assert file.read() == PDF
        delete_paper(path)
        delete_paper(path)  # gone already
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("content", [PDF[:-7], b"<html>" + PDF, b"", PDF + b"x" * 4000])
def test_what_does_not_begin_and_end_as_a_pdf_is_none(content):
    assert looks_like_a_pdf(BytesIO(content)) == content.startswith(b"%PDF-")
    with pytest.raises(PdfIncomplete):
        prepare_pdf(BytesIO(content))


def test_a_pdf_has_the_limit_of_every_file():
    with pytest.raises(FileTooLarge):
        prepare_pdf(BytesIO(PDF + b" " * LARGEST_FILE))


@pytest.mark.parametrize("path", ["papers/../secret-key", "secret-key", "papers/ab/x.pdf", "/etc/passwd"])
def test_nothing_else_is_served_as_a_pdf(path):
    with pytest.raises(FileNotFoundError):
        stored_paper(path)
    with pytest.raises(FileNotFoundError):
        delete_paper(path)
