"""Volumes: what is published, and how editors put one together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casestudies import access
from casestudies.actions import volumes as acts
from casestudies.exports import render as render_export
from casestudies.forms.volumes import NewVolumeForm, VolumeForm
from casestudies.models import Volume
from casestudies.presentation.prepared import ON_PAPER, VOLUME
from casestudies.presentation.volumes import document_of_volume
from casestudies.queries.volumes import entries_of, lessons_in
from casestudies.views.taking import file_or_reason
from exchange.errors import ActionError
from exchange.people.access import member
from exchange.prepared.offering import offer


@login_not_required
@require_safe
def volume(request: HttpRequest, slug: str) -> HttpResponse:
    shown = access.volume_to_read(request.user, slug)
    entries = entries_of(shown)
    return render(
        request,
        "casestudies/volume_detail.html",
        {
            "volume": shown,
            "briefs": [entry for entry in entries if entry.brief],
            "cases": [entry for entry in entries if entry.case_study],
            "lessons": lessons_in(entries),
            "can_edit": getattr(request.user, "can_edit", False),
        },
    )


@login_not_required
@require_safe
def volume_export(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """A volume is long: on paper it is prepared in the background."""
    shown = access.volume_to_read(request.user, slug)
    if extension in ON_PAPER:
        return offer(request, kind=VOLUME, key=slug, format=extension)
    return file_or_reason(
        request,
        lambda: render_export(document_of_volume(shown), extension),
        slug,
        back=reverse("volume", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_volume(request: HttpRequest) -> HttpResponse:
    access.require_editor(request.user)
    form = NewVolumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = acts.open_volume(title=form.cleaned_data["title"], by=member(request))
        return redirect("compose_volume", opened.slug)
    return render(
        request,
        "casestudies/volume_new.html",
        {"form": form, "volumes": Volume.objects.newest_first()},
        status=400 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def compose_volume(request: HttpRequest, slug: str) -> HttpResponse:
    """What it holds, and in which order."""
    shown = access.volume_to_edit(request.user, slug)
    form = VolumeForm(
        request.POST or None,
        volume=shown,
        initial={
            "title": shown.title,
            "subtitle": shown.subtitle,
            "foreword": shown.foreword,
            "foreword_by": shown.foreword_by,
            "launch": shown.launch_id,
        },
    )
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            own = ("title", "subtitle", "foreword", "foreword_by", "launch")
            try:
                acts.save_volume(
                    volume=shown,
                    briefs=form.chosen("brief"),
                    case_studies=form.chosen("case"),
                    **{name: form.cleaned_data[name] for name in own},
                )
                messages.success(request, _("Saved."))
                return redirect("compose_volume", shown.slug)
            except ActionError as refused:
                error, status = str(refused.message), refused.status
    context = {"volume": shown, "form": form, "error": error}
    return render(request, "casestudies/volume_compose.html", context, status=status)


@require_POST
def publish_volume(request: HttpRequest, slug: str) -> HttpResponse:
    shown = access.volume_to_edit(request.user, slug)
    try:
        acts.publish_volume(volume=shown)
    except ActionError as refused:
        context = {"volume": shown, "form": VolumeForm(volume=shown), "error": str(refused.message)}
        return render(request, "casestudies/volume_compose.html", context, status=refused.status)
    messages.success(request, _("Published. The address of the volume will not change."))
    return redirect("volume", shown.slug)
