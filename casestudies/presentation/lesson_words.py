"""What the page of a lesson says in words: how sure we are of it, whose experience it is."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.content import Attribution, LessonConfidence, LessonKind
from casestudies.models import Lesson

CONFIDENCE: Mapping[str, Promise] = {
    LessonConfidence.ONE_VOICE: _("One person said so. Nobody has contradicted it, and nobody confirmed it."),
    LessonConfidence.SEVERAL_VOICES: _("Several people said so, in one meeting."),
    LessonConfidence.SEVERAL_ENGAGEMENTS: _("It came up in several meetings, with different people."),
    LessonConfidence.EVALUATED: _("Somebody who was not part of it has evaluated it."),
}
ATTRIBUTION: Mapping[str, Promise] = {
    Attribution.NAMED: _("Named with their consent."),
    Attribution.ROLE_AND_MUNICIPALITY: _("The role and the municipality are given; the person is not named."),
    Attribution.ROLE: _("The role is given; neither the person nor their municipality is named."),
    Attribution.CHATHAM_HOUSE: _(
        "Said under the Chatham House Rule: what was said may be used, but neither who said it nor their "
        "affiliation is given."
    ),
    Attribution.WITHHELD: _("Whose experience it is, is known to the editors and not published."),
}
SILENT = frozenset({Attribution.CHATHAM_HOUSE, Attribution.WITHHELD})

# Where it went the other way: what to show beside a lesson of each kind.
CONTRARY: Mapping[str, tuple[str, ...]] = {
    LessonKind.WORKED: (LessonKind.DID_NOT_WORK, LessonKind.CAUTION),
    LessonKind.DID_NOT_WORK: (LessonKind.WORKED,),
    LessonKind.MIXED: (LessonKind.WORKED, LessonKind.DID_NOT_WORK),
    LessonKind.CAUTION: (LessonKind.WORKED,),
    LessonKind.OPEN_QUESTION: (LessonKind.WORKED, LessonKind.DID_NOT_WORK),
    LessonKind.PRECONDITION: (LessonKind.DID_NOT_WORK, LessonKind.WORKED),
}


class Whose(NamedTuple):
    """``who`` is empty where nobody may be named; the words say what that means."""

    who: str
    words: str | Promise


def whose_experience(lesson: Lesson) -> Whose:
    """As far as readers may know. A lesson from recorded learning is signed by the words that it quotes."""
    if lesson.learning_id and lesson.attribution == Attribution.WITHHELD:
        return Whose("", _("As the quoted words are signed."))
    who = "" if lesson.attribution in SILENT else lesson.attributed_to
    return Whose(who, ATTRIBUTION[lesson.attribution])


def confidence_in_words(lesson: Lesson) -> Promise:
    return CONFIDENCE[lesson.confidence]
