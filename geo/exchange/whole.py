"""Files on disk that are whole or not there: no reader ever finds half of one."""

import errno
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_whole(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Writes each file beside its place under another name, then puts all of them there.

    What is no ordinary file (`/dev/stdout`) is written to as it is. Raises OSError, which names
    the file that was asked for; what stood there before stands there still.
    """
    parts: dict[Path, Path] = {}
    path = Path()
    try:
        for path, pieces in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            to = Path(os.path.realpath(path))
            if not to.exists() or to.is_file():
                parts[to] = to = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
            with to.open("wb") as out:
                out.writelines(pieces)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
