"""Files made when they are first asked for, and kept in a folder."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import sha256
from pathlib import Path
from threading import Lock

MOST = 400  # files; the one asked for longest ago goes first


class File:
    """One file and the tag by which a browser knows that it has it."""

    def __init__(self, path: Path):
        self.path, self.tag, self.lock = path, "", Lock()

    def make(self, content: Callable[[], bytes]) -> "File":
        """The file, made unless it was; two who ask at once wait for one. Errors are not kept."""
        with self.lock:
            if not self.tag:
                made = content()
                self.path.write_bytes(made)
                self.tag = f'"{sha256(made).hexdigest()[:32]}"'
        return self


class Store:
    """Files by key."""

    def __init__(self, folder: Path, most: int = MOST):
        self.folder, self.most, self.number = folder, most, 0
        self.files, self.lock = OrderedDict[Hashable, File](), Lock()

    def file(self, key: Hashable, content: Callable[[], bytes]) -> File:
        """The file of a key, its content worked out if nobody has asked for it lately."""
        with self.lock:
            if key not in self.files:
                self.number += 1
                self.files[key] = File(self.folder / str(self.number))
            self.files.move_to_end(key)
            if len(self.files) > self.most:
                _, old = self.files.popitem(last=False)
                old.path.unlink(missing_ok=True)
            file = self.files[key]
        return file.make(content)
