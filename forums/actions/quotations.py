"""Freezing somebody's words, checking that they still stand, and letting go of them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.recorded_learnings import redact_quotation, release_quotations, withhold_quotations
from exchange.errors import ActionError
from exchange.people.actions.accounts import ACCOUNT
from exchange.people.actions.consents import standing_consents
from exchange.people.models import ConsentPurpose, User
from exchange.text import (
    Quote,
    WordsAmbiguous,
    WordsNotFound,
    find,
    keyed_hash,
    quotes_in,
    same_words,
    whole_words,
    words_at,
)
from forums.actions.repeated_words import forget_what_repeats
from forums.models import Caption, Minute, Post, PostKind, Quotation, Speaker

QUOTATION_LENGTH = 1200


class WordsNotInSource(ActionError):
    status = 400


class QuotationTooLong(ActionError):
    message = _("A quotation can have %(limit)s characters. Please pick the sentence that matters.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": QUOTATION_LENGTH})


class NoConsentToQuote(ActionError):
    message = _("The person who said this did not agree to be quoted. You can put it in your own words.")
    status = 403


class NothingToQuote(ActionError):
    message = _("These words are no longer there.")


class WordsOfSomebodyElse(ActionError):
    message = _("These words stand in a quote: somebody else said them. Quote them where they were said.")
    named = _("These words are quoted from %(name)s, in post %(number)s. Quote them there.")
    status = 400

    def __init__(self, quote: Quote) -> None:
        if quote.number:
            said = {"name": quote.name, "number": quote.number}
            super().__init__(self.named % said)
        else:
            super().__init__()


def hash_of(words: str) -> str:
    """The keyed hash that a quotation keeps of its words."""
    return keyed_hash(words, key=settings.WORDS_KEY)


def attribution_for(post: Post) -> str:
    """How a quotation from this post is signed, by the consent of whoever said it.

    Raises NoConsentToQuote. An answer or minutes that were noted are the session's own record; a
    question is its asker's, and speech its speaker's where a facilitator said who that is, under what
    they agreed to when they joined; a post is its author's, under what they agreed to with their account.
    What stands in the record of a conversation is signed there by its terms; whether it may travel is
    asked of whoever said it (``forums.actions.consents``).
    """
    if post.kind in {PostKind.ANSWER, PostKind.MINUTES, PostKind.CONTRIBUTION}:
        return post.byline
    if _is_speech_of_a_conversation(post):
        return post.byline
    if post.kind == PostKind.SPEECH:
        return _attribution_of_speech(post)
    if post.kind == PostKind.QUESTION:
        if not post.question.asker.may_be_quoted:
            raise NoConsentToQuote
        return post.question.record_byline
    if post.author is None:
        raise NoConsentToQuote
    consents = standing_consents(setting=ACCOUNT, user=post.author)
    if not consents.get(ConsentPurpose.BE_QUOTED):
        raise NoConsentToQuote
    if consents.get(ConsentPurpose.BE_NAMED):
        return post.author.byline
    return str(_("A member"))


def _is_speech_of_a_conversation(post: Post) -> bool:
    return post.kind == PostKind.SPEECH and post.thread.is_record and post.thread.conversation_id is not None


def _attribution_of_speech(post: Post) -> str:
    """A voice that nobody has named is quoted as a number, and names nobody."""
    said = (
        Caption.objects.filter(post=post).values_list("session", "speaker").first()
        or Minute.objects.filter(post=post).values_list("session", "speaker").first()
    )
    voices = Speaker.objects.select_related("participant__user")
    speaker = voices.filter(session=said[0], label=said[1]).first() if said else None
    if speaker and speaker.participant and not speaker.participant.may_be_quoted:
        raise NoConsentToQuote
    return speaker.name if speaker else post.byline


@transaction.atomic
def pick_quotation(
    *,
    post: Post,
    words: str,
    by: User,
    before: str = "",
    after: str = "",
    now: datetime | None = None,
) -> Quotation:
    """Freeze words of a post. ``before`` and ``after`` tell which of several occurrences is meant.

    The same words of the same revision give the quotation that exists. Raises WordsNotInSource,
    QuotationTooLong, NoConsentToQuote, NothingToQuote, WordsOfSomebodyElse.
    """
    now = now or timezone.now()
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not post.is_visible:
        raise NothingToQuote
    attribution = attribution_for(post)
    if len(words) > 2 * QUOTATION_LENGTH:
        raise QuotationTooLong
    revision = post.revisions.get(number=post.revision)  # the post itself may hold back what it quotes
    try:
        span = whole_words(revision.plain, find(revision.plain, words, before=before, after=after))
    except (WordsNotFound, WordsAmbiguous) as error:
        raise WordsNotInSource(str(error)) from error
    for quote in quotes_in(revision.source):
        if quote.span.start < span.end and span.start < quote.span.end:
            raise WordsOfSomebodyElse(quote)
    frozen = words_at(revision.plain, span)
    if len(frozen) > QUOTATION_LENGTH:
        raise QuotationTooLong
    quotation, _created = Quotation.objects.get_or_create(
        revision=revision,
        start=span.start,
        end=span.end,
        withdrawn_at=None,
        defaults={
            "words": frozen,
            "words_hash": hash_of(frozen),
            "attribution": attribution,
            "picked_by": by,
            "picked_at": now,
        },
    )
    return quotation


def mismatch_of(quotation: Quotation) -> str:
    """Why a quotation no longer equals its source; empty if it does. A withdrawn one has no source."""
    if quotation.is_withdrawn:
        return ""
    standing = quotation.revision.plain[quotation.start : quotation.end]  # shorter, if the source is now
    if not same_words(standing, quotation.words):
        return str(_("The source says “%(standing)s”, the quotation “%(words)s”.")) % {
            "standing": standing,
            "words": quotation.words,
        }
    if hash_of(quotation.words) != quotation.words_hash:
        return str(_("The frozen words “%(words)s” were changed after they were picked.")) % {
            "words": quotation.words
        }
    return ""


@transaction.atomic
def withdraw_quotation(*, quotation: Quotation, now: datetime | None = None) -> Quotation:
    """Take frozen words and their attribution out of every summary and every publication.

    What was learned from them stands without them. Doing it twice is quiet.
    """
    now = now or timezone.now()
    quotation = Quotation.objects.select_for_update().get(pk=quotation.pk)
    if not quotation.is_withdrawn:
        forget_what_repeats(quotation=quotation, now=now)
        quotation.words = quotation.attribution = ""
        quotation.withdrawn_at = now
        quotation.save(update_fields=["words", "attribution", "withdrawn_at"])
        redact_quotation(quotation_id=quotation.public_id, now=now)
    return quotation


def withdraw_quotations_of(*, post: Post, now: datetime) -> None:
    """Withdraw every quotation of a post's words, in whatever revision they stood."""
    for quotation in Quotation.objects.filter(revision__post=post, withdrawn_at__isnull=True):
        withdraw_quotation(quotation=quotation, now=now)


def withhold_quotations_of(*, post: Post) -> None:
    """While a post is not visible, no publication shows words of it. ``release_quotations_of`` undoes it."""
    withhold_quotations(quotation_ids=_standing_ids(post), now=timezone.now())


def release_quotations_of(*, post: Post) -> None:
    """Show again in publications what was withheld while the post was not visible."""
    release_quotations(quotation_ids=_standing_ids(post))


def _standing_ids(post: Post) -> list[str]:
    standing = Quotation.objects.filter(revision__post=post, withdrawn_at__isnull=True)
    return list(standing.values_list("public_id", flat=True))
