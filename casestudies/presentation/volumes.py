"""A volume as a document: its briefs and cases, the indexes, what its words mean, and how it was made."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.citing import stopped
from casestudies.content import Direction, HowWeKnow, LessonConfidence, LessonKind
from casestudies.exports import Document, Item
from casestudies.exports.document import Cover, Entry
from casestudies.exports.volume import Volume as Bound
from casestudies.exports.volume import document_of_volume as bind
from casestudies.models import Lesson, Municipality, Volume, VolumeEntry
from casestudies.presentation.addresses import absolute
from casestudies.presentation.cases import document_of_version
from casestudies.presentation.dressing import dots
from casestudies.presentation.learning import document_of_learning
from casestudies.queries.volumes import entries_of, lessons_in

LICENCE = "CC BY-NC-SA 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by-nc-sa/4.0/"
VOCABULARY = (
    (LessonKind, gettext_lazy("Kind of lesson")),
    (LessonConfidence, gettext_lazy("How sure a lesson is")),
    (Direction, gettext_lazy("Direction of an outcome")),
    (HowWeKnow, gettext_lazy("How we know (Maryland scale)")),
)


def document_of_volume(volume: Volume) -> Document:
    """The whole volume. A published one binds its parts in the versions of that day, a draft as they are."""
    entries = entries_of(volume)
    briefs = {entry.pk: _brief(entry) for entry in entries if entry.brief}
    cases = {entry.pk: _case(entry) for entry in entries if entry.case_study}
    municipalities = _municipalities(entries)
    url = absolute(reverse("volume", args=[volume.slug]))
    day = timezone.localdate(volume.published_at) if volume.published_at else None
    return bind(
        Bound(
            title=volume.title,
            subtitle=volume.subtitle,
            url=url,
            kind_label=_("Volume"),
            published_on=day,
            version="1.0" if volume.is_published else "",
            language="en",
            licence=LICENCE,
            licence_url=LICENCE_URL,
            how_to_cite=_how_to_cite(volume, url),
            is_demonstration=volume.is_demonstration,
            cover=Cover(day=f"{day:%B %Y}" if day else "", places=dots(municipalities)),
            front_matter=_front_matter(volume),
            foreword=(Item(volume.foreword),) if volume.foreword else (),
            foreword_by=volume.foreword_by,
            briefs=tuple(briefs.values()),
            cases=tuple(cases.values()),
            lessons=tuple(_lesson(lesson, entries, {**briefs, **cases}) for lesson in lessons_in(entries)),
            municipalities=tuple(_index(municipalities, {**briefs, **cases})),
            vocabulary=tuple(_vocabulary()),
            colophon=(Item(_colophon(volume)),),
        )
    )


def _brief(entry: VolumeEntry) -> Document:
    assert entry.brief is not None  # noqa: S101 - narrows the type
    document = document_of_learning(entry.brief, entry.brief_version)
    talk = entry.brief.engagement
    where = absolute(reverse("engagement", args=[talk.slug])) if talk else document.url
    return replace(document, discussion_url=document.discussion_url or where)


def _case(entry: VolumeEntry) -> Document:
    version = entry.case_version or (entry.case_study.current if entry.case_study else None)
    assert version is not None  # noqa: S101 - only published case studies are bound
    if entry.case_study:
        version.case_study = entry.case_study
    return document_of_version(version)


def _municipalities(entries: Iterable[VolumeEntry]) -> dict[Municipality, list[int]]:
    """Who takes part in which entries: in the case study, or in those that a brief is about."""
    found: dict[Municipality, list[int]] = {}
    for entry in entries:
        case_studies = [entry.case_study_id or (entry.brief.case_study_id if entry.brief else None)]
        about = Q(case_places__case_study__in=[pk for pk in case_studies if pk])
        if entry.brief and entry.brief.engagement_id:
            about |= Q(case_places__case_study__engagements=entry.brief.engagement_id)
        for municipality in Municipality.objects.filter(about).distinct().order_by("name", "pk"):
            found.setdefault(municipality, []).append(entry.pk)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].name, pair[0].pk)))


def _index(municipalities: dict[Municipality, list[int]], documents: dict[int, Document]) -> Iterator[Entry]:
    for one, entries in municipalities.items():
        yield Entry(str(one), places=tuple(documents[pk].url for pk in entries if pk in documents))


def _lesson(lesson: Lesson, entries: Iterable[VolumeEntry], documents: dict[int, Document]) -> Entry:
    pairs = ((lesson.learning_id, "brief_id"), (lesson.case_study_id, "case_study_id"))
    inside = [
        documents[entry.pk].url
        for entry in entries
        if any(own and own == getattr(entry, field) for own, field in pairs)
    ]
    return Entry(lesson.statement, str(lesson.get_kind_display()), tuple(dict.fromkeys(inside)))


def _vocabulary() -> Iterator[Entry]:
    for choices, title in VOCABULARY:
        yield Entry(str(title), "; ".join(str(label) for label in choices.labels))


def _how_to_cite(volume: Volume, url: str) -> str:
    return _("%(site)s (%(year)s). %(title)s %(url)s") % {
        "site": settings.SITE_NAME,
        "year": volume.published_at.year if volume.published_at else _("in preparation"),
        "title": stopped(volume.title),
        "url": url,
    }


def _front_matter(volume: Volume) -> tuple[str, ...]:
    launched = _("Launched at: %(what)s") % {"what": volume.launch} if volume.launch else ""
    lines = (
        settings.SITE_NAME,
        launched,
        _("Everything in this volume stands online under the addresses it names, where it is talked about."),
        _("Licence: %(licence)s") % {"licence": LICENCE},
    )
    return tuple(str(line) for line in lines if line)


def _colophon(volume: Volume) -> str:
    return _(
        "This volume was put together from what was published on %(site)s. Each quotation was compared with "
        "its source when it was picked, sent, approved and published; words that were withdrawn since are "
        "not in it. The file is made by open software from one document, and the same document gives the "
        "same file."
    ) % {"site": settings.SITE_NAME}
