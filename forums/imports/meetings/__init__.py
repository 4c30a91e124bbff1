"""Meetings held elsewhere: files of Zoom and Teams as values, with a report. Pure: no model, no request.

``read_meeting`` takes any file and fails only with a reason for people. A ``Clock`` maps its times onto
the recording, and can be corrected.
"""

from forums.imports.meetings.clock import Clock
from forums.imports.meetings.data import meeting_as_data, meeting_from_data
from forums.imports.meetings.detecting import detect, read_meeting
from forums.imports.meetings.meeting import (
    Answer,
    Cue,
    Kind,
    Meeting,
    Message,
    Question,
    Reaction,
    Start,
    Told,
    When,
)
from forums.imports.meetings.refusals import MeetingUnreadable
from forums.imports.meetings.report import LeftOut, Note, Point, Reason, Report

__all__ = [
    "Answer",
    "Clock",
    "Cue",
    "Kind",
    "LeftOut",
    "Meeting",
    "MeetingUnreadable",
    "Message",
    "Note",
    "Point",
    "Question",
    "Reaction",
    "Reason",
    "Report",
    "Start",
    "Told",
    "When",
    "detect",
    "meeting_as_data",
    "meeting_from_data",
    "read_meeting",
]
