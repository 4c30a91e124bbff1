"""Who can be named in a thread."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from forums import access
from forums.queries.people import people_to_name

LONGEST_QUERY = 80


@require_safe
def people(request: HttpRequest, thread_id: int) -> JsonResponse:
    """People whose name begins as somebody types it behind an @: only readers of this thread."""
    thread = access.thread_to_write_in(request.user, thread_id)
    offered = people_to_name(thread, request.GET.get("q", "")[:LONGEST_QUERY])
    answer = JsonResponse({"people": [asdict(person) for person in offered]})
    answer["Cache-Control"] = "private, no-store"
    return answer
