from forums.models.attachment import Attachment, AttachmentKind, ScanState
from forums.models.conversation import Conversation
from forums.models.inbound import InboundMail, InboundOutcome
from forums.models.live_session import SESSION_MOVES, EventKind, LiveEvent, LiveSession, SessionState
from forums.models.moderation import Act, ActKind, Flag, FlagReason
from forums.models.participant import Participant
from forums.models.participation import (
    Bookmark,
    Mention,
    PostDraft,
    PostQuote,
    Reaction,
    ReactionKind,
    ReadState,
    Watch,
    WatchLevel,
)
from forums.models.post import (
    DEEPEST,
    PATH_WIDTH,
    POST_MOVES,
    MovedPost,
    Post,
    PostKind,
    PostRevision,
    PostState,
)
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
from forums.models.ranges import Ranges, up_to
from forums.models.subject import SUBJECT_FIELDS, Subject, subject_field
from forums.models.summary import SUMMARY_MOVES, Citation, Summary, SummaryItem, SummaryState
from forums.models.tag import Tag
from forums.models.thread import THREAD_SUBJECT_FIELDS, Thread, ThreadKind, ThreadState

__all__ = [
    "ANSWER_LENGTH",
    "DEEPEST",
    "IN_THE_ROOM",
    "PATH_WIDTH",
    "POST_MOVES",
    "QUESTION_LENGTH",
    "QUESTION_MOVES",
    "SESSION_MOVES",
    "SUBJECT_FIELDS",
    "SUMMARY_MOVES",
    "THREAD_SUBJECT_FIELDS",
    "Act",
    "ActKind",
    "Attachment",
    "AttachmentKind",
    "Bookmark",
    "Citation",
    "Conversation",
    "EventKind",
    "Flag",
    "FlagReason",
    "InboundMail",
    "InboundOutcome",
    "LiveEvent",
    "LiveSession",
    "Mention",
    "MovedPost",
    "Participant",
    "Post",
    "PostDraft",
    "PostKind",
    "PostQuote",
    "PostRevision",
    "PostState",
    "Question",
    "QuestionState",
    "Quotation",
    "Ranges",
    "Reaction",
    "ReactionKind",
    "ReadState",
    "ScanState",
    "SentWrite",
    "SessionState",
    "Subject",
    "Summary",
    "SummaryItem",
    "SummaryState",
    "Tag",
    "Thread",
    "ThreadKind",
    "ThreadState",
    "Vote",
    "Watch",
    "WatchLevel",
    "subject_field",
    "up_to",
]
