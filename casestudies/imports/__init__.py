"""An outline that somebody wrote elsewhere, as the sections of a case study. Pure: no model, no request."""

from casestudies.imports.outline import Outline, Unplaced
from casestudies.imports.read import LARGEST_OUTLINE, read_outline
from casestudies.imports.refusals import OutlineRefused

__all__ = ["LARGEST_OUTLINE", "Outline", "OutlineRefused", "Unplaced", "read_outline"]
