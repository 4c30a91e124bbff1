"""What is new, as entries of feeds. Raises UnknownFacet for a choice that there is not."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.content.filters import Filters
from casestudies.content.lesson_filters import LessonFilters
from casestudies.exports.characters import printable
from casestudies.feeds.atom import Entry, UnknownFacet
from casestudies.models import CaseStudy, Engagement, Lesson, RecordedLearning, Theme
from casestudies.presentation import absolute
from casestudies.presentation.finding import without_unknown
from casestudies.presentation.tags import tag_of
from casestudies.queries.facet_index import facet_index
from casestudies.queries.facet_labels import names_of_values
from casestudies.queries.finding import filtered
from casestudies.queries.lessons import LessonOffers, filtered_lessons

MOST = 50


def new_case_studies(request: HttpRequest) -> Iterator[Entry]:
    filters = without_unknown(Filters.parse(request.GET), names_of_values(facet_index()))
    _all_known(filters)
    found = filtered(CaseStudy.objects.all(), filters).filter(record_changed_at__isnull=False)
    newest = found.select_related("theme", "current").order_by("-record_changed_at", "-pk")
    for case in newest.defer("current__content", "current__html", "current__words")[:MOST]:
        first = case.first_published_at or case.created_at
        yield Entry(
            tag=tag_of("case-study", case.pk),
            title=_marked(case.title, is_demonstration=case.is_demonstration),
            url=absolute(reverse("case_study", args=[case.slug])),
            words=case.abstract or case.nutshell,
            published_at=first,
            updated_at=case.record_changed_at or first,
            categories=_categories(case.theme),
            authors=", ".join(case.current.authors) if case.current else "",
        )


def new_lessons(request: HttpRequest) -> Iterator[Entry]:
    filters = LessonOffers().known(LessonFilters.parse(request.GET))
    _all_known(filters)
    rows: Iterable[Lesson] = filtered_lessons(filters).newest_first().select_related("theme")[:MOST]
    for lesson in rows:
        kind = str(lesson.get_kind_display())
        held = _("Held when: %s") % lesson.conditions if lesson.conditions else ""
        yield Entry(
            tag=tag_of("lesson", lesson.pk),
            title=_marked(f"{kind}: {lesson.statement}", is_demonstration=lesson.is_demonstration),
            url=absolute(reverse("lesson", args=[lesson.pk])),
            words=f"{lesson.statement} {held}".strip(),
            published_at=lesson.created_at,
            updated_at=lesson.created_at,
            categories=(kind, *_categories(lesson.theme)),
            authors=lesson.attributed_to,
        )


def new_learnings(request: HttpRequest) -> Iterator[Entry]:
    _nothing_chosen(request)
    rows: Iterable[RecordedLearning] = RecordedLearning.objects.select_related("theme").newest_first()[:MOST]
    for learning in rows:
        yield Entry(
            tag=tag_of("recorded-learning", learning.pk),
            title=_marked(learning.title, is_demonstration=learning.is_demonstration),
            url=absolute(reverse("learning", args=[learning.slug])),
            words=f"{learning.get_kind_display()}, {learning.version}",
            published_at=learning.published_at,
            updated_at=learning.published_at,
            categories=_categories(learning.theme),
        )


def new_engagements(request: HttpRequest) -> Iterator[Entry]:
    """Those that were announced or changed last come first, whenever they take place."""
    _nothing_chosen(request)
    rows = Engagement.objects.select_related("theme").order_by("-changed_at", "-pk")[:MOST]
    for engagement in rows:
        day = engagement.starts_on
        when = f"{day.day} {day:%B %Y}" if day else f"{engagement.month:%B %Y}"
        yield Entry(
            tag=tag_of("engagement", engagement.pk),
            title=_marked(engagement.title, is_demonstration=engagement.is_demonstration),
            url=absolute(reverse("engagement", args=[engagement.slug])),
            words=f"{when} ({engagement.get_date_status_display()}). {engagement.summary}".strip(),
            published_at=engagement.changed_at,
            updated_at=engagement.changed_at,
            categories=_categories(engagement.theme),
        )


def _marked(title: str, *, is_demonstration: bool) -> str:
    """What is made up says so wherever it goes; many a title says it already."""
    says_so = title.startswith(str(_("Demonstration")))
    return _("Demonstration: %s") % title if is_demonstration and not says_so else title


def _categories(theme: Theme | None) -> tuple[str, ...]:
    return (theme.title,) if theme else ()


def _all_known(filters: Filters) -> None:
    if filters.left_out:
        raise UnknownFacet(*filters.left_out[0])


def _nothing_chosen(request: HttpRequest) -> None:
    for name in request.GET:
        raise UnknownFacet(printable(name)[:60], "")
