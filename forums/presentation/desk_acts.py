"""An act at the desk in words, for the button that undoes it."""

from collections.abc import Callable, Mapping

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.people.models import User
from forums.actions.live.undo import last_act_of
from forums.models import EventKind, LiveEvent, LiveSession, Question

SHORT = 50

WORDS = {
    EventKind.QUESTION_ASKED: gettext_lazy("entered"),
    EventKind.QUESTION_LET_THROUGH: gettext_lazy("let through"),
    EventKind.QUESTION_HIDDEN: gettext_lazy("hidden"),
    EventKind.ANSWERING_STARTED: gettext_lazy("answering now"),
    EventKind.ANSWERING_STOPPED: gettext_lazy("not now"),
    EventKind.QUESTION_ANSWERED: gettext_lazy("answered"),
    EventKind.ANSWER_TAKEN_BACK: gettext_lazy("not answered yet"),
    EventKind.QUESTION_EDITED: gettext_lazy("edited"),
    EventKind.QUESTIONS_MERGED: gettext_lazy("merged or taken apart"),
    EventKind.SESSION_CHANGED: gettext_lazy("the session's settings"),
    EventKind.POLL_CHANGED: gettext_lazy("a poll"),
    EventKind.AGENDA_CHANGED: gettext_lazy("the agenda"),
    EventKind.HANDS_CHANGED: gettext_lazy("the hands"),
    EventKind.MINUTES_CHANGED: gettext_lazy("the minutes"),
    EventKind.MEETING_IMPORTED: gettext_lazy("an import of a meeting"),
    EventKind.PEOPLE_CHANGED: gettext_lazy("who takes part"),
}


def last_act_in_words(session: LiveSession, by: User) -> dict[str, object] | None:
    """What somebody's next undo would set back: its ``seq`` and its ``words``."""
    event = last_act_of(session.pk, by)
    return {"seq": event.seq, "words": in_words(event)} if event else None


def in_words(event: LiveEvent) -> str:
    """ "hidden: “Who keeps the lights on?”"."""
    what = _mark(event) if event.kind == EventKind.QUESTION_CHANGED else ""
    words = what or str(WORDS.get(EventKind(event.kind), event.get_kind_display()))
    question = Question.objects.filter(pk__in=event.question_ids[:1]).first()
    if question is None or not question.text:
        return words
    return _("%(act)s: “%(question)s”") % {"act": words, "question": Truncator(question.text).chars(SHORT)}


def _mark(event: LiveEvent) -> str:
    """Pinned, starred, or for a presenter, as the noted fields say."""
    noted: Mapping[str, list[object]] = next(iter((event.undo or {}).get("questions", {}).values()), {})
    named: dict[str, Callable[[bool], str]] = {
        "pinned_at": lambda is_set: _("pinned") if is_set else _("not pinned any more"),
        "starred_at": lambda is_set: _("starred") if is_set else _("not starred any more"),
        "presenter": lambda is_set: _("for a presenter") if is_set else _("for nobody in particular"),
    }
    return next(
        (named[field](bool(after)) for field, (_before, after) in noted.items() if field in named), ""
    )
