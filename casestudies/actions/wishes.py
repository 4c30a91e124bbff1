"""A wish to try a lesson: a message to the team behind it, and the answer, by way of the platform.

Letters carry no address but the reader's own: both sides write and read here.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.letters import editors, post_letter
from casestudies.actions.trials import LessonRetired, SaysNothing, SentByAnother, words_within
from casestudies.models import Lesson, Municipality, TrialWish
from exchange.errors import ActionError
from exchange.people.actions.suspensions import require_not_suspended
from exchange.people.models import User

LONGEST_MESSAGE = 2000
MOST_A_DAY = 5


class NoMessage(SaysNothing):
    message = _("Please write what you would like to do, and what you would like to know.")


class NoAnswer(SaysNothing):
    message = _("Please write an answer first.")


class TooManyWishes(ActionError):
    message = _("You have sent five of these within a day. Please send the next one tomorrow.")
    status = 429


class AlreadyAnswered(ActionError):
    message = _("Somebody has answered this already. Their answer is below.")


@transaction.atomic
def send_wish(
    *,
    lesson: Lesson,
    municipality: Municipality,
    message: str,
    by: User,
    names_municipality: bool = False,
    client_id: UUID | None = None,
    now: datetime | None = None,
) -> TrialWish:
    """Bring a message to the team; the same client_id again returns the first one and writes to nobody.

    Raises Suspended, LessonRetired, NoMessage, TooLong, TooManyWishes, SentByAnother.
    """
    now = now or timezone.now()
    lesson = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    by = User.objects.select_for_update().get(pk=by.pk)  # one after the other, so that they are counted
    earlier = TrialWish.objects.filter(client_id=client_id).first() if client_id else None
    if earlier:
        if earlier.by_id != by.pk:
            raise SentByAnother
        return earlier
    if lesson.retired_at:
        raise LessonRetired
    require_not_suspended(user=by, now=now)
    words = _words(message, NoMessage)
    if by.trial_wishes.filter(sent_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyWishes
    wish = TrialWish.objects.create(
        lesson=lesson,
        municipality=municipality,
        names_municipality=names_municipality,
        message=words,
        by=by,
        client_id=client_id,
        is_demonstration=lesson.is_demonstration or by.is_demonstration,
        sent_at=now,
    )
    page = reverse("case_wishes", args=[lesson.case_study.slug]) if lesson.case_study else reverse("wishes")
    post_letter("wish_sent", team_of(lesson), by=by, wish=wish, lesson=lesson, url=settings.SITE_URL + page)
    return wish


@transaction.atomic
def answer_wish(*, wish: TrialWish, text: str, by: User, now: datetime | None = None) -> TrialWish:
    """Answer for the team; who wished for it hears by mail. The same answer again is quiet.

    Raises NoAnswer, TooLong, AlreadyAnswered.
    """
    wish = TrialWish.objects.select_for_update(of=("self",)).select_related("lesson", "by").get(pk=wish.pk)
    words = _words(text, NoAnswer)
    if wish.answered_at:
        if wish.answer == words:
            return wish
        raise AlreadyAnswered
    wish.answer, wish.answered_by, wish.answered_at = words, by, now or timezone.now()
    wish.save(update_fields=["answer", "answered_by", "answered_at"])
    url = settings.SITE_URL + reverse("lesson", args=[wish.lesson_id])
    post_letter("wish_answered", [wish.by], by=by, wish=wish, lesson=wish.lesson, url=url)
    return wish


def team_of(lesson: Lesson) -> Iterable[User]:
    """Who hears of a wish: the case study's authors; the editors where there are none."""
    if lesson.case_study:
        authors = User.objects.filter(case_authorships__case_study=lesson.case_study, is_active=True)
        if authors.exists():
            return authors.order_by("pk")
    return editors()


def _words(text: str, nothing: type[SaysNothing]) -> str:
    try:
        return words_within(text, LONGEST_MESSAGE)
    except SaysNothing as error:
        raise nothing from error
