"""The polls of a session's pages: what one answers, what the desk looks after, what the wall shows."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.forms.live_polls import PollAnswerForm, PollForm
from forums.live.groups import Audience
from forums.live.parts.polls import PollsPart
from forums.models import (
    OPEN_TEXT_LENGTH,
    WORD_LENGTH,
    LiveSession,
    Participant,
    PollAnswer,
    PollKind,
    PollState,
)
from forums.presentation.polls import templates

register = template.Library()

Card = dict[str, Any]


def result_words() -> dict[str, str]:
    """What the scripts say about results, the same as the page's own templates do."""
    return {
        "answered_one": _("1 person has answered"),
        "answered_many": _("%n people have answered"),
        "nobody": _("Nobody has answered yet"),
        "option": _("Option"),
        "people": _("People"),
        "percent": _("Percent"),
        "points": _("Points"),
        "place": _("Average place"),
        "answer": _("Answer"),
        "mean": _("On average %mean of %highest"),
        "as_table": _("As a table"),
        "most": _("Choose up to %n."),
        "lowest": _("1 is the lowest, %n the highest."),
        "rank": _("Give each a place; 1 is the first."),
        "word": _("A word or two"),
        "text": _("In your words"),
        "place_of": _("Place of %option"),
        "up": _("Up: %option"),
        "down": _("Down: %option"),
        "moved": _("%option: place %n"),
        "not_placed": _("No place yet"),
        "send": _("Send my answer"),
        "change": _("Change my answer"),
        "sent": _("Your answer counts. You can change it while the poll is open."),
        "yours": _("Your answer: %answer"),
        "take_out": _("Take out"),
        "put_back": _("Put back"),
    }


@register.filter
def people_answered(people: int) -> str:
    if not people:
        return _("Nobody has answered yet")
    return ngettext("%(people)d person has answered", "%(people)d people have answered", people) % {
        "people": people
    }


@register.inclusion_tag("forums/live/_polls.html", takes_context=True)
def live_polls(context: Mapping[str, Any]) -> dict[str, Any]:
    """The room's polls, with one participant's own answers."""
    session: LiveSession = context["session"]
    participant: Participant = context["participant"]
    refused = context["forms"].get("poll")
    answers = _answers_of(participant, session)
    polls = [
        answer_card(payload, session, answers.get(payload["id"]), _refused_for(payload, refused))
        for payload in PollsPart().fold(session, Audience.ATTENDEES)
    ]
    return {
        "session": session,
        "polls": sorted(polls, key=lambda poll: poll["state"] != PollState.OPEN),
        "empty": answer_card({"options": []}, session, None, None),
        "csrf_token": context.get("csrf_token"),
        "is_uncounted": session.votes_by_members_only and participant.user_id is None,
        "words": result_words(),
    }


def _answers_of(participant: Participant, session: LiveSession) -> dict[str, PollAnswer]:
    answers = PollAnswer.objects.filter(participant=participant, poll__session=session)
    found = answers.select_related("poll").prefetch_related("choices__option")
    return {answer.poll.public_id: answer for answer in found}


def _refused_for(payload: Card, form: Any) -> PollAnswerForm | None:
    """The form that came back, if it is this poll's."""
    is_its = isinstance(form, PollAnswerForm) and form.poll.public_id == payload["id"]
    return form if is_its else None


def answer_card(
    payload: Card, session: LiveSession, answer: PollAnswer | None, refused: PollAnswerForm | None
) -> Card:
    """A poll with what this person answered; where that was refused just now, with what they sent."""
    choices = list(answer.choices.all()) if answer else []
    chosen = {str(choice.option_id): str(choice.place + 1) for choice in choices}
    rating = str(answer.rating) if answer and answer.rating else ""
    text = answer.text if answer else ""
    if refused:
        picked = refused.data.getlist("choice") if hasattr(refused.data, "getlist") else []
        placed = {option: refused.data.get(f"place_{option}", "") for option in refused.options}
        chosen = placed if payload["kind"] == PollKind.RANKING else dict.fromkeys(picked, "")
        rating = refused.data.get("rating", "")
        text = refused.data.get("text", "")
    places = [str(place + 1) for place in range(len(payload["options"]))]
    return payload | {
        "takes_answers": payload.get("state") == PollState.OPEN and session.is_open,
        "is_answered": answer is not None,
        "own_words": own_words(answer),
        "rows": [
            option | {"is_chosen": option["id"] in chosen, "place": chosen.get(option["id"], "")}
            for option in payload["options"]
        ],
        "places": places,
        "steps": [str(step) for step in range(1, payload.get("highest", 0) + 1)],
        "rating": rating,
        "text": text,
        "word_length": WORD_LENGTH,
        "text_length": OPEN_TEXT_LENGTH,
        "errors": [str(error) for errors in refused.errors.values() for error in errors] if refused else [],
    }


def own_words(answer: PollAnswer | None) -> str:
    """What somebody answered, in a line."""
    if answer is None:
        return ""
    if answer.rating:
        return str(answer.rating)
    options = [choice.option.text for choice in answer.choices.all()]
    if answer.poll.kind == PollKind.RANKING:
        options = [f"{place}. {option}" for place, option in enumerate(options, start=1)]
    return answer.text or ", ".join(options)


@register.inclusion_tag("forums/live/_desk_polls.html", takes_context=True)
def desk_polls(context: Mapping[str, Any]) -> dict[str, Any]:
    """Every poll of a session with its counts as they come, and the form for a new one."""
    session: LiveSession = context["session"]
    form = context["forms"].get("poll")
    return {
        "session": session,
        "polls": PollsPart().fold(session, Audience.FACILITATORS),
        "form": form if isinstance(form, PollForm) else PollForm(),
        "templates": templates(),
        "csrf_token": context.get("csrf_token"),
        "kinds": dict(PollKind.choices),
        "words": result_words(),
    }


@register.inclusion_tag("forums/live/_screen_polls.html", takes_context=True)
def screen_polls(context: Mapping[str, Any]) -> dict[str, Any]:
    """The one poll that the wall shows now: an open one, or one whose results are shown; the latest."""
    session: LiveSession = context["session"]
    polls = PollsPart().fold(session, Audience.SCREENS)
    return {"poll": on_the_wall(polls), "polls": polls, "words": result_words()}


def on_the_wall(polls: list[Card]) -> Card | None:
    open_ones = [poll for poll in polls if poll["state"] == PollState.OPEN]
    shown = [poll for poll in polls if "results" in poll]
    return max(open_ones or shown, key=lambda poll: poll["opened"], default=None)


@register.filter
def kind_name(kind: str) -> str:
    return str(PollKind(kind).label) if kind else ""


@register.filter
def state_name(state: str) -> str:
    return str(PollState(state).label) if state else ""


@register.filter
def offers(poll: Card, when: str) -> bool:
    """Whether an act fits how a poll stands; the script asks the same (static/js/desk-polls.js)."""
    if not poll:
        return False
    if when in {"shown-results", "hidden-results"}:
        return poll["state"] != PollState.DRAFT and poll["shown"] == (when == "shown-results")
    return poll["state"] in when.split()
