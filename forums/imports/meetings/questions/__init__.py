"""Q&A reports of Zoom: which table, which columns, which answers, and the questions that they make."""

from forums.imports.meetings.questions.read import read_questions
from forums.imports.meetings.questions.table import table_in

__all__ = ["read_questions", "table_in"]
