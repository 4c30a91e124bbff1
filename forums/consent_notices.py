"""That somebody is asked whether their words may be used; to whoever asked, that an answer came."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.notices import sources
from exchange.notices.sources import Told
from forums.access import may_read_summaries
from forums.actions.telling import CONSENT, CONSENT_ANSWER
from forums.models import ConsentRequest, ConsentState, Summary
from forums.queries.consents import summaries_that_use

RECORD = "quotation__revision__post__thread__conversation"


class Consents:
    """To whose words they are, while they wait; it quotes nothing."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        waiting = ConsentRequest.objects.filter(pk__in=ids, user=recipient.pk, state=ConsentState.WAITING)
        return {one.pk: self._of(one) for one in waiting.select_related(RECORD)}

    def _of(self, request: ConsentRequest) -> Told:
        conversation = request.quotation.revision.post.thread.conversation
        day = date_format(request.answer_by, "j F Y")
        return Told(
            title=_("May we use your words?"),
            words=_("A summary would like to quote what you said. Please answer by %(day)s.") % {"day": day},
            url=reverse("own_consents"),
            place=str(conversation),
            thread=f"consent-{request.pk}",
        )


class Answers:
    """To whoever asked: what the answer is, and never whose."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        if not may_read_summaries(recipient):
            return {}
        mine = ConsentRequest.objects.filter(pk__in=ids, asked_by=recipient.pk)
        mine = mine.select_related(RECORD, "summary")
        using = summaries_that_use([one.quotation for one in mine])
        return {one.pk: self._of(one, using.get(one.quotation_id, [])) for one in mine}

    def _of(self, request: ConsentRequest, using: Sequence[Summary]) -> Told:
        thread = request.quotation.revision.post.thread
        summary = request.summary or (using[0] if using else thread.summaries.order_by("-pk").first())
        said = str(request.get_state_display())
        if request.corrected_at:
            said = _("%(answer)s, with a correction") % {"answer": said}
        return Told(
            title=_("An answer about quoted words: %(answer)s") % {"answer": said},
            words=request.note,
            url=f"{reverse('summary', args=[summary.pk])}#consents" if summary else reverse("summaries"),
            place=summary.title if summary else str(thread.conversation),
            thread=f"consent-{request.pk}",
        )


def register_consent_sources() -> None:
    sources.register(CONSENT, Consents())
    sources.register(CONSENT_ANSWER, Answers())
