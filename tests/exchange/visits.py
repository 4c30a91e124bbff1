"""How to enter each route of the permission table, with one object of each kind."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse

from casestudies.models import BriefSection, CaseStudyStatus
from exchange.permissions import DRAFT, Part
from forums import access
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.models import LiveSession, Post, Summary, SummaryItem
from tests.exchange import (
    visits_after,
    visits_bench,
    visits_board,
    visits_compose,
    visits_consent,
    visits_controls,
    visits_conversations,
    visits_desk,
    visits_floor,
    visits_flow,
    visits_harvest,
    visits_lesson,
    visits_mail,
    visits_meet,
    visits_meetings,
    visits_moderate,
    visits_networks,
    visits_notices,
    visits_page,
    visits_polls,
    visits_prepared,
    visits_read,
    visits_review,
    visits_room,
    visits_statements,
    visits_taking,
    visits_volumes,
    visits_words,
    visits_write,
)
from tests.exchange.visit import Visit
from tests.factories import (
    agree,
    amina,
    ask,
    ben,
    chloe,
    cite,
    join,
    make_case_study,
    make_engagement,
    make_municipality,
    make_session,
    make_summary,
    make_theme,
    make_thread,
    pick,
)


# One object of each kind --------------------------------------------------------------------------
def on_draft() -> dict[str, Any]:
    """A case study in the making, as the arguments of a route about a subject."""
    return {"kind": "case-study", "slug": make_case_study(status=CaseStudyStatus.DRAFT).slug}


def on_case_study() -> dict[str, Any]:
    return {"kind": "case-study", "slug": make_case_study().slug}


def by_chloe(*, status: str = CaseStudyStatus.PUBLISHED, **data: Any) -> Visit:
    """Chloé's post, the first of her thread."""
    thread = make_thread(make_case_study(status=status), author=chloe())
    return Visit(
        {"thread_id": thread.pk, "number": 1}, data, {Part.AUTHOR: lambda client: client.force_login(chloe())}
    )


def thread_of(visit: Visit) -> Visit:
    return Visit({"thread_id": visit.kwargs["thread_id"]}, visit.data)


def published_learning() -> Any:
    return publish_summary(summary=submitted())


def draft() -> Summary:
    """A summary with one item, resting on Ben's words."""
    thread = make_thread(author=agree(ben()))
    summary = make_summary(thread)
    item = cite(summary, thread.posts.get(), "keep the lights on")
    save_item(
        item=item,
        seen_revision=1,
        prose="Lights need a keeper.",
        lesson_statement="Name a keeper.",
        lesson_kind="worked",
    )
    return summary


def submitted() -> Summary:
    return submit_summary(summary=draft(), by=amina())


def item_of(summary: Summary) -> SummaryItem:
    return summary.items.get()


def in_summary(summary: Summary, **data: Any) -> Visit:
    return Visit({"summary_id": summary.pk}, data)


def at_item(**data: Any) -> Visit:
    item = item_of(draft())
    return Visit({"summary_id": item.summary_id, "item_id": item.pk, **data.pop("kwargs", {})}, data)


def in_session(
    session: LiveSession | None = None, *, data: Mapping[str, Any] | None = None, **kwargs
) -> Visit:
    session = session or make_session()
    return Visit({"slug": session.slug, **kwargs}, data or {}, parts_in(session))


def parts_in(session: LiveSession) -> dict[Part, Callable[[Client], Mapping[str, str] | None]]:
    def participant(client: Client) -> None:
        join(session, chloe())
        client.force_login(chloe())

    def guest(client: Client) -> None:
        client.post(reverse("join_session", args=[session.slug]), JOINING)

    def key_holder(client: Client) -> Mapping[str, str]:
        return {"key": access.screen_key(session)}

    return {Part.PARTICIPANT: participant, Part.GUEST: guest, Part.KEY_HOLDER: key_holder}


def at_question(verb: str, data: Mapping[str, Any] | None = None, **options: Any) -> Visit:
    session = make_session(**options)
    question = ask(join(session))
    return in_session(session, data=data, public_id=question.public_id, verb=verb)


def citing() -> Visit:
    summary = draft()
    post = Post.objects.get()
    data = {"post": post.pk, "words": "keep the lights on", "target": f"new:{BriefSection.WHAT_NEXT}"}
    return in_summary(summary, **data)


def frozen_words() -> Visit:
    return Visit({"public_id": pick(make_thread(author=agree(ben())).posts.get(), "lights").public_id})


def published_words() -> Visit:
    return Visit({"public_id": item_of(published_learning_summary()).quotations.get().public_id})


def published_learning_summary() -> Summary:
    summary = submitted()
    publish_summary(summary=summary)
    return summary


def exported(name: str, value: Any) -> Visit:
    return Visit({name: value, "extension": "txt"})


def confirming() -> Visit:
    address = ben().emailaddress_set.create(email=ben().email, primary=True)
    return Visit({"key": EmailConfirmationHMAC(address).key})


def resetting() -> Visit:
    return Visit({"uidb36": user_pk_to_url_str(chloe()), "key": default_token_generator.make_token(chloe())})


