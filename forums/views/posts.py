from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import client_id_of, done, invalid, refusal, wants_json
from exchange.people.access import member
from forums import access
from forums.actions.posts import add_post, edit_post, withdraw_own_post
from forums.forms.threads import EditForm, PostForm
from forums.models import Post, Thread
from forums.views.threads import thread_page, url_of_post


@require_POST
def reply(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Answer the thread itself."""
    thread = access.thread_to_read(request.user, thread_id)
    form = PostForm(request.POST)
    posted = _add(request, thread, None, form)
    if isinstance(posted, Post):
        return _went_through(request, posted)
    if wants_json(request):
        return refusal(posted)
    return thread_page(request, thread, form=form, error=_shown(form, posted), status=posted.status)


@require_http_methods(["GET", "HEAD", "POST"])
def reply_to_post(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """Answer one post: a page of its own, so that it works without JavaScript."""
    if request.method != "POST":
        parent = access.post_to_read(request.user, thread_id, number)
        form = PostForm(initial={"client_id": client_id_of(request)})
        context = {"post": parent, "thread": parent.thread, "form": form}
        return render(request, "forums/reply_form.html", context)
    parent = access.post_to_answer(request.user, thread_id, number)
    form = PostForm(request.POST)
    posted = _add(request, parent.thread, parent, form)
    if isinstance(posted, Post):
        return _went_through(request, posted)
    if wants_json(request):
        return refusal(posted)
    if not parent.is_visible:
        return thread_page(
            request, parent.thread, form=form, error=_shown(form, posted), status=posted.status
        )
    context = {"post": parent, "thread": parent.thread, "form": form, "error": _shown(form, posted)}
    return render(request, "forums/reply_form.html", context, status=posted.status)


def _add(request: HttpRequest, thread: Thread, parent: Post | None, form: PostForm) -> Post | ActionError:
    if not form.is_valid():
        error = ActionError(first_error(form))
        error.status = 400
        return error
    try:
        return add_post(
            thread=thread,
            author=member(request),
            text=form.cleaned_data["text"],
            parent=parent,
            client_id=client_id_of(request),
        )
    except ActionError as refused:
        return refused


def _shown(form: PostForm, refused: ActionError) -> str:
    """The page's error; the form shows its own beside the field."""
    return "" if form.errors else str(refused.message)


def _went_through(request: HttpRequest, post: Post) -> HttpResponse:
    return done(url=url_of_post(post)) if wants_json(request) else redirect(url_of_post(post))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    post = access.post_to_change(request.user, thread_id, number)
    form = EditForm(request.POST or None, initial={"text": post.source, "seen_revision": post.revision})
    error, status, saved = "", 200, ""
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                edit_post(
                    post=post,
                    by=member(request),
                    text=form.cleaned_data["text"],
                    seen_revision=form.cleaned_data["seen_revision"],
                )
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status, saved = str(refused.message), refused.status, post.source
                form = EditForm({**request.POST.dict(), "seen_revision": post.revision})
            else:
                return _went_through(request, post)
        elif wants_json(request):
            return invalid(form)
    context = {"post": post, "thread": post.thread, "form": form, "error": error, "saved": saved}
    return render(request, "forums/post_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    post = access.post_to_change(request.user, thread_id, number)
    if request.method == "POST":
        withdraw_own_post(post=post, by=member(request))
        messages.success(request, _("Your words have been taken back, here and wherever they were quoted."))
        return redirect(url_of_post(post))
    return render(request, "forums/post_withdraw.html", {"post": post, "thread": post.thread})


@login_not_required
@require_safe
def history(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """What a post said before it was edited."""
    post = access.post_to_read(request.user, thread_id, number)
    revisions = post.revisions.select_related("saved_by").order_by("-number")
    return render(
        request, "forums/post_history.html", {"post": post, "thread": post.thread, "revisions": revisions}
    )
