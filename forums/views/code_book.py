"""The code book, for facilitators and editors: counted, added to, renamed, merged, and merges undone."""

from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.people.access import member
from forums.actions import code_book as acts
from forums.forms.insights import Typed
from forums.models import Code, looks_after_conversations
from forums.queries.conversations.board import code_book as codes_in_use


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_book(request: HttpRequest) -> HttpResponse:
    """All codes with their counts; a POST adds one."""
    _require_reader(request)
    if request.method != "POST":
        return _page(request)
    typed = Typed(request.POST.dict())
    try:
        acts.add_code(name=typed.text("name"), meaning=typed.text("meaning"), by=member(request))
    except ActionError as refused:
        return _page(request, error=refused)
    return redirect("code_book")


def _merge(code: Code, typed: Typed) -> object:
    return acts.merge_code(code=code, into=get_object_or_404(Code, pk=typed.number("into")))


CODE_ACTS: Mapping[str, Callable[[Code, Typed], object]] = {
    "rename": lambda code, typed: acts.rename_code(
        code=code, name=typed.text("name"), meaning=typed.text("meaning"), seen=typed.text("seen")
    ),
    "merge": _merge,
    "part": lambda code, typed: acts.part_code(code=code),
}


@require_POST
def code_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    _require_reader(request)
    code = get_object_or_404(Code, pk=pk)
    try:
        CODE_ACTS[verb](code, Typed(request.POST.dict()))
    except ActionError as refused:
        return _page(request, error=refused)
    return redirect("code_book")


def _require_reader(request: HttpRequest) -> None:
    if not looks_after_conversations(request.user):
        raise PermissionDenied


def _page(request: HttpRequest, *, error: ActionError | None = None) -> HttpResponse:
    context = {
        "codes": codes_in_use(),
        "error": str(error.message) if error else "",
        "typed": Typed(request.POST.dict() if error else {}).data,
    }
    return render(request, "forums/code_book.html", context, status=error.status if error else 200)
