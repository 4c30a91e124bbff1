"""The questions and answers of a session as a file to take along."""

from django.utils.translation import gettext_lazy as _

from casestudies.exports import Export, UnknownFormat
from casestudies.exports import render as render_document
from exchange.errors import ActionError
from forums.models import LiveSession
from forums.presentation.live_documents import document_of_questions
from forums.presentation.live_figures import polls_of
from forums.presentation.live_questions import said_questions
from forums.presentation.live_tables import as_json, as_xlsx, csv_pieces
from forums.presentation.polls import poll_tables

LONGEST_ON_PAPER = 500
ON_PAPER = ("docx", "pdf")
FORMATS = ("csv", "xlsx", *ON_PAPER, "json")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooManyForPaper(ActionError):
    code = "too_long"
    status = 413
    message = _(
        "This session has %(count)s questions. Word and PDF files hold up to %(limit)s; please take them as "
        "CSV, XLSX or JSON, which hold all of them."
    )

    def __init__(self, count: int) -> None:
        super().__init__(self.message % {"count": count, "limit": LONGEST_ON_PAPER})


def file_of_questions(session: LiveSession, fmt: str, *, whole: bool = False) -> Export:
    """What everybody may read; or ``whole``, for facilitators' own work, the queue with its states.

    Raises UnknownFormat, TooManyForPaper.
    """
    if fmt not in FORMATS:
        raise UnknownFormat(fmt)
    questions = said_questions(session, whole=whole)
    if fmt == "csv":
        text = "".join(csv_pieces(questions, whole=whole))
        return Export(text.encode(), "text/csv; charset=utf-8", fmt)
    polls = poll_tables(session, only_shown=False) if whole else polls_of(session)
    if fmt == "json":
        return Export(as_json(session, questions, polls, whole=whole).encode(), "application/json", fmt)
    if fmt == "xlsx":
        return Export(as_xlsx(session, questions, polls, whole=whole), XLSX, fmt)
    if len(questions) > LONGEST_ON_PAPER:
        raise TooManyForPaper(len(questions))
    document = document_of_questions(session, questions, polls, whole=whole)
    return render_document(document, fmt, now=session.closed_at)


def name_of_file(session: LiveSession, fmt: str, *, whole: bool = False) -> str:
    kind = "not-for-publication" if whole else "questions"
    return f"{session.slug}-{kind}.{fmt}"
