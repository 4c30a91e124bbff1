"""What forums has to say on the library's pages."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse

from casestudies import slots
from casestudies.models import CaseStudy, Engagement, Lesson, Municipality, RecordedLearning, Theme
from casestudies.queries.discussions import lead_to_discussions
from casestudies.slots import Filling
from forums.models import Conversation, Thread
from forums.queries import sessions_about, threads_about


def discussion(request: HttpRequest, shown: CaseStudy | Engagement) -> Filling:
    """Live sessions and threads about a case study or an engagement."""
    kind = "case-study" if isinstance(shown, CaseStudy) else "engagement"
    return Filling(
        "forums/_discussion.html",
        {
            "subject_kind": kind,
            "sessions": sessions_about(shown),
            "threads": threads_about(shown, request.user),
        },
    )


def threads_of_lesson(request: HttpRequest, shown: Lesson) -> Filling:
    """Threads about a lesson, and the way to start one."""
    return Filling("forums/_lesson_threads.html", {"threads": threads_about(shown, request.user)})


def threads_of_municipality(request: HttpRequest, shown: Municipality) -> Filling | None:
    """Threads about the case studies in which a municipality takes part."""
    threads = Thread.objects.visible_to(request.user).filter(case_study__municipalities=shown).distinct()
    found = list(threads.with_subject().latest_first()[:10])
    context = {"threads": found, "municipality": shown.code}
    return Filling("forums/_thread_list.html", context) if found else None


def conversations_of_theme(request: HttpRequest, shown: Theme) -> Filling | None:
    return _conversations(request, theme=shown)


def talk_of_engagement(request: HttpRequest, shown: Engagement) -> Filling:
    """Its conversations, then what every subject has."""
    filling = _conversations(request, engagement=shown)
    context = {**discussion(request, shown).context, **(filling.context if filling else {})}
    return Filling("forums/_engagement_talk.html", {**context, "engagement_slug": shown.slug})


def _conversations(request: HttpRequest, **about: object) -> Filling | None:
    found = list(Conversation.objects.visible_to(request.user).filter(**about).order_by("title", "pk"))
    return Filling("forums/_conversation_list.html", {"conversations": found}) if found else None


def ask_the_network(request: HttpRequest, shown: object) -> Filling:
    """Where nothing was found, somebody may know."""
    return Filling("forums/_ask_the_network.html", {})


def threads_summarised(shown: Collection[RecordedLearning]) -> dict[int, str]:
    """The public thread that each publication summarises. Where it draws on several, no one of them is it."""
    threads = Thread.objects.visible_to(AnonymousUser()).filter(summaries__learning__in=shown)
    found: dict[int, dict[int, Thread]] = {}
    for thread in threads.annotate(summarised_in=F("summaries__learning")):
        found.setdefault(thread.summarised_in, {})[thread.pk] = thread
    return {
        learning: reverse("thread", args=[thread.pk, thread.slug])
        for learning, (thread, *others) in ((pk, of_one.values()) for pk, of_one in found.items())
        if not others
    }


def register_slots() -> None:
    lead_to_discussions(threads_summarised)
    slots.register("case_study", discussion)
    slots.register("engagement", talk_of_engagement)
    slots.register("lesson", threads_of_lesson)
    slots.register("municipality", threads_of_municipality)
    slots.register("theme", conversations_of_theme)
    slots.register("nothing_found", ask_the_network)
