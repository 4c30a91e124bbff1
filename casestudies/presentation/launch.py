"""The launch on the projector: its programme, the cover of the volume, each brief with a code to its talk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from casestudies import access
from casestudies.exports.cover_map import map_alt, map_svg
from casestudies.exports.document import Cover
from casestudies.models import Engagement, Volume, VolumeEntry
from casestudies.presentation.addresses import absolute
from casestudies.presentation.dressing import dots
from casestudies.presentation.learning import where_it_is_discussed
from casestudies.presentation.qr import qr_svg
from casestudies.queries.discussions import discussions_of
from casestudies.queries.programme import TimedSlot, programme_of
from casestudies.queries.volumes import entries_of, municipalities_in, volume_launched_at

MOST_IN_A_COLUMN = 7  # slots that one can still read from ten metres


@dataclass(frozen=True)
class ScannedLink:
    """An address as a code, and as words for whoever types it."""

    url: str

    @property
    def words(self) -> str:
        return self.url.split("://")[-1]

    @property
    def code(self) -> str:
        return qr_svg(self.url)


@dataclass(frozen=True)
class LaunchedBrief:
    place: int
    title: str
    theme: str
    link: ScannedLink

    @property
    def anchor(self) -> str:
        return f"brief-{self.place}"


@dataclass(frozen=True)
class Launch:
    engagement: Engagement
    slots: Sequence[TimedSlot]
    volume: Volume | None
    briefs: Sequence[LaunchedBrief]
    cover: Cover

    @property
    def link(self) -> ScannedLink | None:
        """Of the volume, once everybody may read it."""
        if self.volume is None or not self.volume.is_published:
            return None
        return ScannedLink(absolute(reverse("volume", args=[self.volume.slug])))

    @property
    def map(self) -> str:
        return map_svg(self.cover)

    @property
    def map_alt(self) -> str:
        return map_alt(self.cover)

    @property
    def has_many_slots(self) -> bool:
        return len(self.slots) > MOST_IN_A_COLUMN


def launch_of(engagement: Engagement) -> Launch:
    volume = volume_launched_at(engagement)
    briefs = [entry for entry in entries_of(volume) if entry.brief] if volume else []
    known = discussions_of([entry.brief for entry in briefs if entry.brief])
    return Launch(
        engagement=engagement,
        slots=programme_of(engagement),
        volume=volume,
        briefs=[_brief(place, entry, known) for place, entry in enumerate(briefs, start=1)],
        cover=Cover(places=dots(municipalities_in(volume)) if volume else ()),
    )


def _brief(place: int, entry: VolumeEntry, known: Mapping[int, str]) -> LaunchedBrief:
    assert entry.brief is not None  # noqa: S101 - narrows the type
    discussed = where_it_is_discussed(entry.brief, known)
    return LaunchedBrief(
        place=place,
        title=entry.brief_version.title if entry.brief_version else entry.brief.title,
        theme=entry.brief.theme.title if entry.brief.theme else "",
        link=ScannedLink(discussed or absolute(reverse("learning", args=[entry.brief.slug]))),
    )


def launch_address(engagement: Engagement) -> str:
    """The signed link for a projector that has no login."""
    path = reverse("launch_screen", args=[engagement.slug])
    return absolute(f"{path}?key={access.launch_key(engagement)}")
