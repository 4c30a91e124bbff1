"""What a notice of a post, of a facilitator's act or of a membership says, to one recipient, now."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from exchange.notices import sources
from exchange.notices.sources import Told
from exchange.people.models import Membership, MembershipState, Network
from forums.access import facilitates_network
from forums.actions.conversations.telling import CLOSING, INVITED, ROUND_OPENED, SAY_MORE, TURN
from forums.actions.reply_addresses import reply_key
from forums.actions.telling import ACT, MEMBERSHIP, OWNED_QUESTION, POST, QUESTION
from forums.models import (
    THREAD_SUBJECT_FIELDS,
    Act,
    ActKind,
    Contribution,
    ConversationParticipant,
    Post,
    Question,
    QuestionState,
    Round,
    Thread,
)
from forums.queries.live_outcome import StandingAnswer, answers_that_stand, owned_questions
from forums.queries.shown import base_of_posts

SUBJECTS = tuple(f"thread__{field}" for field in THREAD_SUBJECT_FIELDS)


def url_of_post(post: Post) -> str:
    return f"{base_of_posts(post.thread_id)}{post.number}/"


class Posts:
    """One query for any number."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        posts = Post.objects.visible_to(recipient).filter(pk__in=ids)
        return {post.pk: _of_post(post) for post in posts.select_related("author", *SUBJECTS)}


def _of_post(post: Post) -> Told:
    thread = post.thread
    return Told(
        title=thread.title,
        words=post.plain,
        url=url_of_post(post),
        by=post.signature,
        place=str(thread.subject),
        thread=f"thread-{thread.pk}",
        reply_key=reply_key(post) if thread.takes_posts else "",
        details={"mute_url": reverse("watch_thread", args=[thread.pk])},
    )


class Acts:
    """What a facilitator did, to whom it was done: also where the post itself is out of sight now.

    It says what was done and why, never the words of a post.
    """

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        acts = Act.objects.filter(pk__in=ids).select_related("thread", "post__thread", "network")
        threads = {act.pk: act.thread or (act.post.thread if act.post else None) for act in acts}
        asked = {thread.pk for thread in threads.values() if thread}
        seen = set(Thread.objects.visible_to(recipient).filter(pk__in=asked).values_list("pk", flat=True))
        networks = Network.objects.visible_to(recipient).filter(pk__in={act.network_id for act in acts})
        known = set(networks.values_list("pk", flat=True))
        return {act.pk: self._of_act(act, threads[act.pk], seen, known, recipient) for act in acts}

    def _of_act(
        self, act: Act, thread: Thread | None, seen: set[int], known: set[int], recipient: Any
    ) -> Told:
        """It links to where it stands and names it, if the recipient still gets there."""
        done = str(act.get_kind_display())
        if act.by_id:
            done = _("%(what)s by a facilitator") % {"what": done}
        if act.undone_at:
            done = _("%(what)s, and undone since") % {"what": done}
        url, place = reverse("notices"), ""
        if thread and thread.pk in seen:
            url = url_of_post(act.post) if act.post else reverse("thread_by_id", args=[thread.pk])
        if thread and (thread.pk in seen or thread.opened_by_id == recipient.pk):
            place = thread.title
        if not thread and act.network and act.network_id in known:
            url, place = reverse("network", args=[act.network.slug]), act.network.name
        return Told(
            title=_title_of_act(act, thread),
            words=f"{done}. {act.reason}".strip(),
            url=url,
            place=place,
            thread=f"act-{act.pk}",
        )


def _title_of_act(act: Act, thread: Thread | None) -> str:
    match act.kind:
        case ActKind.WARN:
            return _("A facilitator asks you to mind how you write")
        case ActKind.SUSPEND:
            return _("You cannot write for a time")
        case ActKind.REFUSE_FILE:
            return _("A file of yours was refused")
    if act.post:
        return _("About your post")
    return _("About your thread") if thread else _("About your membership")


