"""Drawing statements from a conversation, and opening and closing the voting: by whoever runs it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.people.access import member
from forums.access.conversations import Seat, post_in, seat_to_run
from forums.access.statements import statement_in
from forums.actions.conversations import statements as acts
from forums.actions.conversations.voting import close_voting, open_voting
from forums.forms.statements import StatementForm, VotingForm
from forums.models import Post, Quotation, Statement
from forums.queries.conversations.record import page_of_record
from forums.queries.conversations.statements import statements_to_run, voters_in
from forums.views.conversations.seats import seat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """All statements, and one more by POST. ``from`` is the number of a post of the record, ``quotation``
    one that was picked: what the new one rests on."""
    at = seat(request, slug, seat_to_run)
    post, quotation = _post(request, at), _quotation(request, at)
    if request.method != "POST":
        words = quotation.words if quotation else post.plain if post else ""
        form = StatementForm(
            initial={"text": words if len(words) <= 240 else "", "words": words}, has_words=post is not None
        )
        return draw_page(request, at, form=form, post=post, quotation=quotation)
    form = StatementForm(request.POST, has_words=post is not None)
    if not form.is_valid():
        return draw_page(request, at, form=form, post=post, quotation=quotation, status=400)
    try:
        drawn = acts.draw_statement(
            conversation=at.conversation,
            text=form.cleaned_data["text"],
            by=member(request),
            post=post,
            words=form.cleaned_data.get("words", ""),
            quotation=quotation,
        )
    except ActionError as refused:
        form.add_error(None, str(refused.message))
        return draw_page(request, at, form=form, post=post, quotation=quotation, status=refused.status)
    messages.success(request, _("Statement %(number)s is drawn.") % {"number": drawn.number})
    return redirect("draw_statements", slug)


def _post(request: HttpRequest, at: Seat) -> Post | None:
    number = _number(request.GET.get("from", ""))
    return post_in(at, number) if number else None


def _quotation(request: HttpRequest, at: Seat) -> Quotation | None:
    wanted = request.GET.get("quotation", "")
    rows = Quotation.objects.filter(withdrawn_at=None, revision__post__thread__conversation=at.conversation)
    return rows.filter(public_id=wanted).first() if wanted else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def draw_page(
    request: HttpRequest,
    at: Seat,
    *,
    form: StatementForm | None = None,
    post: Post | None = None,
    quotation: Quotation | None = None,
    voting: VotingForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    conversation = at.conversation
    context = {
        "seat": at,
        "conversation": conversation,
        "statements": statements_to_run(conversation),
        "voters": voters_in(conversation),
        "takes_votes": conversation.takes_votes(timezone.now()),
        "form": form or StatementForm(has_words=False),
        "post": post,
        "quotation": quotation,
        "voting": voting or VotingForm.of(conversation),
        "page": page_of_record(conversation, number=_number(request.GET.get("page", "")) or 1),
        "error": error,
    }
    return render(request, "forums/conversations/draw.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Reword one of them; ``seen`` is what the form was made from."""
    at = seat(request, slug, seat_to_run)
    shown = statement_in(at, number)
    form = StatementForm(request.POST or None, initial={"text": shown.text}, has_words=False)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                acts.reword_statement(
                    statement=shown, text=form.cleaned_data["text"], seen=request.POST.get("seen", "")
                )
            except ActionError as refused:
                form.add_error(None, str(refused.message))
                status = refused.status
                shown.refresh_from_db(fields=["text", "state"])
            else:
                return redirect("draw_statements", slug)
    context = {"conversation": at.conversation, "statement": shown, "form": form}
    return render(request, "forums/conversations/statement.html", context, status=status)


STATEMENT_ACTS: Mapping[str, Callable[[HttpRequest, Statement], object]] = {
    "take-out": lambda request, one: acts.take_out_statement(
        statement=one, reason=request.POST.get("reason", "")
    ),
    "put-back": lambda request, one: acts.put_back_statement(statement=one),
}


@require_POST
def statement_act(request: HttpRequest, slug: str, number: int, verb: str) -> HttpResponse:
    """Take a statement out, with a reason, or put it back."""
    at = seat(request, slug, seat_to_run)
    try:
        STATEMENT_ACTS[verb](request, statement_in(at, number))
    except ActionError as refused:
        return draw_page(request, at, error=str(refused.message), status=refused.status)
    return redirect(f"{reverse('draw_statements', args=[slug])}#statement-{number}")


VOTING_ACTS = ("open", "close")


@require_POST
def voting(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Open the voting, or change until when and whose it is; close it."""
    at = seat(request, slug, seat_to_run)
    form = VotingForm(request.POST)
    if verb == "open" and not form.is_valid():
        return draw_page(request, at, voting=form, status=400)
    try:
        if verb == "open":
            open_voting(conversation=at.conversation, **form.cleaned_data)
        else:
            close_voting(conversation=at.conversation)
    except ActionError as refused:
        return draw_page(request, at, voting=form, error=str(refused.message), status=refused.status)
    return redirect("draw_statements", slug)
