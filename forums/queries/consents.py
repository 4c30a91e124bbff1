"""Whose yes a summary still waits for before words of a conversation may travel with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Min, Prefetch, Q, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.people.models import User
from exchange.text import excerpt
from forums.models import (
    MAY_TRAVEL,
    SAID_NO,
    Citation,
    ConsentRequest,
    ConsentState,
    Contribution,
    ConversationContact,
    ConversationParticipant,
    Post,
    PostKind,
    Quotation,
    Summary,
    Terms,
    stricter_of,
)
from forums.queries.sealed import speakers_of

SHORT = 80
NO = frozenset({ConsentState.DECLINED, ConsentState.DECLINED_BY_SILENCE, ConsentState.WITHDRAWN})


@dataclass(frozen=True)
class Missing:
    """A quotation that may not travel yet, and why, in words for whoever writes the summary."""

    quotation: Quotation
    words: str


@dataclass(frozen=True)
class Wanted:
    """A quotation that a summary wants, and the terms under which its words were said."""

    quotation: Quotation
    terms: Terms


@dataclass(frozen=True)
class ToAsk:
    """Somebody who can be asked, and for what."""

    participant: ConversationParticipant
    words: list[Wanted]


def quotations_under_consent(summary: Summary) -> list[Quotation]:
    """The standing quotations of a summary that are words of a conversation's record, in its order."""
    found = Quotation.objects.filter(
        items__summary=summary,
        withdrawn_at__isnull=True,
        revision__post__thread__is_record=True,
        revision__post__thread__conversation__isnull=False,
        revision__post__kind__in=(PostKind.CONTRIBUTION, PostKind.SPEECH),
    )
    found = found.annotate(first=Min("items__position")).order_by("first", "pk")
    found = found.select_related("revision__post__thread__conversation")
    return list(found.prefetch_related(Prefetch("consent_requests", ConsentRequest.objects.order_by("pk"))))


def missing_consents(summary: Summary) -> list[Missing]:
    """Quotations that may not be approved, published or exported yet; empty if all may travel.

    Speech of a voice that was matched to nobody names nobody, and there is nobody to ask.
    """
    quotations = [one for one in quotations_under_consent(summary) if not may_travel(one, summary)]
    speakers = speakers_of(one.revision.post for one in quotations)
    within_reach = reachable(speakers.values())
    why = ((one, _why(one, summary, speakers.get(one.revision.post_id), within_reach)) for one in quotations)
    return [Missing(one, words) for one, words in why if words]


def requests_needed(summary: Summary) -> list[ToAsk]:
    """Whom to ask, each person once: those who were not asked for this summary and can be written to."""
    quotations = [one for one in quotations_under_consent(summary) if request_for(one, summary) is None]
    posts = [one.revision.post for one in quotations]
    speakers, terms = speakers_of(posts), terms_of_posts(posts)
    within_reach = reachable(speakers.values())
    found: dict[int, ToAsk] = {}
    for quotation in quotations:
        post = quotation.revision.post_id
        person = speakers.get(post)
        if person and person.pk in within_reach:
            one = found.setdefault(person.pk, ToAsk(person, []))
            one.words.append(Wanted(quotation, terms[post]))
    return list(found.values())


def terms_of_posts(posts: Iterable[Post]) -> dict[int, Terms]:
    """Under which terms the words of a record were said, by the ids of its posts: a contribution's own, or
    those of the conversation, or stricter ones that somebody asked for when they agreed to a quotation."""
    posts = list(posts)
    found = {
        post.pk: Terms(post.thread.conversation.terms) if post.thread.conversation else Terms.ATTRIBUTED
        for post in posts
    }
    chosen = Contribution.objects.filter(post__in=found).values_list("post", "terms")
    agreed = ConsentRequest.objects.filter(quotation__revision__post__in=found, state__in=MAY_TRAVEL)
    for post, terms in [*chosen, *agreed.values_list("quotation__revision__post", "terms")]:
        if post is not None:
            found[post] = stricter_of(found[post], terms)
    return found


def request_for(quotation: Quotation, summary: Summary) -> ConsentRequest | None:
    """The request whose answer decides whether a summary may use a quotation: its own; else one by which its
    speaker said no to the words themselves, or yes to every use of them. None: they are to be asked."""
    requests = list(quotation.consent_requests.all())
    own = (one for one in requests if one.summary_id == summary.pk)
    refused = (one for one in requests if one.state in SAID_NO)
    covering = (one for one in requests if one.covers_every_use and one.may_travel)
    return next((one for found in (own, refused, covering) for one in found), None)


def may_travel(quotation: Quotation, summary: Summary) -> bool:
    request = request_for(quotation, summary)
    return bool(request and request.may_travel)


