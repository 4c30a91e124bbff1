"""Opening a thread, on whatever it is about."""

from functools import partial

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from exchange.http import client_id_of
from exchange.people.access import member
from forums.access.composing import place_to_write
from forums.actions.composing import start_thread
from forums.forms.threads import ThreadForm
from forums.models import Tag
from forums.queries.similar import similar_threads
from forums.views.composing import answered, begun, received

MOST_TAGS_OFFERED = 100


@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """``slug`` names the subject: a slug, a number or a public id, as its kind has it."""
    scope = f"new:{kind}:{slug}"
    place = place_to_write(request.user, scope)
    make_form = partial(ThreadForm, subject=place.subject, user=member(request))
    if request.method != "POST":
        composer = begun(request, scope, place, make_form=make_form)
    else:
        composer = received(request, scope, place, make_form=make_form)

    def post() -> str:
        opened = start_thread(
            subject=place.subject,
            author=composer.user,
            client_id=client_id_of(request),
            scope=scope,
            files=composer.files.public_ids,
            **composer.form.opening(),  # type: ignore[attr-defined]  # it is a ThreadForm
        )
        return reverse("thread", args=[opened.pk, opened.slug])

    def show(status: int) -> HttpResponse:
        title = str(composer.form["title"].value() or "") if composer.form.is_bound else ""
        context = {
            "subject": place.subject,
            "composer": composer,
            "tags": Tag.objects.order_by("label", "pk")[:MOST_TAGS_OFFERED],
            "similar": similar_threads(request.user, title),
        }
        return render(request, "forums/thread_form.html", context, status=status)

    if request.method != "POST":
        return show(200)
    return answered(request, composer, post=post, show=show, back=request.path)


@require_safe
def similar(request: HttpRequest) -> JsonResponse:
    """Threads with the words of a title, while somebody types it: many then join instead of asking twice."""
    found = similar_threads(request.user, request.GET.get("q", ""))
    rows = [
        {
            "title": thread.title,
            "url": reverse("thread", args=[thread.pk, thread.slug]),
            "about": str(thread.subject),
        }
        for thread in found
    ]
    answer = JsonResponse({"threads": rows})
    answer["Cache-Control"] = "private, no-store"
    return answer
