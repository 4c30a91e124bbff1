"""What open pages of a thread are told: how far it has come, and how many posts others read in it.

No frame has a word of a post, or tells which one changed: a page fetches what its person may see
(``/threads/<id>/since/``), and there it is asked again whether they may.
"""

from exchange.live.hub import Update
from forums.live.groups import thread_of_room
from forums.models import Thread


class ThreadReader:
    """Reads a thread's counters for the hub (see ``exchange.live.hub.Reader``), on the hub's thread."""

    def head(self, room: str) -> int:
        return self._thread(room).change_seq

    def changes(self, room: str, after: int) -> Update:
        thread = self._thread(room)
        return Update(after=after, to=thread.change_seq, shared={"count": thread.visible_count})

    def snapshot(self, room: str) -> Update:
        thread = self._thread(room)
        return Update(after=-1, to=thread.change_seq, shared={"count": thread.visible_count}, is_whole=True)

    def _thread(self, room: str) -> Thread:
        return Thread.objects.only("change_seq", "last_post_number", "unshown").get(pk=thread_of_room(room))
