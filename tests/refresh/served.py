"""A small server of our own: answers like those that the documentation describes, and faults."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Reply:
    """body: bytes or what becomes JSON. says: bytes that the header promises. drip: seconds
    before each byte."""

    body: object = b""
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    says: int | None = None
    wait: float = 0
    drip: float = 0


@dataclass
class Asked:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


@contextmanager
def serving(answer: Callable[[Asked], Reply]) -> Iterator[tuple[str, list[Asked]]]:
    """The server's address and all that it is asked."""
    heard: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            where = urlsplit(self.path)
            form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            one = Asked(
                where.path, dict(parse_qsl(where.query)), dict(self.headers), dict(parse_qsl(form))
            )
            heard.append(one)
            reply = answer(one)
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            time.sleep(reply.wait)
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.kind)
                self.send_header("Content-Length", str(reply.says or len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for at in range(0, len(body), 1 if reply.drip else max(1, len(body))):
                    time.sleep(reply.drip)
                    self.wfile.write(body[at:] if not reply.drip else body[at : at + 1])
            except OSError:  # the client has gone, as it should
                self.close_connection = True

        do_POST = do_GET

        def log_message(self, *words):
            """Nothing on the screen of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
