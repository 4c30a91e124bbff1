from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.people.access import member
from forums import access
from forums.actions.bookmarks import change_note, keep_bookmark, remove_bookmark
from forums.forms.bookmarks import BookmarkForm
from forums.models import Bookmark
from forums.queries.bookmarks import bookmarks_of
from forums.views.threads import url_of_post


@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:200]
    kept, page = bookmarks_of(member(request), query, request.GET.get("page"))
    return render(
        request, "forums/bookmark_list.html", {"bookmarks": kept, "page": page, "query": query.strip()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bookmark_post(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """Keep a post, with a note; or keep it no longer."""
    user, post = member(request), access.post_to_read(request.user, thread_id, number)
    if "remove" in request.POST:
        remove_bookmark(post=post, by=user)
        messages.success(request, _("The bookmark was removed."))
        return redirect(url_of_post(post))
    kept = Bookmark.objects.filter(user=user, post=post).first()
    form = BookmarkForm(request.POST or None, initial={"note": kept.note if kept else ""})
    # A form without a note has no other field: what is sent is always taken for one.
    if request.method == "POST" and (not request.POST or form.is_valid()):
        keep_bookmark(post=post, by=user, note=form.cleaned_data["note"] if form.is_bound else "")
        messages.success(request, _("Kept. You find it under your bookmarks."))
        return redirect(url_of_post(post))
    context = {"post": post, "thread": post.thread, "form": form, "kept": kept}
    return render(request, "forums/bookmark_form.html", context, status=400 if form.errors else 200)


@require_POST
def change_bookmark(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    """Change the note of one's bookmark, or remove it, also where its post is not visible any more."""
    bookmark = get_object_or_404(
        Bookmark.objects.select_related("post"), pk=bookmark_id, user=member(request)
    )
    form = BookmarkForm(request.POST)
    if "remove" in request.POST:
        remove_bookmark(post=bookmark.post, by=bookmark.user)
        messages.success(request, _("The bookmark was removed."))
    elif form.is_valid():
        change_note(bookmark=bookmark, note=form.cleaned_data["note"])
        messages.success(request, _("Saved."))
    else:
        kept, page = bookmarks_of(bookmark.user, "", None)
        context = {"bookmarks": kept, "page": page, "refused": bookmark.pk, "form": form}
        return render(request, "forums/bookmark_list.html", context, status=400)
    return redirect(reverse("bookmarks"))
