"""What the files of all readers together may take of one process."""

from threading import Lock
from weakref import WeakKeyDictionary

from geo.errors import FileRefused
from geo.exchange import limits


class Budget:
    """Bytes for files at once: a file counts until nobody holds it any longer."""

    def __init__(self, most: int = limits.HELD):
        self.most = most
        self._sizes: WeakKeyDictionary[object, int] = WeakKeyDictionary()
        self._lock = Lock()

    @property
    def free(self) -> int:
        """Bytes that are left."""
        return self.most - sum(list(self._sizes.values()))

    def take(self, file: object, size: int) -> None:
        """Counts a file of this many bytes. Raises FileRefused where others leave no room."""
        with self._lock:
            if size > (free := self.free):
                raise FileRefused("exchange.no_room", free_mb=max(free, 0) // limits.MB)
            self._sizes[file] = size
