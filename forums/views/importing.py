"""Bringing a thread from elsewhere: a file, a report that writes nothing, then a yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from exchange.errors import ActionError
from exchange.people.access import member
from forums.access.boards import place_to_import_to
from forums.actions.importing import Imported, import_thread, keep_parsed, kept_parsed, known_posts
from forums.forms.importing import ImportFileForm, ImportForm
from forums.imports import ParsedThread, UnreadableFile, read_thread
from forums.views.threads import url_of

SHOWN = 5  # posts in the report


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The yes comes without the file: what was read is kept for two hours."""
    subject = place_to_import_to(request.user, kind, key)
    place = f"{kind}:{key}"
    if request.method == "POST" and "kept" in request.POST:
        return _said_yes(request, subject, place)
    form = ImportFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, subject, form)
    form = ImportFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, subject, form, status=400)
    file = form.cleaned_data["file"]
    try:
        parsed = read_thread(file.read(), file.name)
    except UnreadableFile as error:
        form.add_error("file", str(error.message))
        return _page(request, subject, form, status=error.status)
    kept = keep_parsed(parsed=parsed, by=member(request), place=place)
    yes = ImportForm(initial={"title": parsed.title, "kept": kept})
    return _page(request, subject, ImportFileForm(), parsed=parsed, yes=yes)


def _said_yes(request: HttpRequest, subject: Any, place: str) -> HttpResponse:
    by = member(request)
    yes = ImportForm(request.POST)
    try:
        parsed = kept_parsed(word=request.POST.get("kept", ""), by=by, place=place)
    except ActionError as error:
        return _page(request, subject, ImportFileForm(), error=error, status=error.status)
    if not yes.is_valid():
        return _page(request, subject, ImportFileForm(), parsed=parsed, yes=yes, status=400)
    try:
        imported = import_thread(subject=subject, parsed=parsed, by=by, title=yes.cleaned_data["title"])
    except ActionError as error:
        return _page(
            request, subject, ImportFileForm(), parsed=parsed, yes=yes, error=error, status=error.status
        )
    messages.success(request, _told(imported))
    return redirect(url_of(imported.thread))


def _told(imported: Imported) -> str:
    added = ngettext("%(count)s post was imported.", "%(count)s posts were imported.", imported.added)
    told = added % {"count": imported.added}
    if imported.known:
        told += " " + _("%(count)s stood here already.") % {"count": imported.known}
    if imported.left_out:
        told += " " + _("%(count)s were left out.") % {"count": imported.left_out}
    return told


def _page(
    request: HttpRequest,
    subject: Any,
    form: ImportFileForm,
    *,
    parsed: ParsedThread | None = None,
    yes: ImportForm | None = None,
    error: ActionError | None = None,
    status: int = 200,
) -> HttpResponse:
    known = len(known_posts(subject=subject, parsed=parsed)) if parsed else 0
    context = {
        "subject": subject,
        "form": form,
        "parsed": parsed,
        "first_posts": parsed.posts[:SHOWN] if parsed else (),
        "known": known,
        "new": len(parsed.posts) - known if parsed else 0,
        "yes": yes,
        "error": error.message if error else "",
    }
    return render(request, "forums/thread_import.html", context, status=status)
