"""Flags, the review queue, and what is done about people."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.errors import ActionError
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import Suspension, User
from forums import access
from forums.actions.moderation.flags import flag_post
from forums.actions.moderation.people import suspend_person, warn_person
from forums.forms.facilitating import EVERYWHERE, SITE, FlagForm, ReasonForm, SuspendForm
from forums.models import FlagReason
from forums.queries import url_of_post
from forums.queries.moderation import KINDS, review_queue
from forums.views.facilitate import log_page


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """Ask the facilitators to look at a post."""
    post = access.post_to_read(request.user, thread_id, number)
    form = FlagForm(request.POST or None)
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            reason = FlagReason(form.cleaned_data["reason"])
            try:
                flag_post(post=post, by=member(request), reason=reason, words=form.cleaned_data["words"])
            except ActionError as refused:
                if wants_json(request):
                    return refusal(refused)
                error, status = str(refused.message), refused.status
            else:
                if wants_json(request):
                    return done()
                messages.success(request, _("Thank you. The facilitators will look at it."))
                return redirect(url_of_post(post))
        elif wants_json(request):
            return invalid(form)
    context = {"post": post, "thread": post.thread, "form": form, "error": error}
    return render(request, "forums/post_flag.html", context, status=status)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits for whoever looks, of all that they look after."""
    access.require_moderator(request.user)
    networks = access.facilitated_networks(request.user).order_by("name", "pk")
    slug, kind = request.GET.get("network", ""), request.GET.get("kind", "")
    network = get_object_or_404(networks, slug=slug) if slug else None
    kind = kind if kind in KINDS else ""
    found = review_queue(request.user, now=timezone.now(), network=network, kind=kind)
    context = {
        "queue": found,
        "kinds": [(name, label, found.counts[name]) for name, label in KINDS.items()],
        "kind": kind,
        "network": network,
        "networks": networks,
    }
    return render(request, "forums/review_queue.html", context)


@require_safe
def moderation_log(request: HttpRequest) -> HttpResponse:
    access.require_moderator(request.user)
    return log_page(request, access.acts_to_see(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Warn somebody or suspend them; and what was done about them before."""
    about = access.person_to_moderate(request.user, handle)
    places = _places_to_suspend_from(request.user, about)
    warn = ReasonForm(auto_id="warn-%s")
    suspend = SuspendForm(places=places, auto_id="suspend-%s")
    status = 200
    if request.method == "POST":
        is_warning = request.POST.get("verb") == "warn"
        if is_warning:
            form: ReasonForm = ReasonForm(request.POST, auto_id="warn-%s")
        else:
            form = SuspendForm(request.POST, places=places, auto_id="suspend-%s")
        try:
            if form.is_valid():
                _do(member(request), about, form.cleaned_data)
                messages.success(request, _("Done. It stands in the log, where it can be undone."))
                return done() if wants_json(request) else redirect("moderate_person", about.handle)
            status = 400
        except ActionError as refused:
            form.add_error(None, str(refused.message))
            status = refused.status
        if wants_json(request):
            return invalid(form)
        warn, suspend = (form, suspend) if is_warning else (warn, form)  # type: ignore[assignment]
    in_force = Suspension.objects.in_force(timezone.now()).filter(user=about).select_related("network")
    shown = in_force.filter(network__isnull=True) | in_force.filter(
        network__in=access.facilitated_networks(request.user)
    )
    acts = access.acts_to_see(request.user).filter(person=about)
    return log_page(
        request, acts, about=about, warn=warn, suspend=suspend, suspensions=shown, form_status=status
    )


def _places_to_suspend_from(user: Any, about: User) -> list[tuple[str, str]]:
    """The networks that one looks after; the whole site for the site's facilitators."""
    networks = access.facilitated_networks(user).filter(memberships__user=about).distinct()
    places = [(network.slug, network.name) for network in networks.order_by("name", "pk")]
    return [*places, (SITE, str(EVERYWHERE))] if user.can_facilitate else places


def _do(by: User, about: User, given: dict[str, Any]) -> None:
    if "where" not in given:
        warn_person(person=about, by=by, reason=given["reason"], network=_their_network(by, about))
        return
    now = timezone.now()
    until = now + timedelta(days=int(given["days"])) if given["days"] else None
    network = None
    if given["where"] != SITE:
        network = get_object_or_404(access.facilitated_networks(by), slug=given["where"])
    elif not by.can_facilitate:
        raise PermissionDenied
    suspend_person(person=about, by=by, reason=given["reason"], network=network, until=until, now=now)


def _their_network(by: User, about: User) -> Any:
    """Whoever facilitates no more than networks warns as that network's facilitator."""
    if by.can_facilitate:
        return None
    return access.facilitated_networks(by).filter(memberships__user=about).order_by("name", "pk").first()
