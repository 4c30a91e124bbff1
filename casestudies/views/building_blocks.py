from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casestudies.models import BuildingBlock
from casestudies.queries.blocks import blocks_with_counts, lessons_beside, uses_of


@login_not_required
@require_safe
def building_blocks(request: HttpRequest) -> HttpResponse:
    return render(request, "casestudies/building_block_list.html", {"blocks": blocks_with_counts()})


@login_not_required
@require_safe
def building_block(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, how it is done, who used it and what came of it."""
    shown = get_object_or_404(BuildingBlock, slug=slug)
    return render(
        request,
        "casestudies/building_block_detail.html",
        {"building_block": shown, "uses": uses_of(shown), "lessons": lessons_beside(shown)},
    )
