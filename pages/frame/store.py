"""Files made when they are first asked for, and kept in a folder."""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

# What asks for parts; anything else asks for the whole (RFC 9110).
PART = r"(?:\d{1,15}-\d{0,15}|-\d{1,15})"
PARTS = re.compile(rf"bytes=\s*{PART}(?:\s*,\s*{PART})*\s*")
OPENING = b"access-control", b"x-content"
MOST = 400  # files; the one asked for longest ago goes first


class File:
    """One file and the tag by which a browser knows that it has it; gone when nobody holds it."""

    def __init__(self, path: Path):
        self.path, self.tag, self.lock = path, "", Lock()
        finalize(self, path.unlink, missing_ok=True)

    def make(self, content: Callable[[], bytes]) -> None:
        """Makes it unless it was; two who ask at once wait for one. Errors are not kept."""
        with self.lock:
            if not self.tag:
                data = content()
                self.path.write_bytes(data)
                self.tag = f'"{sha256(data).hexdigest()[:32]}"'


class StoredFile(FileResponse):
    """A file on its way, which holds it until it has been sent."""

    def __init__(self, file: File, **options: Any):
        super().__init__(file.path, **options)
        self.file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Parts are for GET alone; that there are no such parts any site may read, too."""
        if scope["method"] != "GET" or not _in_parts(Headers(scope=scope).get("range", "")):
            plain = [pair for pair in scope["headers"] if pair[0] != b"range"]
            scope = {**scope, "headers": plain}

        async def send_open(message: Message) -> None:
            if message.get("status") == 416:
                message["headers"] += [p for p in self.raw_headers if p[0].startswith(OPENING)]
            await send(message)

        await super().__call__(scope, receive, send_open)


def _in_parts(parts: str) -> bool:
    bounds = re.findall(r"(\d+)-(\d+)", parts)
    return bool(PARTS.fullmatch(parts)) and all(int(first) <= int(last) for first, last in bounds)


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
            file = self.files[key]
        try:
            file.make(content)
        except Exception:
            with self.lock:
                if self.files.get(key) is file:
                    del self.files[key]
            raise
        with self.lock:
            while len(self.files) > self.most:
                self.files.popitem(last=False)
        return file
