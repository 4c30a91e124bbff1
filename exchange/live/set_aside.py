"""A crowd of sockets is kept out of garbage collection.

Python's full collection looks at every object there is. With 5,000 sockets that holds the whole process
up for half a second, and finds nothing: a socket's objects live as long as its phone stays.
"""

import gc

CROWD = 500  # sockets; below, a full collection takes no time that anybody notices


class SetAside:
    """Sets what there is aside when a crowd has come, and takes it back when half of it has gone."""

    def __init__(self) -> None:
        self.size = 0

    def count(self, listeners: int) -> None:
        """To be told from time to time how many listen. Costs next to nothing, whatever there is."""
        if listeners >= self.size + CROWD:
            gc.freeze()
            self.size = listeners
        elif self.size and listeners < self.size / 2:
            gc.unfreeze()
            self.size = 0
