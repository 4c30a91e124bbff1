"""What the tests of the workbench of summaries share; their fixtures are in conftest.py."""

from django.urls import reverse

from casestudies.models import BriefSection
from forums.actions.reviewing import submit_summary
from forums.actions.summaries import add_item
from forums.models import Summary
from tests.factories import NOW, amina

SAID = "Keep a torch ready. The traders know who sleeps there. We count them every Friday."
QUOTED = "The traders know who sleeps there."
PROSE = "Lights need a keeper."
SENT = "This summary has been sent for approval. Ask the editor to return it, then change it."


def at(summary: Summary, route: str = "summary", *more: object) -> str:
    return reverse(route, args=[summary.pk, *more])


def submitted(summary: Summary) -> Summary:
    if not summary.items.exists():
        add_item(summary=summary, section=BriefSection.WHAT_WORKED, prose=PROSE, is_own_view=True)
    return submit_summary(summary=summary, by=amina(), now=NOW)
