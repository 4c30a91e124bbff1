from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from forums import access
from forums.actions.reactions import set_reaction
from forums.models import ReactionKind
from forums.queries.reactions import counts_of, people_who_reacted, reacted
from forums.views.threads import url_of_post


@require_POST
def react(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """One button of a post: ``thanks:on`` or ``thanks:off``, so that pressing twice does it once."""
    post = access.post_to_answer(request.user, thread_id, number)
    kind, _colon, way = request.POST.get("react", "").partition(":")
    try:
        if kind not in ReactionKind.values or way not in {"on", "off"}:
            raise ActionError(_("Press one of the buttons under the post."))
        set_reaction(post=post, by=member(request), kind=ReactionKind(kind), is_on=way == "on")
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        messages.error(request, str(refused.message))
    if not wants_json(request):
        return redirect(url_of_post(post))
    counts = reacted(counts_of([post.pk], request.user).get(post.pk, {}))
    return done(reactions=[{"kind": one.kind, "count": one.count, "is_own": one.is_own} for one in counts])


@require_safe
def reactions(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """Who reacted to a post, and how."""
    post = access.post_to_read(request.user, thread_id, number)
    context = {"post": post, "thread": post.thread, "people": people_who_reacted(post)}
    return render(request, "forums/post_reactions.html", context)
