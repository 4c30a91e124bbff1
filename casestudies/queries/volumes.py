"""What a volume binds, and what its indexes say."""

from django.db.models import F, Q

from casestudies.models import (
    CaseStudy,
    Engagement,
    Lesson,
    Municipality,
    RecordedLearning,
    Volume,
    VolumeEntry,
)


def entries_of(volume: Volume) -> list[VolumeEntry]:
    """A volume's entries in their order, with what they bind."""
    found = volume.entries.select_related(
        "brief__engagement",
        "brief__theme",
        "brief_version",
        "case_study__current",
        "case_version__case_study",
    )
    return list(found.order_by("position"))


def volume_launched_at(engagement: Engagement) -> Volume | None:
    """The volume that an engagement launches: the last one that was published, else the newest draft."""
    newest = F("published_at").desc(nulls_last=True)
    return engagement.volumes.order_by(newest, "-pk").first()


def municipalities_in(volume: Volume) -> list[Municipality]:
    """The municipalities of its case studies, and of those that its briefs are about. One query."""
    case_study = "case_places__case_study__"
    bound = Q(**{f"{case_study}volume_entries__volume": volume})
    told_of = Q(**{f"{case_study}recorded_learnings__volume_entries__volume": volume})
    heard = Q(**{f"{case_study}engagements__recorded_learnings__volume_entries__volume": volume})
    return list(Municipality.objects.filter(bound | told_of | heard).distinct().order_by("code"))


def lessons_in(entries: list[VolumeEntry]) -> list[Lesson]:
    """The lessons that stand, of all that a volume binds, by their words."""
    standing = Lesson.objects.visible_to(None).select_related("learning", "case_study")
    briefs = [entry.brief_id for entry in entries if entry.brief_id]
    cases = [entry.case_study_id for entry in entries if entry.case_study_id]
    found = standing.filter(learning__in=briefs) | standing.filter(case_study__in=cases)
    return list(found.distinct().order_by("statement", "pk"))


def briefs_to_bind() -> list[RecordedLearning]:
    return list(RecordedLearning.objects.select_related("engagement", "theme").order_by("published_at", "pk"))


def cases_to_bind() -> list[CaseStudy]:
    public = CaseStudy.objects.visible_to(None).filter(current__isnull=False)
    return list(public.select_related("theme").order_by("theme__order", "title", "pk"))
