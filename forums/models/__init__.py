from forums.models.conversation import Conversation
from forums.models.live_session import SESSION_MOVES, EventKind, LiveEvent, LiveSession, SessionState
from forums.models.participant import Participant
from forums.models.post import DEEPEST, PATH_WIDTH, Post, PostKind, PostRevision, PostState
from forums.models.question import (
    ANSWER_LENGTH,
    IN_THE_ROOM,
    QUESTION_LENGTH,
    QUESTION_MOVES,
    Question,
    QuestionState,
    SentWrite,
    Vote,
)
from forums.models.quotation import Quotation
from forums.models.subject import SUBJECT_FIELDS, Subject, subject_field
from forums.models.summary import SUMMARY_MOVES, Citation, Summary, SummaryItem, SummaryState
from forums.models.thread import Thread, ThreadKind

__all__ = [
    "ANSWER_LENGTH",
    "DEEPEST",
    "IN_THE_ROOM",
    "PATH_WIDTH",
    "QUESTION_LENGTH",
    "QUESTION_MOVES",
    "SESSION_MOVES",
    "SUBJECT_FIELDS",
    "SUMMARY_MOVES",
    "Citation",
    "Conversation",
    "EventKind",
    "LiveEvent",
    "LiveSession",
    "Participant",
    "Post",
    "PostKind",
    "PostRevision",
    "PostState",
    "Question",
    "QuestionState",
    "Quotation",
    "SentWrite",
    "SessionState",
    "Subject",
    "Summary",
    "SummaryItem",
    "SummaryState",
    "Thread",
    "ThreadKind",
    "Vote",
    "subject_field",
]
