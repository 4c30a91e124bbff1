"""The open data: once a night everything public as files, to be taken along whole.

``write_open_dump`` writes an edition into a folder of its own and then turns to it in one step, so that
nobody ever downloads half of one. Rows are streamed: an edition of many cases takes no more memory.
"""

from casestudies.dump.editions import Edition, current_edition
from casestudies.dump.write import write_open_dump

__all__ = ["Edition", "current_edition", "write_open_dump"]