def reachable(people: Iterable[ConversationParticipant]) -> set[int]:
    """Those who can be written to, by their ids: by their account, or at the address that they left."""
    known: dict[int, ConversationParticipant] = {person.pk: person for person in people}
    with_address = ConversationContact.objects.filter(participant__in=known)
    left = set(with_address.values_list("participant_id", flat=True))
    return left | {pk for pk, person in known.items() if person.user and person.user.email}


def _why(
    quotation: Quotation,
    summary: Summary,
    speaker: ConversationParticipant | None,
    within_reach: set[int],
) -> str:
    said = {"words": excerpt(quotation.words, SHORT)}
    request = request_for(quotation, summary)
    if request and request.state == ConsentState.WAITING:
        said["day"] = date_format(request.answer_by, "j F Y")
        return _("“%(words)s” waits for the answer of whoever said it, until %(day)s.") % said
    if request and request.state in NO:
        return _("Whoever said “%(words)s” did not agree to its use. Take it out of the summary.") % said
    if speaker is None:
        is_nobodys = not quotation.consent_requests.all()
        if quotation.revision.post.kind == PostKind.SPEECH and is_nobodys:
            return ""
        return (
            _("Nobody knows any more who said “%(words)s”, so nobody can agree. Use your own words.") % said
        )
    if speaker.pk not in within_reach:
        return (
            _(
                "Whoever said “%(words)s” cannot be written to. Add an address among the participants of "
                "the conversation, then ask."
            )
            % said
        )
    return _("Whoever said “%(words)s” has not been asked yet.") % said


def requests_of_member(user: User) -> list[ConsentRequest]:
    """What a member was asked, as far as it is still known to be theirs; what waits comes first."""
    own = ConsentRequest.objects.filter(user=user).select_related(
        "participant", "summary", "quotation__revision__post__thread__conversation"
    )
    waiting = Case(When(state=ConsentState.WAITING, then=0), default=1)
    return list(own.order_by(waiting, "-asked_at", "pk"))


def summaries_that_use(quotations: Iterable[Quotation]) -> dict[int, list[Summary]]:
    """In which summaries each of the quotations stands, by its id."""
    found: dict[int, list[Summary]] = {}
    citations = Citation.objects.filter(quotation__in=list(quotations)).select_related("item__summary")
    for citation in citations.order_by("item__summary", "pk"):
        using = found.setdefault(citation.quotation_id, [])
        if citation.item.summary not in using:
            using.append(citation.item.summary)
    return found


@dataclass(frozen=True)
class Asked:
    """A quotation under consent and where its asking stands, for whoever writes the summary."""

    quotation: Quotation
    request: ConsentRequest | None
    missing: str = ""
    obstacle: str = ""  # why nobody can be asked


@dataclass(frozen=True)
class ConsentOverview:
    """``asked`` are the quotations of a summary; ``refused`` what was taken out of it because somebody said
    no; ``to_ask`` how many people can be asked now."""

    asked: list[Asked]
    refused: list[ConsentRequest]
    to_ask: int

    @property
    def is_complete(self) -> bool:
        return not any(one.missing for one in self.asked)


def consents_of(summary: Summary) -> ConsentOverview:
    """All that a facilitator sees of the asking; never who said what."""
    missing = {one.quotation.pk: one.words for one in missing_consents(summary)}
    quotations = quotations_under_consent(summary)
    refused = ConsentRequest.objects.filter(
        Q(summary=summary) | Q(state__in=SAID_NO),
        state__in=NO,
        quotation__revision__post__thread__in=summary.threads.all(),
    ).exclude(quotation__in=quotations)
    people = requests_needed(summary)
    requests = {one.pk: request_for(one, summary) for one in quotations}
    obstacles = _obstacles([one for one in quotations if requests[one.pk] is None], people, missing)
    return ConsentOverview(
        asked=[
            Asked(one, requests[one.pk], missing.get(one.pk, ""), obstacles.get(one.pk, ""))
            for one in quotations
        ],
        refused=list(refused.select_related("quotation").order_by("quotation__public_id")),
        to_ask=len(people),
    )


def _obstacles(
    quotations: Iterable[Quotation], people: Iterable[ToAsk], missing: Mapping[int, str]
) -> dict[int, str]:
    """Why nobody can be asked for some of the quotations. Where the terms hide who spoke it is not said: that
    somebody cannot be written to may tell who it is."""
    can_be_asked = {wanted.quotation.pk for one in people for wanted in one.words}
    stuck = [one for one in quotations if one.pk in missing and one.pk not in can_be_asked]
    terms = terms_of_posts(one.revision.post for one in stuck) if stuck else {}
    return {one.pk: missing[one.pk] for one in stuck if terms[one.revision.post_id] == Terms.ATTRIBUTED}
