"""Networks: which there are, and the boards of one."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.people.access import (
    facilitates_network,
    is_in,
    membership_of,
    network_to_read,
    network_to_see,
)
from exchange.people.models import Network, Room
from forums import access
from forums.forms.networks import AskForm
from forums.queries.networks import board_of, networks_known_to, with_member_count


@login_not_required
@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    shown = networks_known_to(request.user, request.GET.get("page"))
    return render(request, "forums/networks/list.html", {"networks": shown})


@login_not_required
@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    return network_page(request, network_to_see(request.user, slug))


@login_not_required
@require_safe
def network_room(request: HttpRequest, slug: str, room_slug: str) -> HttpResponse:
    shown = network_to_read(request.user, slug)
    return network_page(request, shown, room=access.room_to_read(request.user, shown, room_slug))


def network_page(
    request: HttpRequest,
    shown: Network,
    *,
    room: Room | None = None,
    ask_form: AskForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """A board for who reads it, and for others how one comes in; what they typed to that end is kept."""
    context = head_of(request, shown)
    if context["reads"]:
        kind, page = request.GET.get("kind", ""), request.GET.get("page")
        context["board"] = board_of(user=request.user, network=shown, room=room, kind=kind, page=page)
    context |= {"room": room, "ask_form": ask_form or AskForm(), "error": error}
    return render(request, "forums/networks/board.html", context, status=status)


def head_of(request: HttpRequest, shown: Network) -> dict[str, Any]:
    """What every page of a network says of it and of the person's tie to it."""
    user = request.user
    return {
        "network": with_member_count(Network.objects.filter(pk=shown.pk)).get(),
        "tie": membership_of(user, shown),
        "is_in": is_in(user, shown),
        "reads": Network.objects.read_by(user).filter(pk=shown.pk).exists(),
        "looks_after": facilitates_network(user, shown),
    }
