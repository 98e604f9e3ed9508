"""Zips unpacked in memory, with a limit on what really comes out of them."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from geo.errors import FileRefused
from geo.exchange import limits

PIECE = 1 << 16
ENCRYPTED = 99  # a method that says only that


class Archive:
    """The files of a zip by name. Nothing is written anywhere.

    Raises FileRefused for a damaged or encrypted zip, more files or more unpacked bytes
    than the limits, and names that lead out of the archive.
    """

    def __init__(self, data: bytes):
        self._left = limits.UNZIPPED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [e for e in self._zip.infolist() if not (e.filename and e.is_dir())]
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise FileRefused("exchange.damaged", kind="ZIP") from error
        if len(entries) > limits.ZIPPED_FILES:
            raise FileRefused("exchange.zip_too_many", files=len(entries), most=limits.ZIPPED_FILES)
        if sum(e.file_size for e in entries) > limits.UNZIPPED:
            raise _bomb()
        for entry in entries:
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                raise FileRefused("exchange.zip_path", file=entry.filename[:80])
        # Bookkeeping that macOS adds is no content.
        self._entries = {
            e.filename: e
            for e in entries
            if "__MACOSX" not in e.filename and not PurePosixPath(e.filename).name.startswith(".")
        }
        self.names = list(self._entries)

    def read(self, name: str) -> bytes:
        """One file, unpacked piece by piece: a header may lie about its size."""
        try:
            with self._zip.open(self._entries[name]) as stream:
                content = whole_of(stream, self._left)
        except RuntimeError as error:  # how zipfile says that a password is needed
            other = isinstance(error, NotImplementedError)
            unknown = other and self._entries[name].compress_type != ENCRYPTED
            raise FileRefused("exchange.zip_method" if unknown else "exchange.password") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise FileRefused("exchange.damaged", kind="ZIP") from error
        self._left -= len(content)
        return content


def whole_of(stream: IO[bytes] | io.BufferedIOBase, most: int) -> bytes:
    """All that comes out of a stream. Raises FileRefused for more bytes than `most`."""
    out = io.BytesIO()
    while piece := stream.read(PIECE):
        out.write(piece)
        if out.tell() > most:
            raise _bomb()
    return out.getvalue()


def _bomb() -> FileRefused:
    return FileRefused("exchange.zip_bomb", most_mb=limits.UNZIPPED // limits.MB)
