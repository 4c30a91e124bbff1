"""What a volume binds, and what its indexes say."""

from casestudies.models import CaseStudy, Lesson, RecordedLearning, Volume, VolumeEntry


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
