"""The first draft of a summary, from a discussion's own signals: no model, no network, the same each time."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from forums.drafting.candidates import Candidate, candidates_of
from forums.drafting.cues import OPEN_QUESTIONS
from forums.drafting.picking import Pick, Picking
from forums.drafting.signals import Signals, divides
from forums.drafting.sources import CitedSpan, Draft, DraftItem, Source, SourceKind


def first_draft(sources: Sequence[Source], *, about: str = "") -> Draft:
    """A few items for each section of a brief, each with whole sentences to cite and why they were chosen.

    ``about`` is what the summary is about: its title, its themes. Sources come in their order in
    the discussion.
    """
    signals = Signals(sources)
    picks = Picking(candidates_of(sources, signals, about=about)).pick()
    return Draft(tuple(_item(pick, signals) for pick in picks))


def _item(pick: Pick, signals: Signals) -> DraftItem:
    reasons = _reasons(pick.first, signals)
    if pick.is_owed:
        reasons.append(_("a group that was not heard yet"))
    if pick.second is not None and pick.second.source.key == pick.first.source.reply_to:
        reasons.append(_("with what it replies to"))
    elif pick.second is not None:
        reasons.append(_("somebody else says something like it"))
    citations = tuple(
        CitedSpan(one.source.key, one.passage.start, one.passage.end) for one in pick.candidates
    )
    return DraftItem(section=pick.first.section, citations=citations, reasons=tuple(reasons))


def _reasons(candidate: Candidate, signals: Signals) -> list[str]:
    reasons = signals.in_words(candidate.source)
    if candidate.section == OPEN_QUESTIONS and candidate.source.kind == SourceKind.QUESTION:
        reasons.append(_("not answered yet"))
    if divides(candidate.source):
        reasons.append(_("people are divided over it"))
    if candidate.cue:
        reasons.append(_("says “%(cue)s”") % {"cue": candidate.cue})
    return reasons or [_("near what the discussion is about")]
