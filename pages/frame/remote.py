"""A presenter's phone: its two buttons and the notes, paired with a screen by a code.

The process that made a code serves it. Nothing of a reader is held: the step, its notes, a number
of steps to go.
"""

import json
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from ipaddress import ip_address
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from string import Template
from time import monotonic
from typing import Any

import segno
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import config

from geo.cartography.scene import texts
from geo.language import LANGUAGES
from pages.frame.language import lang_of

PHONE = Template(Path(__file__).with_name("remote.html").read_text("utf-8"))
STATE = ("lang", "place", "headline", "notes", "next")  # what a screen tells its phone
TEXTS = "remote.title", "remote.back", "remote.next", "remote.gone", "remote.lost"
MOST_BYTES, MOST_LETTERS, MOST_STEPS, MOST_PAIRINGS = 16_000, 2_000, 60, 100
MOST_ADDRESS = 300  # letters; a phone must read it from a picture
HOURS, SILENT_MINUTES = 8, 5  # a code ends, too, when its screen is no longer heard of
PHONE_S = 60  # a phone that is not heard of for so long has been put away
FRESH = {"Cache-Control": "no-store"}


@dataclass
class Pairing:
    """One screen and its phone."""

    key: str
    begun: float
    heard: float
    state: dict[str, str] = field(default_factory=dict)
    by: int = 0
    phoned: float = float("-inf")

    @property
    def paired(self) -> bool:
        """Whether a phone is heard of."""
        return monotonic() - self.phoned < PHONE_S

    @property
    def in_use(self) -> tuple[bool, bool, float]:
        """Whether by a phone, whether by a screen, and until when."""
        return self.phoned > 0, self.heard > self.begun, self.heard


_pairings: dict[str, Pairing] = {}


def _open_pairings() -> dict[str, Pairing]:
    """The pairings that have not ended."""
    now = monotonic()
    for code, one in list(_pairings.items()):
        if now - one.begun > 3600 * HOURS or now - one.heard > 60 * SILENT_MINUTES:
            del _pairings[code]
    return _pairings


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; an empty one for anything else."""
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > MOST_BYTES:
            return {}
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _text(value: object) -> bytes:
    return value.encode("utf-8", "replace") if isinstance(value, str) else b""


def _address(request: Request) -> URL | None:
    """Where the browser says that the screen is, else where the server was asked."""
    for text in (request.headers.get("origin", ""), str(request.base_url)):
        with suppress(ValueError):
            address = URL(text)
            if len(text) <= MOST_ADDRESS and address.hostname and address.port != 0:
                return address
    return None


async def begin(request: Request) -> Response:
    """A code for a screen, the key that only it has, and where a phone finds it, as a picture."""
    pairings, now, lang = _open_pairings(), monotonic(), lang_of(await _body(request))
    if len(pairings) >= MOST_PAIRINGS:  # those in use go on
        last = min(pairings, key=lambda code: pairings[code].in_use)
        if pairings[last].paired:
            return Response(status_code=503)
        del pairings[last]
    code, key = token_urlsafe(9), token_urlsafe(18)
    pairings[code] = Pairing(key, now, now)
    address, picture = _address(request), ""
    if address := address and reachable(address):
        address = address.replace(path="/briefing", query=f"lang={lang}&remote={code}")
        picture = segno.make(str(address)).svg_data_uri(scale=6, border=3, light="#fff")
    content = {"code": code, "key": key, "address": str(address or ""), "picture": picture}
    return JSONResponse(content, headers=FRESH)


def reachable(address: URL) -> URL | None:
    """The address as another machine has it; None where none can reach it."""
    if not _local(address.hostname or ""):
        return address
    if _local(config.get_option("server.address") or "0.0.0.0"):
        return None  # the server listens to its own machine only
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but says by which way it would go
            ours = probe.getsockname()[0]
        except OSError:
            return None
    return None if _local(ours) else address.replace(hostname=ours)


def _local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def screen(request: Request) -> Response:
    """What the screen shows now; it gets the steps to go that its phone asked for."""
    one, content = _open_pairings().get(request.path_params["code"]), await _body(request)
    if one is None or not compare_digest(_text(content.get("key")), one.key.encode()):
        return Response(status_code=404)
    if request.method == "DELETE":
        del _pairings[request.path_params["code"]]
        return Response(status_code=204)
    state = content.get("said")
    if isinstance(state, dict):
        one.state = {name: _text(state.get(name)).decode()[:MOST_LETTERS] for name in STATE}
    by, one.by, one.heard = one.by, 0, monotonic()
    return JSONResponse({"by": by, "paired": one.paired}, headers=FRESH)


async def phone(request: Request) -> Response:
    """What the phone reads, after it moved a step on or back where it asked for that."""
    one = _open_pairings().get(request.path_params["code"])
    if one is None:
        return Response(status_code=404)
    one.phoned = monotonic()
    if request.method == "POST":
        by = (await _body(request)).get("by")
        if type(by) is int and by in (-1, 1):
            one.by = max(-MOST_STEPS, min(MOST_STEPS, one.by + by))
    return JSONResponse(one.state, headers=FRESH)


def page(lang: str) -> str:
    """The phone's page; its script takes the code from the address."""
    by_lang = {each: texts(TEXTS, each) for each in LANGUAGES}
    words = {name: escape(text) for name, text in by_lang[lang].items()}
    return PHONE.substitute(lang=lang, texts=json.dumps(by_lang), **words)


def routes() -> list[Route]:
    """To begin; for the screen; for the phone."""
    return [
        Route("/remote", begin, methods=["POST"]),
        Route("/remote/{code}", screen, methods=["PUT", "DELETE"]),
        Route("/remote/{code}", phone, methods=["GET", "POST"]),
    ]
