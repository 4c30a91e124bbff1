"""Sources at the workbench: quoted, kept as insights, read and not used, their results put into items."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casestudies.models import BriefSection
from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.people.access import member
from forums import access
from forums.actions.summarising.picking import cite_picked, note_insights
from forums.actions.summarising.reading import mark_read, mark_unread
from forums.actions.summarising.results import put_result
from forums.forms.bench import PickForm, ReasonForm, SourcesForm, TargetForm, ticked_sources
from forums.models import Post, Summary, SummaryItem
from forums.presentation.tallies import tallies_of
from forums.views.bench.acting import act
from forums.views.bench.page import sources_context
from forums.views.bench.travelling import saves_words_first


@require_safe
def sources(request: HttpRequest, summary_id: int) -> HttpResponse:
    """The list alone, for a page that filters or goes on in it."""
    shown = access.summary_to_write(request.user, summary_id)
    context = {"summary": shown, **sources_context(request, shown)}
    return render(request, "forums/bench/_source_list.html", context)


@require_POST
@saves_words_first
def cite(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Put words of sources under an item, or under a new one."""
    shown = access.summary_to_write(request.user, summary_id)
    form = PickForm(request.POST, summary=shown, user=request.user)

    def quote() -> SummaryItem | BriefSection:
        target = _cleaned(form)["target"]
        return cite_picked(summary=shown, target=target, picked=form.picked, by=member(request))

    return act(request, shown, quote, error_at="pick")


@require_POST
@saves_words_first
def insight(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    form = SourcesForm(request.POST, summary=shown, user=request.user)

    def note() -> int:
        _cleaned(form)
        return len(note_insights(summary=shown, picked=form.picked, by=member(request)))

    return act(
        request,
        shown,
        note,
        at="sources",
        error_at="pick",
        told=lambda count: ngettext("Kept as an insight.", "Kept as %(n)d insights.", count) % {"n": count},
    )


@require_POST
@saves_words_first
def read_sources(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Several at once: read, and not used because …"""
    shown = access.summary_to_write(request.user, summary_id)
    form = ReasonForm(request.POST)

    def note() -> int:
        if not form.is_valid():
            raise ActionError(first_error(form))
        reason = form.cleaned_data["own_reason"] or form.cleaned_data["reason"]
        return mark_read(summary=shown, posts=_ticked(request, shown), reason=reason, by=member(request))

    return act(
        request,
        shown,
        note,
        at="sources",
        error_at="pick",
        told=lambda n: ngettext("%(n)d source noted as read.", "%(n)d sources noted as read.", n) % {"n": n},
    )


@require_POST
@saves_words_first
def unread_sources(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    return act(
        request,
        shown,
        lambda: mark_unread(summary=shown, posts=_ticked(request, shown)),
        at="sources",
        told=lambda _gone: _("Noted as unread again."),
    )


@require_POST
@saves_words_first
def use_result(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Put the result of a poll or of a statement into an item, with the words that a statement rests on."""
    shown = access.summary_to_write(request.user, summary_id)
    form = TargetForm(request.POST, summary=shown)

    def put() -> SummaryItem:
        target = _cleaned(form)["target"]
        found = [tally for tally in tallies_of(shown) if tally.key == request.POST.get("tally")]
        if not found:
            raise ActionError(_("This result is no longer there. Look at the list again."))
        return put_result(
            summary=shown, target=target, sentence=found[0].sentence, quotation_id=found[0].quotation
        )

    return act(request, shown, put, error_at="pick")


def _ticked(request: HttpRequest, shown: Summary) -> list[Post]:
    return ticked_sources(request.POST, summary=shown, user=request.user)


def _cleaned(form: SourcesForm | TargetForm) -> dict[str, Any]:
    if not form.is_valid():
        raise ActionError(first_error(form))
    return form.cleaned_data
