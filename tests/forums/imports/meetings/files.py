"""Files of meetings for tests: those beside the tests, and Word documents made here."""

from io import BytesIO
from pathlib import Path

import docx

from forums.imports.meetings import Meeting, read_meeting

FOLDER = Path(__file__).parents[3] / "data" / "meetings"


def content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def words_of(name: str) -> str:
    return content(name).decode()


def read_file(name: str, *, as_name: str = "") -> Meeting:
    return read_meeting(as_name or name, content(name))


def read_words(text: str, name: str = "file") -> Meeting:
    return read_meeting(name, text.encode())


def document(*paragraphs: str) -> bytes:
    """A line break within a paragraph is a newline, a tab a tab."""
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def left_out(meeting: Meeting) -> list[tuple[str, str]]:
    return [(part.where, str(part.reason.value)) for part in meeting.report.left_out]


def noted(meeting: Meeting) -> list[tuple[str, str, str]]:
    return [(note.where, str(note.point.value), note.about) for note in meeting.report.notes]


def counted(meeting: Meeting) -> tuple[int, int, int, int]:
    """Found, kept, folded and left out."""
    report = meeting.report
    return report.found, report.kept, report.folded, len(report.left_out)
