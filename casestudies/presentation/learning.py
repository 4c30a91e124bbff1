"""A recorded learning as a document."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.actions.recorded_learnings import ItemToPublish, LessonLearned, QuotedWords
from casestudies.exports import Cover, Document, Item, Quoted, Section, Table
from casestudies.models import (
    BriefSection,
    CaseStudy,
    LearningVersion,
    LessonKind,
    RecordedLearning,
)
from casestudies.presentation.addresses import absolute
from casestudies.presentation.dressing import dots
from casestudies.presentation.meta import LICENCES
from casestudies.queries import cases_of, sections_of
from casestudies.queries.discussions import discussions_of


def how_to_cite(learning: RecordedLearning, version: LearningVersion | None = None) -> str:
    return _("%(site)s (%(year)s). %(title)s (version %(version)s). %(url)s") % {
        "site": settings.SITE_NAME,
        "year": (version or learning).published_at.year,
        "title": (version or learning).title,
        "version": version.number if version else learning.version,
        "url": absolute(reverse("learning", args=[learning.slug])),
    }


def sections_from(items: Iterable[ItemToPublish]) -> tuple[Section, ...]:
    """Items in the brief's order, as titled sections; those that say nothing have no place there."""
    by_section: dict[BriefSection, list[Item]] = {section: [] for section in BriefSection}
    for item in items:
        quotations = tuple(_quoted(quotation) for quotation in item.quotations)
        if item.prose.strip() or quotations:
            by_section[item.section].append(
                Item(prose=item.prose, quotations=quotations, is_own_view=item.is_own_view)
            )
    return tuple(
        Section(key=str(section), title=str(section.label), items=tuple(filled))
        for section, filled in by_section.items()
        if filled
    )


def lessons_from(lessons: Iterable[LessonLearned]) -> tuple[Section, ...]:
    """The lessons as a section of their own, failures named as such; none without lessons."""
    items = tuple(
        Item(
            prose=f"**{lesson.kind.label}.** {lesson.statement}"
            + (f" ({_('Held when')}: {lesson.conditions})" if lesson.conditions else ""),
            quotations=(),
        )
        for lesson in lessons
    )
    return (Section(key="lessons", title=_("Lessons"), items=items),) if items else ()


def _quoted(quotation: QuotedWords) -> Quoted:
    return Quoted(
        public_id=quotation.quotation_id,
        words=quotation.words,
        attribution=signed(quotation),
        url=absolute(quotation.url),
        withdrawn=quotation.is_withdrawn,
    )


def signed(quotation: QuotedWords) -> str:
    """Who said it, and that they corrected it where they did."""
    if not quotation.is_corrected or quotation.is_withdrawn:
        return quotation.attribution
    return _("%(who)s; corrected by the speaker") % {"who": quotation.attribution}


def _items_of(learning: RecordedLearning, number: str) -> Iterable[ItemToPublish]:
    for section, items in sections_of(learning, number):
        for item in items:
            yield ItemToPublish(
                section=section,
                prose=item.prose,
                is_own_view=item.is_own_view,
                quotations=[
                    QuotedWords(
                        quotation_id=quotation.quotation_id,
                        words=quotation.shown_words,
                        attribution=quotation.shown_attribution,
                        url=quotation.url,
                        is_withdrawn=not quotation.is_shown,
                        is_corrected=quotation.is_corrected,
                    )
                    for quotation in item.quotations.all()
                ],
            )


def _lessons_of(learning: RecordedLearning) -> Iterable[LessonLearned]:
    for lesson in learning.lessons.filter(retired_at=None).order_by("pk"):
        yield LessonLearned(lesson.statement, LessonKind(lesson.kind), lesson.conditions)


def document_of_learning(learning: RecordedLearning, version: LearningVersion | None = None) -> Document:
    """A version of what was learned, the newest if none is given, as a document."""
    version = version or learning.versions.get(number=learning.version)
    case_studies = cases_of(learning)
    return Document(
        title=version.title,
        subtitle="",
        kind_label=str(learning.get_kind_display()),
        url=absolute(reverse("learning", args=[learning.slug])),
        status_line="",
        published_on=version.published_at.date(),
        version=version.number,
        sections=_with_cases(sections_from(_items_of(learning, version.number)), case_studies)
        + lessons_from(_lessons_of(learning)),
        credits=tuple(version.credits),
        how_to_cite=how_to_cite(learning, version),
        licence=learning.licence,
        language=learning.language,
        is_demonstration=learning.is_demonstration,
        facts=tuple(_facts(learning)),
        kind="brief",
        cover=_cover(learning, case_studies),
        licence_url=LICENCES.get(learning.licence, ""),
        discussion_url=where_it_is_discussed(learning),
    )


def _facts(learning: RecordedLearning) -> Iterable[tuple[str, str]]:
    """What a reader needs to place the learning; its cases stand in a table of their own."""
    if learning.theme:
        yield _("Theme"), learning.theme.title
    if learning.engagement:
        yield _("Engagement"), learning.engagement.title


def _with_cases(sections: tuple[Section, ...], case_studies: Sequence[CaseStudy]) -> tuple[Section, ...]:
    """The cases in one table, behind why it matters."""
    if not case_studies:
        return sections
    table = Table(
        header=(_("Case study"), _("Where"), _("In a nutshell")),
        rows=tuple(
            (
                case_study.title,
                "; ".join(str(place.municipality) for place in case_study.places.all()),
                case_study.nutshell,
            )
            for case_study in case_studies
        ),
        links=tuple(absolute(reverse("case_study", args=[case_study.slug])) for case_study in case_studies),
    )
    cases = Section("cases", _("The cases"), (Item("", tables=(table,)),))
    first = 1 if sections and sections[0].key == BriefSection.WHY_IT_MATTERS else 0
    return (*sections[:first], cases, *sections[first:])


def _cover(learning: RecordedLearning, case_studies: Sequence[CaseStudy]) -> Cover:
    municipalities = {
        place.municipality.code: place.municipality
        for case_study in case_studies
        for place in case_study.places.all()
    }
    return Cover(
        theme=learning.theme.title if learning.theme else "",
        day=f"{learning.published_at:%B %Y}",
        places=dots(one for _code, one in sorted(municipalities.items())),
    )


def where_it_is_discussed(learning: RecordedLearning, known: Mapping[int, str] | None = None) -> str:
    """The discussion that it came from; where nobody knows that one, the page with the threads about it.

    Whoever shows several asks for all at once and gives what is ``known`` (``discussions_of``).
    """
    path = (discussions_of([learning]) if known is None else known).get(learning.pk)
    if path:
        return absolute(path)
    if learning.engagement:
        return absolute(reverse("engagement", args=[learning.engagement.slug]))
    if learning.case_study:
        return absolute(reverse("case_study", args=[learning.case_study.slug]))
    return ""