JOINING = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on"}
WRITING = {"text": "We count them every Friday."}
OPENING = {"title": "Lights that last", **WRITING}
PLANNING = {"title": "Safer streets", "starts_at": "2027-09-15T10:00"}
SAVING = {"prose": "Lights need a keeper and a torch.", "seen_revision": 2}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("person", ""): lambda: Visit({"handle": chloe().handle}),
    ("own_profile", ""): lambda: Visit(data={"display_name": "Somebody"}),
    ("account_confirm_email", ""): confirming,
    ("account_reset_password_from_key", ""): resetting,
    ("theme", ""): lambda: Visit({"slug": make_theme().slug}),
    ("case_study", ""): lambda: Visit({"slug": make_case_study().slug}),
    ("engagement", ""): lambda: Visit({"slug": make_engagement().slug}),
    ("municipality", ""): lambda: Visit({"code": make_municipality().code}),
    ("lesson", ""): lambda: Visit({"lesson_id": published_learning().lessons.get().pk}),
    ("learning", ""): lambda: Visit({"slug": published_learning().slug}),
    ("learning_export", ""): lambda: exported("slug", published_learning().slug),
    ("thread", ""): lambda: Visit({**thread_of(by_chloe()).kwargs, "slug": "lights-that-last"}),
    ("thread", DRAFT): lambda: Visit(
        {**thread_of(by_chloe(status=CaseStudyStatus.DRAFT)).kwargs, "slug": "lights-that-last"}
    ),
    ("thread_by_id", ""): lambda: thread_of(by_chloe()),
    ("new_thread", ""): lambda: Visit(on_case_study(), OPENING),
    ("new_thread", DRAFT): lambda: Visit(on_draft(), OPENING),
    ("reply", ""): lambda: thread_of(by_chloe(**WRITING)),
    ("reply", DRAFT): lambda: thread_of(by_chloe(status=CaseStudyStatus.DRAFT, **WRITING)),
    ("reply_to_post", ""): lambda: by_chloe(**WRITING),
    ("edit_post", ""): lambda: by_chloe(**WRITING, seen_revision=1),
    ("withdraw_post", ""): by_chloe,
    ("post_history", ""): by_chloe,
    ("post_history", DRAFT): lambda: by_chloe(status=CaseStudyStatus.DRAFT),
    ("short_link", ""): lambda: Visit({"code": make_session().code}),
    ("qr", ""): lambda: Visit({"code": make_session().code}),
    ("live_session", ""): in_session,
    ("join_session", ""): lambda: in_session(data=JOINING),
    ("join_session", "the session is for members"): lambda: in_session(
        make_session(allows_guests=False), data=JOINING
    ),
    ("live_ticket", ""): in_session,
    ("ask_question", ""): lambda: in_session(data={"text": "Who keeps the lights on?"}),
    ("question_act", ""): lambda: at_question("vote"),
    ("question_act", "the question waits, and is another's"): lambda: at_question("vote", is_moderated=True),
    ("schedule_session", ""): lambda: Visit(on_case_study(), PLANNING),
    ("schedule_session", DRAFT): lambda: Visit(on_draft(), PLANNING),
    ("desk", ""): in_session,
    ("desk_ticket", ""): in_session,
    ("open_session", ""): in_session,
    ("close_session", ""): in_session,
    ("desk_act", ""): lambda: at_question("answered", data={"answer": "The traders do."}),
    ("screen", ""): in_session,
    ("screen_ticket", ""): in_session,
    ("screen_act", ""): lambda: in_session(verb="poll"),
    ("choose_data", ""): lambda: in_session(data={"low_data": "1"}),
    ("summary", ""): lambda: in_summary(draft()),
    ("summary_export", ""): lambda: exported("summary_id", draft().pk),
    ("new_summary", ""): lambda: thread_of(by_chloe()),
    ("new_item", ""): lambda: in_summary(draft(), section=BriefSection.WHAT_NEXT),
    ("save_item", ""): lambda: at_item(**SAVING),
    ("move_item", ""): lambda: at_item(kwargs={"way": "up"}),
    ("remove_item", ""): at_item,
    ("cite", ""): citing,
    ("remove_citation", ""): lambda: Visit(
        {"summary_id": (item := item_of(draft())).summary_id, "citation_id": item.citations.get().pk}
    ),
    ("submit_summary", ""): lambda: in_summary(draft()),
    ("return_summary", ""): lambda: in_summary(submitted(), note="Say where."),
    ("publish_summary", ""): lambda: in_summary(submitted()),
    ("words", ""): published_words,
    ("words", "no publication quotes them yet"): frozen_words,
}

# Each part of the site brings its own.
VISITS |= visits_bench.VISITS
VISITS |= visits_lesson.VISITS
VISITS |= visits_meet.VISITS
VISITS |= visits_moderate.VISITS
VISITS |= visits_floor.VISITS
VISITS |= visits_flow.VISITS
VISITS |= visits_read.VISITS
VISITS |= visits_write.VISITS
VISITS |= visits_harvest.VISITS
VISITS |= visits_networks.VISITS
VISITS |= visits_mail.VISITS
VISITS |= visits_notices.VISITS
VISITS |= visits_prepared.VISITS
VISITS |= visits_page.VISITS
VISITS |= visits_volumes.VISITS
VISITS |= visits_words.VISITS
VISITS |= visits_review.VISITS
VISITS |= visits_compose.VISITS
VISITS |= visits_desk.VISITS
VISITS |= visits_controls.VISITS
VISITS |= visits_conversations.VISITS
VISITS |= visits_statements.VISITS
VISITS |= visits_board.VISITS
VISITS |= visits_taking.VISITS
VISITS |= visits_room.VISITS
VISITS |= visits_polls.VISITS
VISITS |= visits_after.VISITS
VISITS |= visits_consent.VISITS
VISITS |= visits_meetings.VISITS
