"""Answering a poll. Answers that come in at the same moment are committed together."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, refusal, wants_json
from forums.access.live_polls import poll_to_answer
from forums.actions.live.flush import Flush
from forums.actions.live.poll_answers import AnswerWrite, commit_answers
from forums.forms.live_polls import PollAnswerForm
from forums.models import PollAnswer
from forums.views.conversations.seats import session_in_reach
from forums.views.guests import current_participant
from forums.views.join import join_page
from forums.views.live import session_page


def _commit(batch: list[AnswerWrite]) -> list[PollAnswer | Exception]:
    return commit_answers(session=batch[0].poll.session, batch=batch)


ANSWERS: Flush[AnswerWrite, PollAnswer] = Flush(_commit)


@login_not_required
@require_POST
def answer(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Answer a poll, or answer it anew while it is open."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, text=request.POST.get("text", ""), status=403)
    form = PollAnswerForm(request.POST, poll=poll_to_answer(session, public_id))
    try:
        if not form.is_valid():
            error = ActionError(first_error(form))
            error.status = 400
            raise error
        ANSWERS.write(session.pk, form.write(participant))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        if form.is_valid():
            form.add_error(None, str(refused.message))
        return session_page(request, session, participant, forms={"poll": form}, status=refused.status)
    if wants_json(request):
        return done(id=public_id)
    return redirect(f"{reverse('live_session', args=[slug])}#poll-{public_id}")
