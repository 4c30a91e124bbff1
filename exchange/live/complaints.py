"""What a socket is told when what it said does not fit: a frame with a name, and words for a person."""

import json
from enum import StrEnum

from django.utils.translation import gettext as _


class Complaint(StrEnum):
    NOT_A_COMMAND = "not_a_command"
    TOO_LARGE = "too_large"
    TOO_OFTEN = "too_often"
    TOO_SLOW = "too_slow"


def frame_of(complaint: Complaint) -> str:
    return json.dumps({"type": "error", "code": complaint, "words": words_of(complaint)}, ensure_ascii=False)


def words_of(complaint: Complaint) -> str:
    match complaint:
        case Complaint.NOT_A_COMMAND:
            return _("This page said something that the server does not know. Please load it again.")
        case Complaint.TOO_LARGE:
            return _("This page said more than the server listens to. Please load it again.")
        case Complaint.TOO_OFTEN:
            return _("This page asked for everything too often. It asks again in a moment.")
        case Complaint.TOO_SLOW:
            return _("The connection is too slow to keep up. The page comes back by itself.")
