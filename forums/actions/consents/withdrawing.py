"""Taking words back that may be used already, or were published."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.text import Span, places
from forums.actions.forgetting_words import Change, forget_earlier_words
from forums.actions.posts import locked
from forums.actions.quotations import withdraw_quotation
from forums.actions.records import reword_record
from forums.models import ConsentRequest, ConsentState, Quotation, RevisionMark


@transaction.atomic
def withdraw_consent(*, request: ConsentRequest, now: datetime | None = None) -> ConsentRequest:
    """Take words and name out of everything: the record with its history, summaries, publications.

    What was learned stands without them. Twice is quiet, and so is what was never agreed to.
    """
    now = now or timezone.now()
    request = ConsentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.may_travel:
        return request
    quotation = Quotation.objects.select_related("revision__post").get(pk=request.quotation_id)
    if not quotation.is_withdrawn:
        _cut_from_record(quotation, now)
        withdraw_quotation(quotation=quotation, now=now)
    request.state, request.answered_at, request.note = ConsentState.WITHDRAWN, now, ""
    request.participant = request.user = None
    request.save()
    return request


def _cut_from_record(quotation: Quotation, now: datetime) -> None:
    """A mark takes the place of the words; of earlier versions nothing is kept."""
    post = quotation.revision.post
    if not post.plain:
        return
    standing = post.revisions.get(number=post.revision)
    spans = [Span(quotation.start, quotation.end)]
    if standing.pk != quotation.revision_id:
        spans = places(standing.plain, quotation.words)
    if spans:
        mark = _("[words withdrawn]")
        reword_record(
            post=post,
            changes=[Change(span, mark) for span in spans],
            mark=RevisionMark.WORDS_OUT,
            seen_revision=post.revision,
            saved_by=None,
            now=now,
            forgets=True,
        )
    else:
        _thread, post = locked(post)
        forget_earlier_words(post=post, before=standing, changes=[], withdraws=True, now=now)
