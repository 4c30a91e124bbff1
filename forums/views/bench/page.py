"""The page of a summary: the workbench for whoever writes it, to read for whoever approves it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from casestudies.citing import stopped
from casestudies.models import BriefSection, CaseStudy
from casestudies.queries.cases import with_places
from exchange.people.access import member
from forums.actions.citing import problems_of
from forums.drafting.endpoint import endpoint_set
from forums.forms.bench import SourceFilterForm
from forums.forms.reviewing import CorrectForm
from forums.forms.summaries import ItemForm, ReturnForm
from forums.models import Summary, SummaryState, Thread
from forums.presentation.tallies import tallies_of
from forums.presentation.workbench import MOST_WORDS, colleagues_at, with_sentences
from forums.queries import names_of_participants
from forums.queries.consents import consents_of
from forums.queries.coverage import coverage_of
from forums.queries.source_list import SourcePage, source_page
from forums.queries.source_threads import threads_drawn_on
from forums.views.bench.draft import RefusedShortening, bench_of

REASONS = (
    gettext_lazy("Said elsewhere, and quoted there"),
    gettext_lazy("Beside the topic"),
    gettext_lazy("Courtesy or logistics"),
    gettext_lazy("Not clear without its speaker"),
)
"""Why a source is read and not used, most often."""


def summary_page(
    request: HttpRequest,
    shown: Summary,
    *,
    error: str = "",
    error_at: str = "",
    about: str = "",
    bound: Sequence[ItemForm] = (),
    return_form: ReturnForm | None = None,
    refused: RefusedShortening | None = None,
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    """The workbench. ``error_at`` is the id of the part where the person is, ``about`` that of the item
    which an error elsewhere is about; ``bound`` forms of items,
    ``return_form`` a note and ``refused`` a short form that were not saved. What has no box on the page any
    more is shown apart."""
    can_write = member(request).can_facilitate and shown.is_draft
    can_approve = member(request).can_edit and shown.state in {SummaryState.SUBMITTED, SummaryState.APPROVED}
    bench = bench_of(shown, bound=bound, refused=refused)
    boxes = {"pick", *(item.anchor for item in bench.items)} if can_write else set()
    kept_words = [kept]
    for form in bound:
        if f"item-{form.item}" not in boxes:
            kept_words += [
                form[name].value() or "" for name in ("prose", "lesson_statement", "lesson_conditions")
            ]
    if refused and can_write:
        boxes.add(refused.anchor)
    elif refused:
        kept_words.append(refused.typed)
    if return_form and not can_approve:
        kept_words.append(return_form["note"].value() or "")
    context = {
        "summary": shown,
        "bench": bench,
        "items": bench.items,
        "most_words": MOST_WORDS,
        "can_write": can_write,
        "can_approve": can_approve,
        "is_facilitator": member(request).can_facilitate,
        "error": error,
        "error_at": error_at if error_at in boxes else "",
        "about": about if about in {item.anchor for item in bench.items} else "",
        "kept_words": "\n\n".join(filter(None, kept_words)),
        "return_form": return_form or ReturnForm(),
        "problems": problems_of(shown) if can_write or can_approve else [],
        "versions": shown.versions.select_related("approved_by").order_by("-number"),
        "correct_form": CorrectForm(),
        **what_is_automatic(shown),
    }
    context |= consents_context(shown)
    if can_write or can_approve:
        context["coverage"] = coverage_of(shown, request.user)
    if can_write:
        context |= sources_context(request, shown)
        context["tallies"] = tallies_of(shown)
        context["endpoint"] = endpoint_set()
        context["colleagues"] = colleagues_at(shown, user=request.user, now=timezone.now())
    return render(request, "forums/summary_detail.html", context, status=status)


def sources_context(request: HttpRequest, shown: Summary) -> dict[str, Any]:
    """The list of sources as the page's query asks for it."""
    threads = threads_drawn_on(shown, request.user)
    form = SourceFilterForm(request.GET, threads=threads, auto_id="filter-%s")
    wanted = form.wanted
    start = request.GET.get("start", "")
    page = source_page(
        shown, request.user, wanted, start=int(start) if start.isdecimal() and len(start) < 6 else 0
    )
    return {
        "filter_form": form,
        "wanted": wanted,
        "source_page": page,
        "source_groups": _by_thread(page, threads),
        "brief_sections": list(BriefSection),
        "reasons": REASONS,
    }


def consents_context(shown: Summary) -> dict[str, Any]:
    """Where the asking stands, once a conversation is among the sources."""
    if not shown.threads.filter(is_record=True, conversation__isnull=False).exists():
        return {}
    return {"consents": consents_of(shown)}


def _by_thread(page: SourcePage, threads: Sequence[Thread]) -> list[dict[str, Any]]:
    """The sources under their threads, which bring what they are about."""
    known = {thread.pk: thread for thread in threads}
    groups: list[dict[str, Any]] = []
    for source in page.sources:
        if not groups or groups[-1]["thread"].pk != source.post.thread_id:
            groups.append({"thread": known[source.post.thread_id], "sources": []})
        groups[-1]["sources"].append(with_sentences(source))
    return groups


def what_is_automatic(shown: Summary) -> dict[str, Any]:
    """The parts of the brief that nobody writes: its cases, who took part by consent, how to cite it."""
    public = CaseStudy.objects.visible_to(None).order_by("pk")
    engagement = shown.engagement_id or (shown.conversation.engagement_id if shown.conversation else None)
    own = public.filter(engagements=engagement) if engagement else public.filter(pk=shown.case_study_id or 0)
    return {
        "cases": with_places(own),
        "cited_as": stopped(shown.title),
        "credits": names_of_participants(shown.live_session) if shown.live_session else [],
    }
