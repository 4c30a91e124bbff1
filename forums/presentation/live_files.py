"""The questions and answers of a session as a file to take along."""

from casestudies.exports import Document, Export, UnknownFormat
from casestudies.exports import render as render_document
from forums.models import LiveSession
from forums.presentation.live_documents import document_of_questions
from forums.presentation.live_figures import polls_of
from forums.presentation.live_questions import said_questions
from forums.presentation.live_tables import as_json, as_xlsx, csv_pieces
from forums.presentation.polls import poll_tables

AT_ONCE = 300  # questions: a file that is made whole takes a few seconds at this length
ON_PAPER = ("pdf", "docx", "odt", "epub")
DOCUMENTS = (*ON_PAPER, "html", "txt", "md")
FORMATS = ("csv", "xlsx", "json", *DOCUMENTS)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_long(session: LiveSession) -> bool:
    """Too many questions for a file that is made whole while somebody waits for it."""
    return session.questions.count() > AT_ONCE


def file_of_questions(session: LiveSession, fmt: str, *, whole: bool = False) -> Export:
    """What everybody may read; or ``whole``, for facilitators' own work, the queue with its states.

    Raises UnknownFormat, NothingToExport.
    """
    if fmt not in FORMATS:
        raise UnknownFormat(fmt)
    if fmt in DOCUMENTS:
        return render_document(document_of_file(session, whole=whole), fmt, now=session.closed_at)
    questions = said_questions(session, whole=whole)
    if fmt == "csv":
        text = "".join(csv_pieces(questions, whole=whole))
        return Export(text.encode(), "text/csv; charset=utf-8", fmt)
    polls = poll_tables(session, only_shown=False) if whole else polls_of(session)
    if fmt == "json":
        return Export(as_json(session, questions, polls, whole=whole).encode(), "application/json", fmt)
    return Export(as_xlsx(session, questions, polls, whole=whole), XLSX, fmt)


def document_of_file(session: LiveSession, *, whole: bool) -> Document:
    """The questions and the polls as one document."""
    polls = poll_tables(session, only_shown=False) if whole else polls_of(session)
    return document_of_questions(session, said_questions(session, whole=whole), polls, whole=whole)


def name_of_file(session: LiveSession, *, whole: bool = False) -> str:
    return f"{session.slug}-{'not-for-publication' if whole else 'questions'}"
