"""Discussion as values that leave the site: documents, files, feeds, previews."""

from forums.presentation.sharing import Shared, shared
from forums.presentation.summaries import document_of_summary
from forums.presentation.threads import SaidPost, SaidThread, said_posts, said_thread

__all__ = [
    "SaidPost",
    "SaidThread",
    "Shared",
    "document_of_summary",
    "said_posts",
    "said_thread",
    "shared",
]
