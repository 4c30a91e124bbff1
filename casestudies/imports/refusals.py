"""Why a file cannot become an outline, in words that tell the person what to do."""

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError


class OutlineRefused(ActionError):
    """The parent of all: no outline that we can read."""

    status = 400


class OutlineEmpty(OutlineRefused):
    message = _("There are no words in this file. Choose the file again.")


class NotAnOutline(OutlineRefused):
    message = _("This file is neither a Word document nor Markdown. Save it as .docx or .md and send that.")


class OutlineIsOldWord(OutlineRefused):
    message = _("This is a document of an old Word (.doc). Open it, save it as .docx, and send that.")


class OutlineIsLocked(OutlineRefused):
    message = _("This document is protected by a password. Save it without one and send it again.")


class OutlineHasMacros(OutlineRefused):
    message = _("This document can hold macros or is a template. Save it as a plain .docx and send that.")


class OutlineIsOtherOffice(OutlineRefused):
    message = _(
        "This is no Word document (.docx). Open it in your office program, save it as .docx, and send that."
    )


class OutlineBroken(OutlineRefused):
    message = _(
        "The document is broken or incomplete. Open it in Word, save it again as .docx, and send that."
    )


class OutlineUnpacksTooLarge(OutlineRefused):
    message = _(
        "This document unpacks to far more than an outline needs. Copy its text into a new document,"
        " without pictures, save that as .docx and send it."
    )


class OutlineTooLong(OutlineRefused):
    message = _("This document is far longer than a case study. Send only the part about the case.")
