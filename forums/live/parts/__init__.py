"""The parts of a session that its frames tell of, beside its questions (``forums.live.payloads``).

A new part is one module here with a subclass of ``Part``, and a line in ``PARTS``.
"""

from typing import Any

from forums.live.parts.agenda import AgendaPart
from forums.live.parts.backstage import BackstagePart
from forums.live.parts.base import Part
from forums.live.parts.bursts import BurstsPart
from forums.live.parts.captions import CaptionsPart
from forums.live.parts.desk import DeskPart
from forums.live.parts.hands import HandsPart
from forums.live.parts.minutes import MinutesPart
from forums.live.parts.people import PeoplePart
from forums.live.parts.polls import PollsPart

PARTS: tuple[Part[Any], ...] = (
    AgendaPart(),
    PollsPart(),
    HandsPart(),
    MinutesPart(),
    CaptionsPart(),
    BackstagePart(),
    BurstsPart(),
    PeoplePart(),
    DeskPart(),
)

__all__ = ["PARTS", "Part"]
