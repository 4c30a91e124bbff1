from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.errors import ActionError
from exchange.http import client_id_of, done, invalid, refusal, wants_json
from exchange.people.access import member
from forums import access, queries
from forums.actions.threads import open_thread
from forums.forms.threads import PostForm, ThreadForm
from forums.models import Post, Thread

THREADS_A_PAGE = 50


@login_not_required
@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    shown = Thread.objects.visible_to(request.user).with_subject().latest_first()
    page = Paginator(shown, THREADS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "forums/thread_list.html", {"threads": page})


@login_not_required
@require_safe
def thread(request: HttpRequest, thread_id: int, slug: str = "") -> HttpResponse:
    shown = access.thread_to_read(request.user, thread_id)
    if slug != shown.slug:
        return redirect(url_of(shown), permanent=True)
    return thread_page(request, shown)


def thread_page(
    request: HttpRequest,
    shown: Thread,
    *,
    form: PostForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """A thread with its reply form; the form that did not go through keeps its words."""
    after = request.GET.get("after", "")
    page = queries.thread_page(user=request.user, thread=shown, after=after if after.isdecimal() else "")
    return render(
        request,
        "forums/thread_detail.html",
        {
            "thread": shown,
            "page": page,
            "posts": [shown.post for shown in page.posts],
            "next_page": page.posts[-1].post.path if page.next else "",
            "is_first_page": not after.isdecimal(),
            "form": form or PostForm(initial={"client_id": client_id_of(request)}),
            "error": error,
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    subject = access.subject_to_read(request.user, kind, slug)
    form = ThreadForm(request.POST or None, initial={"client_id": client_id_of(request)})
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                opened = open_thread(
                    subject=subject,
                    author=member(request),
                    title=form.cleaned_data["title"],
                    text=form.cleaned_data["text"],
                    client_id=client_id_of(request),
                )
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status = str(refused.message), refused.status
            else:
                return done(url=url_of(opened)) if wants_json(request) else redirect(url_of(opened))
        elif wants_json(request):
            return invalid(form)
    context = {
        "subject": subject,
        "subject_kind": kind,
        "form": form,
        "error": error,
        "title": _("New thread"),
    }
    return render(request, "forums/thread_form.html", context, status=status)


def url_of(shown: Thread) -> str:
    return reverse("thread", args=[shown.pk, shown.slug])


def url_of_post(post: Post) -> str:
    return f"{url_of(post.thread)}#post-{post.number}"
