"""Whether all that a summary quotes was said like that, and what it claims rests on something.

Asked when it is sent, approved, published and exported: an export never carries words that nobody said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.text import ShortenedWordsDiffer, quoted_passages, require_shortened, stands_in
from forums.actions.quotations import mismatch_of
from forums.models import Citation, Quotation, Summary, SummaryItem
from forums.queries.consents import missing_consents
from forums.queries.summaries import items_in_brief_order


class QuotationDoesNotHold(ActionError):
    message = gettext_lazy(
        "A quotation under “%(section)s” no longer equals its source. %(why)s Remove that quotation there, "
        "and quote again what its source says now."
    )

    def __init__(self, why: str, item: SummaryItem) -> None:
        super().__init__(self.message % {"why": why, "section": item.get_section_display()})


class ProseRestsOnNothing(ActionError):
    message = gettext_lazy(
        "“%(prose)s” rests on nobody's words. Quote whoever said it, or mark the item as your own view."
    )
    status = 400

    def __init__(self, prose: str) -> None:
        super().__init__(self.message % {"prose": prose})


class NobodySaidThat(ActionError):
    message = gettext_lazy(
        "“%(words)s” stands in quotation marks, but no quotation of this item says that. Quote it from its "
        "source, or say it without quotation marks."
    )
    status = 400

    def __init__(self, words: str) -> None:
        super().__init__(self.message % {"words": words})


class ConsentMissing(ActionError):
    message = gettext_lazy("%(why)s Nobody's words travel before they agreed.")

    def __init__(self, why: str) -> None:
        super().__init__(self.message % {"why": why})


@dataclass(frozen=True)
class Problem:
    """What keeps a summary from leaving the workbench: where, and why in words for people."""

    item: SummaryItem
    error: ActionError
    citation: Citation | None = None

    @property
    def words(self) -> str:
        return str(self.error.message)


def problems_of(summary: Summary) -> list[Problem]:
    """Everything that does not hold, in the brief's order."""
    return [problem for item in items_in_brief_order(summary) for problem in problems_in(item)]


def problems_in(item: SummaryItem) -> Iterator[Problem]:
    """What does not hold in an item that was read with its citations."""
    standing = []
    for citation in item.citations.all():
        quotation = citation.quotation
        if quotation.is_withdrawn:
            continue
        standing.append(quotation)
        why = mismatch_of(quotation) or _hidden(quotation)
        if why:
            yield Problem(item, QuotationDoesNotHold(why, item), citation)
        try:
            require_shortened(citation.shortened, quotation.words)
        except ShortenedWordsDiffer as error:
            yield Problem(item, error, citation)
    if item.prose and not item.is_own_view and not item.citations.all():
        yield Problem(item, ProseRestsOnNothing(_first_words(item.prose)))
    for text in (item.prose, item.lesson_statement, item.lesson_conditions):
        for passage in quoted_passages(text):
            if not any(stands_in(passage, quotation.words) for quotation in standing):
                yield Problem(item, NobodySaidThat(passage))


def require_all_holds(summary: Summary) -> None:
    """Raises the first of ``problems_of`` as the ActionError that it is."""
    for problem in problems_of(summary):
        problem.error.at = problem.item.anchor
        raise problem.error


def require_consents(summary: Summary) -> None:
    """Raises ConsentMissing while somebody whose words of a conversation are quoted has not agreed."""
    for missing in missing_consents(summary):
        raise ConsentMissing(missing.words)


def _hidden(quotation: Quotation) -> str:
    post = quotation.revision.post
    if post.is_visible:
        return ""
    return _("What it was taken from is not visible now: “%(words)s”.") % {
        "words": _first_words(quotation.words)
    }


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")
