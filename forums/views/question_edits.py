"""An asker's side of a facilitator's edit: agree, or put one's own words back."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from forums import access
from forums.actions.live.editing import agree_to_edit, put_words_back
from forums.views.conversations.seats import session_in_reach
from forums.views.guests import current_participant
from forums.views.join import join_page
from forums.views.live import session_page

EDIT_ANSWERS = {"agree": agree_to_edit, "put-back": put_words_back}


@login_not_required
@require_POST
def answer_edit(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """Say which words of one's own question are to stand."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, status=403)
    question = access.question_to_take_part(session, public_id, participant)
    try:
        question = EDIT_ANSWERS[verb](question=question, by=participant)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return session_page(request, session, participant, error=str(refused.message), status=refused.status)
    if wants_json(request):
        return done(id=question.public_id, text=question.text)
    return redirect(f"{reverse('live_session', args=[slug])}#q-{public_id}")
