"""Files on disk that are whole or not there: no reader ever finds half of one."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from geo.errors import PathRefused


def write_whole(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Writes each file beside its place under another name, then puts all of them there.

    What is no ordinary file (`/dev/stdout`) is written to as it is. Raises PathRefused, which
    names the file that was asked for; what stood there before stands there still.
    """
    parts: dict[Path, Path] = {}
    path = Path()
    try:
        for path, pieces in files.items():
            if path.is_dir():
                raise PathRefused(f"{path} cannot be written: it is a folder.")
            to = Path(os.path.realpath(path))
            if not to.exists() or to.is_file():
                parts[to] = to = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
            with to.open("wb") as out:
                out.writelines(pieces)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise PathRefused(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def read_whole(path: Path) -> bytes:
    """What stands in a file. Raises PathRefused."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PathRefused(f"{path} cannot be read: {error.strerror}.") from error
