from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.people.access import member
from exchange.prepared import storing
from exchange.prepared.access import own_file
from exchange.prepared.actions.asking import ask_again, ask_for_file
from exchange.prepared.actions.forgetting import remove_file, throw_away
from exchange.prepared.models import PreparedFile
from exchange.prepared.originals import find, originals_of

RELOAD_SECONDS = 5  # of the page, where no script looks for news


@never_cache
@require_safe
def your_files(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    """What one asked for, with how far it is. What one may not see any more has no name here."""
    files = list(PreparedFile.objects.of(request.user).newest_first())
    originals = {(file.kind, file.key) for file in files}
    known = {of: find(*of, request.user) for of in sorted(originals)}
    context: dict[str, Any] = {
        "files": [(file, known[file.kind, file.key]) for file in files],
        "is_waiting": any(file.is_on_the_way for file in files),
        "error": error,
        "reload_seconds": RELOAD_SECONDS,
    }
    return render(request, "prepared/your_files.html", context, status=status)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.POST.get(name, "")[:200] for name in ("kind", "key", "format")}
    try:
        ask_for_file(owner=member(request), **wanted, now=timezone.now())
    except ActionError as refused:
        return _page(request, error=str(refused.message), status=refused.status)
    return redirect("your_files")


@never_cache
@require_safe
def take(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file, if its owner may still see what it is made of, and if that still says the same."""
    file = own_file(request.user, public_id)
    original, originals = find(file.kind, file.key, request.user), originals_of(file.kind)
    if original is None or originals is None or not file.is_ready:
        return _page(request, status=410)
    if not originals.still_says(file.key, request.user, file.fingerprint):
        throw_away(file)
        return _page(request, status=410)
    try:
        content = storing.stored(file.path)
    except FileNotFoundError:
        throw_away(file)
        return _page(request, status=410)
    return FileResponse(content, as_attachment=True, filename=f"{original.name}.{file.format}")


@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        ask_again(file=own_file(request.user, public_id), now=timezone.now())
    except ActionError as refused:
        return _page(request, error=str(refused.message), status=refused.status)
    return redirect("your_files")


@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    remove_file(file=own_file(request.user, public_id))
    return redirect("your_files")
