from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import client_id_of
from exchange.people.access import member
from forums import access
from forums.access.composing import Place
from forums.actions.composing import change_post, post_in_thread
from forums.actions.posts import PostChangedMeanwhile, withdraw_own_post
from forums.forms.composer import Composer
from forums.forms.threads import EditForm
from forums.models import Post, Thread
from forums.queries import url_of_post
from forums.queries.history import history_of
from forums.queries.quoting import shown_source
from forums.views.composing import answered, begun, kept_open, received
from forums.views.quoting import quote_from, sentences_to_tick
from forums.views.threads import thread_page, url_of


@require_POST
def reply(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Answer the thread itself."""
    thread = access.thread_to_read(request.user, thread_id)
    composer = received(request, f"thread:{thread.pk}", Place(thread))
    return answered(
        request,
        composer,
        post=lambda: _post(request, composer, thread=thread),
        show=lambda status: thread_page(request, thread, composer=composer, status=status),
        back=f"{url_of(thread)}#reply",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reply_to_post(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """Answer one post: a page of its own, so that it works without JavaScript."""
    scope = f"thread:{thread_id}:reply:{number}"
    if request.method != "POST":
        parent = access.post_to_read(request.user, thread_id, number)
        composer = begun(request, scope, Place(parent.thread, parent))
        return _reply_page(request, parent, composer, 200)
    parent = access.post_to_answer(request.user, thread_id, number)
    thread = parent.thread
    composer = received(request, scope, Place(thread, parent))

    def show(status: int) -> HttpResponse:
        if parent.is_visible:
            return _reply_page(request, parent, composer, status)
        composer.scope = f"thread:{thread.pk}"  # what it answered has gone: it stands by itself
        return thread_page(request, thread, composer=composer, status=status)

    if "quote" in request.POST:
        composer.add_words(quote_from(parent, request.POST.getlist("sentence")))
        return kept_open(composer, show)
    return answered(
        request,
        composer,
        post=lambda: _post(request, composer, thread=thread, parent=parent),
        show=show,
        back=request.path,
    )


def _reply_page(request: HttpRequest, parent: Post, composer: Composer, status: int) -> HttpResponse:
    context = {
        "post": parent,
        "thread": parent.thread,
        "composer": composer,
        "sentences": sentences_to_tick(request, parent),
    }
    return render(request, "forums/reply_form.html", context, status=status)


def _post(request: HttpRequest, composer: Composer, *, thread: Thread, parent: Post | None = None) -> str:
    return url_of_post(
        post_in_thread(
            thread=thread,
            author=composer.user,
            text=composer.form.cleaned_data["text"],
            parent=parent,
            client_id=client_id_of(request),
            scope=composer.scope,
            files=composer.files.public_ids,
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """Change one's own post. Where it was changed meanwhile, one sees both versions and what differs."""
    post = access.post_to_change(request.user, thread_id, number)
    scope, place = f"post:{post.pk}", Place(post.thread, post)

    def show(status: int) -> HttpResponse:
        context = {"post": post, "thread": post.thread, "composer": composer}
        return render(request, "forums/post_form.html", context, status=status)

    if request.method != "POST":
        initial = {"text": shown_source(post), "seen_revision": post.revision}
        composer = begun(request, scope, place, make_form=EditForm, initial=initial)
        return show(200)
    composer = received(request, scope, place, make_form=EditForm)

    def save() -> str:
        changed = change_post(
            post=post,
            by=composer.user,
            text=composer.form.cleaned_data["text"],
            seen_revision=composer.form.cleaned_data["seen_revision"],
            scope=scope,
            files=composer.files.public_ids,
            dropped=composer.files.dropped,
        )
        return url_of_post(changed)

    def compare(refused: ActionError) -> None:
        if isinstance(refused, PostChangedMeanwhile):
            post.refresh_from_db(fields=["source", "plain", "revision", "edited_at"])
            composer.show_what_crossed(post)

    return answered(request, composer, post=save, show=show, back=request.path, on_refusal=compare)


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
    """What a post said before it was edited, and what each save changed."""
    post = access.post_to_read(request.user, thread_id, number)
    before = request.GET.get("before", "")
    page = history_of(post, before=int(before) if before.isdecimal() and len(before) < 9 else None)
    return render(request, "forums/post_history.html", {"post": post, "thread": post.thread, "history": page})
