"""How much of a reader's file is taken: stated up front, all in one place."""

from threading import Lock
from weakref import WeakKeyDictionary

from geo.errors import FileRefused

MB = 1_000_000
BYTES = 150 * MB  # of the file as it is sent
PASTED = MB  # characters of pasted text
HELD = 300 * MB  # of the files of all readers of one process
UNZIPPED = 600 * MB  # of everything that is unpacked from it
ZIPPED_FILES = 1_000  # files inside a zip
ROWS = 1_048_575  # as many as a sheet of Excel holds below its headings
COLUMNS = 300
CELLS = 20_000_000
CELL_TEXT = 1_000_000  # characters in one cell
VERTICES = 5_000_000  # of all shapes together
SHAPE_VERTICES = 250_000  # of one shape; a row beyond it is rejected, not the file
CROSSINGS = 100_000  # of all self-crossing shapes together: mending them grows with these
DEPTH = 60  # of elements within elements
# A workbook is unpacked in a process of its own with this much memory and time.
WORKBOOK_MEMORY = 1_000 * MB
WORKBOOK_SECONDS = 120
SEEN = 200  # characters of a cell that is no shape: patterns take time with their square
LOOKED_AT = 500  # distinct cells of a column by which it is found out what it holds


class Budget:
    """Bytes for files at once: a file counts until nobody holds it any longer."""

    def __init__(self, most: int = HELD):
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
                raise FileRefused("exchange.no_room", free_mb=max(free, 0) // MB)
            self._sizes[file] = size
