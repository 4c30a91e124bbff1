"""The library's objects as documents and works that people take with them."""

from casestudies.presentation.addresses import absolute
from casestudies.presentation.cases import document_of_version
from casestudies.presentation.learning import (
    document_of_learning,
    how_to_cite,
    lessons_from,
    sections_from,
)
from casestudies.presentation.meta import Meta, meta_of_version
from casestudies.presentation.works import (
    sources_of_version,
    version_path,
    work_of_source,
    work_of_version,
)

__all__ = [
    "Meta",
    "absolute",
    "document_of_learning",
    "document_of_version",
    "how_to_cite",
    "lessons_from",
    "meta_of_version",
    "sections_from",
    "sources_of_version",
    "version_path",
    "work_of_source",
    "work_of_version",
]
