"""One work, written as a reference in each style that people and their programs ask for. Pure."""

from casestudies.citing.apa import apa
from casestudies.citing.bibtex import bibtex
from casestudies.citing.csl import csl_item, csl_json
from casestudies.citing.files import FORMATS, Citation, UnknownStyle, write
from casestudies.citing.lines import stopped
from casestudies.citing.names import Name, group, names_in, person
from casestudies.citing.ris import ris
from casestudies.citing.work import Work

__all__ = [
    "FORMATS",
    "Citation",
    "Name",
    "UnknownStyle",
    "Work",
    "apa",
    "bibtex",
    "csl_item",
    "csl_json",
    "group",
    "names_in",
    "person",
    "ris",
    "stopped",
    "write",
]
