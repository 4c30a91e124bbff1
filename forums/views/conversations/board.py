"""The board of a conversation's insights: made, coded, clustered; by keyboard or drag, script or none."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums.access.conversations import Seat, post_in, seat_to_run
from forums.actions import insights as acts
from forums.forms.insights import STANCES, InsightForm, Typed, codes_in
from forums.models import Insight, InsightCluster
from forums.queries.conversations.board import board_of, code_names
from forums.queries.conversations.record import page_of_record
from forums.views.conversations.seats import seat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def insights(request: HttpRequest, slug: str) -> HttpResponse:
    """The board; a POST makes an insight on words of the post of the record whose number ``from`` gives."""
    at = seat(request, slug, seat_to_run)
    number = Typed({**request.GET.dict(), **request.POST.dict()}).number("from")
    post = post_in(at, number) if number else None
    if request.method != "POST":
        form = InsightForm(initial={"words": post.plain}) if post else None
        return board_page(request, at, form=form, post=post)
    if post is None:
        raise Http404
    form = _with_clusters(InsightForm(request.POST), at)
    if not form.is_valid():
        return board_page(request, at, form=form, post=post, status=400)
    answers = form.cleaned_data
    try:
        made = acts.make_insight(
            subject=at.conversation,
            post=post,
            words=answers["words"],
            text=answers["text"],
            codes=codes_in(answers["codes"]),
            cluster=answers["cluster"],
            by=member(request),
        )
    except ActionError as refused:
        form.add_error(None, str(refused.message))
        return board_page(request, at, form=form, post=post, status=refused.status)
    return redirect(_place(slug, f"insight-{made.pk}"))


def _with_clusters(form: InsightForm, at: Seat) -> InsightForm:
    field: Any = form.fields["cluster"]
    field.queryset = InsightCluster.objects.filter(conversation=at.conversation).order_by("position", "pk")
    return form


def _place(slug: str, name: str) -> str:
    return f"{reverse('insights', args=[slug])}#{name}"


def board_page(
    request: HttpRequest,
    at: Seat,
    *,
    form: InsightForm | None = None,
    post: Any = None,
    error: str = "",
    typed_at: str = "",
    status: int = 200,
) -> HttpResponse:
    """``typed_at`` is the place on the board whose form was refused: what was typed stays in it."""
    typed = Typed(request.GET.dict())
    context = {
        "seat": at,
        "conversation": at.conversation,
        "columns": board_of(at.conversation),
        "codes": code_names(),
        "stances": STANCES,
        "form": _with_clusters(form, at) if form else None,
        "post": post,
        "page": page_of_record(at.conversation, number=typed.number("page") or 1),
        "error": error,
        "typed_at": typed_at,
        "typed": request.POST.dict() if typed_at else {},
    }
    return render(request, "forums/conversations/board.html", context, status=status)


# Insights -----------------------------------------------------------------------------------------
def _change(insight: Insight, typed: Typed, by: User) -> object:
    return acts.change_insight(
        insight=insight,
        text=typed.text("text"),
        codes=codes_in(typed.text("codes")),
        stance=typed.stance,
        by=by,
        seen_revision=typed.number("seen_revision"),
    )


def _move(insight: Insight, typed: Typed, by: User) -> object:
    on_board = {"conversation": insight.conversation_id}
    wanted, before = typed.number("cluster"), typed.number("before")
    cluster = InsightCluster.objects.filter(pk=wanted, **on_board).first()
    if wanted and cluster is None:
        raise acts.NotOnThisBoard
    return acts.move_insight(
        insight=insight,
        cluster=cluster,
        before=Insight.objects.filter(pk=before, **on_board).first(),
        seen_revision=typed.number("seen_revision"),
    )


INSIGHT_ACTS: Mapping[str, Callable[[Insight, Typed, User], object]] = {
    "change": _change,
    "move": _move,
    "up": lambda one, typed, by: acts.shift_insight(
        insight=one, up=True, seen_revision=typed.number("seen_revision")
    ),
    "down": lambda one, typed, by: acts.shift_insight(
        insight=one, up=False, seen_revision=typed.number("seen_revision")
    ),
    "remove": lambda one, typed, by: acts.remove_insight(
        insight=one, seen_revision=typed.number("seen_revision")
    ),
}


@require_POST
def insight_act(request: HttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    insight = get_object_or_404(Insight, pk=pk, conversation=at.conversation)
    return _done(
        request,
        at,
        f"insight-{pk}",
        lambda: INSIGHT_ACTS[verb](insight, Typed(request.POST.dict()), member(request)),
    )


# Clusters -----------------------------------------------------------------------------------------
@require_POST
def add_cluster(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    typed = Typed(request.POST.dict())
    return _done(
        request,
        at,
        "board",
        lambda: acts.add_cluster(
            subject=at.conversation, title=typed.text("title"), stance=typed.stance, note=typed.text("note")
        ),
    )


CLUSTER_ACTS: Mapping[str, Callable[[InsightCluster, Typed], object]] = {
    "change": lambda one, typed: acts.change_cluster(
        cluster=one,
        title=typed.text("title"),
        stance=typed.stance,
        note=typed.text("note"),
        seen_revision=typed.number("seen_revision"),
    ),
    "up": lambda one, typed: acts.shift_cluster(
        cluster=one, up=True, seen_revision=typed.number("seen_revision")
    ),
    "down": lambda one, typed: acts.shift_cluster(
        cluster=one, up=False, seen_revision=typed.number("seen_revision")
    ),
    "remove": lambda one, typed: acts.remove_cluster(
        cluster=one, seen_revision=typed.number("seen_revision")
    ),
}


@require_POST
def cluster_act(request: HttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    cluster = get_object_or_404(InsightCluster, pk=pk, conversation=at.conversation)
    return _done(
        request, at, f"cluster-{pk}", lambda: CLUSTER_ACTS[verb](cluster, Typed(request.POST.dict()))
    )


def _done(request: HttpRequest, at: Seat, place: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, and back to its place on the board; refused, the board shows how it is now, and why."""
    try:
        act()
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return board_page(request, at, error=str(refused.message), typed_at=place, status=refused.status)
    return done() if wants_json(request) else redirect(_place(at.conversation.slug, place))
