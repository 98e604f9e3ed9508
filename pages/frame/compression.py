"""Scripts and other static files leave the server compressed: each once, then kept."""

import gzip
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from posixpath import normpath
from types import MappingProxyType

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.cartography.standalone import LETTERS

# Streamlit's own files and ours; their names carry a hash of what they hold.
FOLDERS = ("/static/", "/app/static/")
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
FOR_EVER = "public,immutable,max-age=31536000"


class HashedFiles(StaticFiles):
    """Files that never change under their name."""

    def file_response(self, *args, **kwargs) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class Compression:
    """Middleware that gzips static text at its first request, and answers from memory then.

    Streamlit leaves this to a proxy, because it would compress at every request. responses: what
    is answered from the beginning, by path.
    """

    def __init__(self, app: ASGIApp, responses: Mapping[str, Response] = MappingProxyType({})):
        self.app, self.responses = app, dict(responses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _wanted(scope):
            await self.app(scope, receive, partial(_weakened, send))
            return
        path = scope["path"]
        if path not in self.responses:
            messages = await self._messages(scope, receive)
            if not (messages and _lasting(messages[0]) and _whole(messages)):
                for message in messages:
                    await send(message)
                return
            self.responses[path] = await to_thread.run_sync(_compressed, messages)
        await self.responses[path](scope, receive, send)

    async def _messages(self, scope: Scope, receive: Receive) -> list[Message]:
        """The whole answer of the application within, which is not to compress it itself."""
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app({**scope, "headers": plain}, receive, collect)
        return messages


async def _weakened(send: Send, message: Message) -> None:
    """What Streamlit compressed is no longer the bytes of its tag, nor what its parts are of."""
    if message["type"] == "http.response.start":
        headers = MutableHeaders(raw=message["headers"])
        tag = headers.get("etag", "")
        if "content-encoding" in headers and tag.startswith('"'):
            headers["etag"] = f"W/{tag}"
            del headers["accept-ranges"]
    await send(message)


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers, path = Headers(scope=scope), scope["path"]
    takes = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
    # Each file by its one name: `/static/./x` would be kept once more.
    return takes and path.startswith(FOLDERS) and path == normpath(path)


def _lasting(start: Message) -> bool:
    """Whether it is text that never changes: nothing else is kept."""
    headers = Headers(raw=start["headers"])
    lasting = start["status"] == 200 and "immutable" in headers.get("cache-control", "")
    return lasting and headers.get("content-type", "").startswith(TEXT)


def _whole(messages: list[Message]) -> bool:
    """Whether all has come: a file is cut short when the browser that asked for it has gone."""
    promised = Headers(raw=messages[0]["headers"]).get("content-length")
    return promised == str(len(_body(messages)))


def _body(messages: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in messages[1:])


def _compressed(messages: list[Message]) -> Response:
    headers = MutableHeaders(raw=list(messages[0]["headers"]))
    headers.update({"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})
    for name in ("content-length", "etag"):  # those of the uncompressed file
        del headers[name]
    return Response(gzip.compress(_body(messages), mtime=0), headers=headers)


# Fonts that ours were cut from; a Streamlit with others is served as it is.
FONTS = {
    "MaterialSymbols-Rounded.nEdyypZU.woff2": Path(__file__).with_name("symbols.woff2"),
    "SourceSansVF-Upright.ttf.BsWL4Kly.woff2": LETTERS,  # Latin, signs, weights 400 to 700
}


def instead() -> dict[str, Response]:
    """The small fonts at the addresses of the whole ones."""
    headers = {"Cache-Control": FOR_EVER}
    return {
        f"/static/media/{whole}": Response(
            small.read_bytes(), headers=headers, media_type="font/woff2"
        )
        for whole, small in FONTS.items()
    }
