"""Starting a network, how it works, and its rooms: for facilitators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import (
    member,
    network_to_look_after,
    require_to_start_networks,
    room_to_look_after,
)
from exchange.people.actions import networks as actions
from exchange.people.actions import rooms
from exchange.people.models import User
from forums.forms.networks import NetworkForm, RoomForm, SettingsForm
from forums.queries.networks import members_outside, people_of_room
from forums.views.networks import head_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_network(request: HttpRequest) -> HttpResponse:
    require_to_start_networks(request.user)
    form = NetworkForm(request.POST or None)
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                started = actions.start_network(**form.settings(), by=member(request))
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status = str(refused.message), refused.status
            else:
                url = reverse("network", args=[started.slug])
                return done(url=url) if wants_json(request) else redirect(url)
        elif wants_json(request):
            return invalid(form)
    return render(request, "forums/networks/new.html", {"form": form, "error": error}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def network_settings(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_to_look_after(request.user, slug)
    fields = ("name", "purpose", "access", "held_posts", "word_list")
    form = SettingsForm(request.POST or None, initial={field: getattr(network, field) for field in fields})
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.change_network(network=network, by=member(request), **form.settings())
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status = str(refused.message), refused.status
            else:
                if wants_json(request):
                    return done()
                messages.success(request, _("Saved."))
                return redirect("network_settings", slug)
        elif wants_json(request):
            return invalid(form)
    context = head_of(request, network) | {"form": form, "error": error}
    context["rooms"] = network.rooms.order_by("name", "pk")
    return render(request, "forums/networks/settings.html", context, status=status)


# Rooms --------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def new_room(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_to_look_after(request.user, slug)
    form = RoomForm(request.POST or None)
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                room = rooms.make_room(network=network, by=member(request), **form.cleaned_data)
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status = str(refused.message), refused.status
            else:
                url = reverse("edit_room", args=[slug, room.slug])
                return done(url=url) if wants_json(request) else redirect(url)
        elif wants_json(request):
            return invalid(form)
    context = head_of(request, network) | {"form": form, "error": error}
    return render(request, "forums/networks/room_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_room(request: HttpRequest, slug: str, room_slug: str) -> HttpResponse:
    room = room_to_look_after(request.user, slug, room_slug)
    initial = {"name": room.name, "purpose": room.purpose, "is_private": room.is_private}
    form = RoomForm(request.POST or None, initial=initial)
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                rooms.change_room(room=room, by=member(request), **form.cleaned_data)
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status = str(refused.message), refused.status
            else:
                if wants_json(request):
                    return done()
                messages.success(request, _("Saved."))
                return redirect("edit_room", slug, room_slug)
        elif wants_json(request):
            return invalid(form)
    return room_page(request, room, form, error, status)


def room_page(request: HttpRequest, room: Any, form: RoomForm, error: str, status: int) -> HttpResponse:
    context = head_of(request, room.network) | {"room": room, "form": form, "error": error}
    if room.is_private:
        context |= {"people": people_of_room(room), "others": members_outside(room)}
    return render(request, "forums/networks/room_form.html", context, status=status)


@require_POST
def room_person(request: HttpRequest, slug: str, room_slug: str, verb: str) -> HttpResponse:
    """Let a member into a private room, or take them out of it."""
    room = room_to_look_after(request.user, slug, room_slug)
    person = get_object_or_404(User, handle=request.POST.get("person", ""))
    act = rooms.let_into_room if verb == "let-in" else rooms.put_out_of_room
    try:
        act(room=room, user=person, by=member(request))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        initial = {"name": room.name, "purpose": room.purpose, "is_private": room.is_private}
        return room_page(request, room, RoomForm(initial=initial), str(refused.message), refused.status)
    return done() if wants_json(request) else redirect("edit_room", slug, room_slug)
