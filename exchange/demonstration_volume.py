"""The demonstration's volume: its brief and its case studies, bound together."""

from collections.abc import Mapping

from casestudies.actions.volumes import open_volume, publish_volume, save_volume
from casestudies.models import CaseStudy, Engagement, RecordedLearning
from exchange.people.models import User

FOREWORD = (
    "This volume is a demonstration. Everything in it was made up, in municipalities that do not exist, to "
    "show how briefs and case studies are bound together for a launch.\n\n"
    "Each brief has a code that leads to its discussion, so that it goes on."
)


def load_volume(people: Mapping[str, User]) -> None:
    """Put together and published by Dineo, the editor."""
    dineo = people["dineo"]
    volume = open_volume(title="Demonstration: what we learned together", by=dineo, is_demonstration=True)
    cases = CaseStudy.objects.visible_to(None).filter(is_demonstration=True, current__isnull=False)
    save_volume(
        volume=volume,
        title=volume.title,
        subtitle="Briefs and case studies of fictional municipalities",
        foreword=FOREWORD,
        foreword_by="Dineo, editor of the demonstration",
        launch=Engagement.objects.get(slug="demonstration-launch"),
        briefs=list(RecordedLearning.objects.filter(is_demonstration=True).order_by("pk")),
        case_studies=list(cases.order_by("title", "pk")),
    )
    publish_volume(volume=volume)
