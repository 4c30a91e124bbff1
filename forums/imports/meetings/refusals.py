"""Why a file of a meeting cannot be read, in words that tell the person what to do."""

from django.utils.translation import gettext_lazy as _

from forums.imports.parsed import UnreadableFile


class MeetingUnreadable(UnreadableFile):
    """The parent of all: nothing of this file can come into a session."""


class MeetingEmpty(MeetingUnreadable):
    message = _("There are no words in this file. Choose the file again.")


class MeetingTooLarge(MeetingUnreadable):
    status = 413
    message = _("A file of a meeting can have 5 MB. Send the text of the meeting, not its recording.")


class MeetingTooLong(MeetingUnreadable):
    status = 413
    message = _("This file has more than %(most)s entries. Please split it and send the parts.")


class NotAMeeting(MeetingUnreadable):
    message = _(
        "This is no file of a meeting that we read. Send a Q&A report (.csv), a chat (.txt) or a transcript"
        " (.vtt) of Zoom, or a transcript (.vtt or .docx) of Teams, as they were saved there."
    )


class MeetingIsAWebPage(MeetingUnreadable):
    message = _(
        "This is a web page, not the file that it offers. Open the page, sign in if it asks you to, download"
        " the file from there and send that."
    )


class MeetingIsARecording(MeetingUnreadable):
    message = _("This is a picture, a recording or a program's file. Send the text of the meeting.")


class MeetingIsSubtitles(MeetingUnreadable):
    message = _("These are subtitles of another kind (.srt). Save the transcript as .vtt and send that.")


class LettersUnreadable(MeetingUnreadable):
    message = _(
        "The letters of this file can't be made out. Open it in a text editor, save it with the encoding"
        " UTF-8, and send that."
    )


class NoQuestions(MeetingUnreadable):
    message = _(
        "This table has no questions and answers that we find. In Zoom, choose the Q&A report of the meeting,"
        " and send its file as it is."
    )


class TableBroken(MeetingUnreadable):
    message = _(
        "The table breaks off at line %(line)s, inside a quotation mark. Download the report again and send"
        " it as it is."
    )


class NothingToImport(MeetingUnreadable):
    message = _("The file was read, and there is nothing in it that could come into a session: %(why)s")


class NotWord(MeetingUnreadable):
    message = _("This is no Word document (.docx). Download the transcript from Teams as .docx or .vtt.")


class OldWord(MeetingUnreadable):
    message = _("This is a document of an old Word (.doc). Save it as .docx and send that.")


class WordLocked(MeetingUnreadable):
    message = _("This document is protected by a password. Save it without one and send it again.")


class WordBroken(MeetingUnreadable):
    message = _("The document is broken or incomplete. Download the transcript again and send that.")


class WordUnpacksTooLarge(MeetingUnreadable):
    message = _(
        "This document unpacks to far more than a transcript needs. Download it as .vtt and send that."
    )


class NotATranscript(MeetingUnreadable):
    message = _(
        "This document is no transcript of Teams: no paragraph begins with a name and a time. Download the"
        " transcript from the meeting's page and send that."
    )


class NotAccountedFor(MeetingUnreadable):
    """Our own mistake: what was read and what was left out are not all. Better nothing than a part."""

    status = 500
    message = _(
        "We could not account for every part of this file, so nothing of it was taken. Please tell us."
    )
