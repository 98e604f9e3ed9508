"""Asks an ASGI application as a browser would, without a network."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import unquote

HOST = "http://testserver"


@dataclass
class Answer:
    """What the application sent."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


@dataclass
class Client:
    """A client of one application."""

    app: object

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        raw, _, query = path.partition("?")
        named = {"host": "testserver"} | {k.lower(): v for k, v in (headers or {}).items()}
        scope = {
            "type": "http",
            "asgi": {"spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(raw),
            "raw_path": raw.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode()) for k, v in named.items()],
            "server": ("testserver", 80),
            "client": ("testclient", 1),
        }
        sent: list[dict] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict) -> None:
            sent.append(message)

        # In a thread of its own: a browser of other tests holds the loop of this one.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: asyncio.run(self.app(scope, receive, send))).result()
        start = sent[0]
        got = {k.decode(): v.decode() for k, v in start["headers"]}
        return Answer(start["status"], got, b"".join(m.get("body", b"") for m in sent[1:]))

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers)