class Memberships:
    """A request, to who decides about it; an invitation or an answer, to its person."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        known = Network.objects.visible_to(recipient)
        memberships = Membership.objects.filter(pk__in=ids, network__in=known)
        said = {pk.pk: self._of(pk, recipient) for pk in memberships.select_related("network", "user")}
        return {pk: told for pk, told in said.items() if told}

    def _of(self, membership: Membership, recipient: Any) -> Told | None:
        network, is_own = membership.network, membership.user_id == recipient.pk
        if not is_own and not facilitates_network(recipient, network):
            return None
        words = {"name": str(membership.user), "network": network.name}
        match membership.state:
            case MembershipState.ASKED if not is_own:
                title = _("%(name)s asks to join %(network)s") % words
                return self._told(membership, title, membership.words)
            case MembershipState.INVITED if is_own:
                return self._told(membership, _("You are invited to %(network)s") % words, membership.words)
            case MembershipState.STANDING if is_own:
                return self._told(membership, _("You are a member of %(network)s") % words, membership.answer)
            case MembershipState.DECLINED if is_own:
                title = _("Your request to join %(network)s was declined") % words
                return self._told(membership, title, membership.answer)
        return None

    def _told(self, membership: Membership, title: str, words: str) -> Told:
        return Told(
            title=title,
            words=words,
            url=reverse("network", args=[membership.network.slug]),
            place=membership.network.name,
            thread=f"membership-{membership.pk}",
        )


class Questions:
    """That somebody's own question of a live session was answered; or the one that it was merged into."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        own = list(
            Question.objects.filter(pk__in=ids, asker__user=recipient.pk)
            .exclude(state=QuestionState.WITHDRAWN)
            .select_related("session", "post", "answer_post", "merged_into__post", "merged_into__answer_post")
        )
        answered = {question.pk: _answered(question) for question in own}
        standing = answers_that_stand(filter(None, answered.values()), recipient)
        return {
            question.pk: self._of_question(question, standing[kept.pk])
            for question in own
            if (kept := answered[question.pk]) and kept.pk in standing
        }

    def _of_question(self, question: Question, answer: StandingAnswer) -> Told:
        session = reverse("live_session", args=[question.session.slug])
        return Told(
            title=_("Your question was answered"),
            words=f"{question.text}\n\n{answer.words or _('It was answered aloud.')}",
            url=url_of_post(answer.post) if answer.post else f"{session}#q-{question.public_id}",
            place=question.session.title,
            thread=f"question-{question.pk}",
        )


def _answered(question: Question) -> Question | None:
    """The question that stands for this one in the room."""
    return question.merged_into if question.state == QuestionState.MERGED else question


class OwnedQuestions:
    """That somebody is asked to answer a question, by when; reminded when the day has come."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        mine = owned_questions(recipient).filter(pk__in=ids)
        return {question.pk: self._of_question(question) for question in mine}

    def _of_question(self, question: Question) -> Told:
        day = question.due_on
        is_due = day is not None and day <= timezone.localdate()
        session = reverse("live_session", args=[question.session.slug])
        return Told(
            title=_("A question still waits for your answer") if is_due else _("You are asked to answer"),
            words=_("%(question)s\n\nPlease answer in its thread by %(day)s.")
            % {"question": question.text, "day": date_format(day, "j F Y") if day else ""},
            url=url_of_post(question.post) if question.post else f"{session}#q-{question.public_id}",
            place=question.session.title,
            thread=f"question-{question.pk}",
        )


class Conversations:
    """That somebody is invited to a conversation, or once more."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        own = ConversationParticipant.objects.filter(pk__in=ids, user=recipient.pk, left_at=None)
        return {one.pk: self._of(one) for one in own.select_related("conversation")}

    def _of(self, one: ConversationParticipant) -> Told:
        conversation = one.conversation
        return Told(
            title=_("You are invited to a conversation: %(title)s") % {"title": conversation.title},
            words=conversation.purpose,
            url=reverse("take_part", args=[conversation.slug]),
            place=conversation.title,
            thread=f"conversation-{conversation.pk}",
        )


class Rounds:
    """Of a round that is open, to who takes part in its conversation."""

    def __init__(self, title: str) -> None:
        self._title = title

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        own = ConversationParticipant.objects.filter(user=recipient.pk, left_at=None).values("conversation")
        rounds = Round.objects.filter(pk__in=ids, state="open", conversation__in=own)
        return {round.pk: self._of(round) for round in rounds.select_related("conversation")}

    def _of(self, round: Round) -> Told:
        conversation = round.conversation
        at = date_format(localtime(round.closes_at), "j F Y, H:i") if round.closes_at else ""
        return Told(
            title=_(self._title) % {"title": conversation.title, "at": at},
            words=f"{round.title}\n\n{round.prompt}".strip(),
            url=f"{reverse('take_part', args=[conversation.slug])}#round-{round.position}",
            place=conversation.title,
            thread=f"conversation-{conversation.pk}",
        )


class WishesForMore:
    """That somebody asks to hear more of what one said."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        own = Contribution.objects.filter(pk__in=ids, participant__user=recipient.pk, withdrawn_at=None)
        return {one.pk: self._of(one) for one in own.select_related("conversation", "post")}

    def _of(self, one: Contribution) -> Told:
        return Told(
            title=_("Somebody would like to hear more of what you said"),
            words=one.post.plain if one.post else "",
            url=reverse("take_part", args=[one.conversation.slug]),
            place=one.conversation.title,
            thread=f"conversation-{one.conversation_id}",
        )


def register_sources() -> None:
    sources.register(INVITED, Conversations())
    sources.register(ROUND_OPENED, Rounds(gettext_noop("A new round is open: %(title)s")))
    sources.register(TURN, Rounds(gettext_noop("It is your turn: %(title)s")))
    sources.register(CLOSING, Rounds(gettext_noop("A round closes on %(at)s: %(title)s")))
    sources.register(SAY_MORE, WishesForMore())
    sources.register(QUESTION, Questions())
    sources.register(OWNED_QUESTION, OwnedQuestions())
    sources.register(POST, Posts())
    sources.register(ACT, Acts())
    sources.register(MEMBERSHIP, Memberships())
